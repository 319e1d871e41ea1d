package dev.reconcile.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.JsonText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FilesTest {
    private long now = 1_000;
    private final Files files = Files.create(() -> now, new FileLimits(10, 20, 6, 4));

    @Test
    void pathsAreNormalised() {
        assertThat(Files.normalise("/home/learner", "a/./b//../c")).isEqualTo("/home/learner/a/c");
        assertThat(Files.normalise("/", "../..")).isEqualTo("/");
        assertThat(Files.normalise("/a", "/b/")).isEqualTo("/b");
    }

    @Test
    void whatCannotBeDoneIsSaidInPosixWords() {
        files.write("/f", "x");
        assertThat(files.problemReading("/no")).contains(FileProblem.NOT_FOUND);
        assertThat(files.problemReading("/tmp")).contains(FileProblem.IS_DIRECTORY);
        assertThat(files.problemReading("/f/g")).contains(FileProblem.NOT_DIRECTORY);
        assertThat(files.write("/no/f", "x")).contains(FileProblem.NOT_FOUND);
        assertThat(files.write("/tmp", "x")).contains(FileProblem.IS_DIRECTORY);
        assertThat(files.makeDirectory("/f")).contains(FileProblem.EXISTS);
        assertThat(files.move("/tmp", "/tmp/x")).contains(FileProblem.INVALID);
        assertThat(files.remove("/")).contains(FileProblem.BUSY);
    }

    @Test
    void limitsHoldAndARefusedWriteChangesNothing() {
        assertThat(files.write("/a", "x".repeat(11))).contains(FileProblem.TOO_LARGE);
        assertThat(files.write("/a", "한글한글")).contains(FileProblem.TOO_LARGE);
        assertThat(files.write("/a", "x".repeat(10))).isEmpty();
        assertThat(files.write("/b", "x".repeat(10))).isEmpty();
        assertThat(files.append("/b", "x")).contains(FileProblem.TOO_LARGE);
        assertThat(files.write("/c", "x")).contains(FileProblem.NO_SPACE);
        assertThat(files.write("/" + "n".repeat(256), "")).contains(FileProblem.NAME_TOO_LONG);
        assertThat(files.content("/b")).contains("x".repeat(10));
        assertThat(files.write("/c", "")).isEmpty();
        assertThat(files.write("/d", "")).isEmpty();
        assertThat(files.write("/e", "")).contains(FileProblem.NO_SPACE);
    }

    @Test
    void changesAreReportedOnceAndCanBeRepeatedElsewhere() {
        files.takeChanges();
        files.makeDirectories("/home/a");
        files.write("/home/a/f", "1");
        files.write("/home/a/f", "2");
        files.setExecutable("/home/a/f", true);
        files.remove("/tmp");
        List<FileChange> changes = files.takeChanges();
        assertThat(changes).containsExactly(new FileChange.DirectoryMade("/home"), new FileChange.DirectoryMade("/home/a"),
                new FileChange.Written("/home/a/f", "2", true), new FileChange.Removed("/tmp"));
        assertThat(files.takeChanges()).isEmpty();
        Files other = Files.create(() -> now, FileLimits.LEARNER);
        changes.forEach(other::apply);
        assertThat(other.takeChanges()).isEmpty();
        assertThat(other.save()).isEqualTo(files.save());
    }

    @Test
    void aSnapshotDoesNotChangeAndAForkGoesItsOwnWay() {
        files.write("/f", "old");
        Files fork = Files.of(files.snapshot(), () -> now, FileLimits.LEARNER);
        files.write("/f", "new");
        fork.write("/g", "more");
        assertThat(fork.content("/f")).isEqualTo(Optional.of("old"));
        assertThat(files.at("/g")).isEmpty();
    }

    @Test
    void aTreeComesBackFromItsJson() {
        files.makeDirectory("/d");
        now = 2_000;
        files.write("/d/f", "x");
        files.setExecutable("/d/f", true);
        Files back = Files.restore(JsonText.trusted(JsonText.compact(files.save())), () -> now, FileLimits.LEARNER);
        assertThat(back.snapshot()).isEqualTo(files.snapshot());
    }
}
