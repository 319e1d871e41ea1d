package dev.reconcile.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MountsTest {
    private final Files volume = Files.create(() -> 1_000, FileLimits.VOLUME);
    private final Files files = Files.create(() -> 1_000, FileLimits.CONTAINER);

    private void mounted(boolean readOnly) {
        volume.makeDirectories("/inner");
        volume.write("/a", "one");
        files.mount("/var/lib/data", volume, "/", readOnly);
    }

    @Test
    void what_is_written_below_a_mount_is_written_to_the_volume() {
        mounted(false);

        assertThat(files.write("/var/lib/data/inner/b", "two")).isEmpty();

        assertThat(volume.content("/inner/b")).contains("two");
        assertThat(files.content("/var/lib/data/a")).contains("one");
    }

    @Test
    void a_volume_is_seen_by_whoever_walks_the_tree_around_it() {
        mounted(false);

        assertThat(files.at("/var").orElseThrow().count()).isGreaterThan(4);
        assertThat(((FileNode.Directory) files.at("/var/lib/data").orElseThrow()).entries().keySet()).containsExactly("a", "inner", "tmp");
    }

    @Test
    void a_read_only_mount_takes_nothing() {
        mounted(true);

        assertThat(files.write("/var/lib/data/b", "")).contains(FileProblem.READ_ONLY);
        assertThat(files.append("/var/lib/data/a", "")).contains(FileProblem.READ_ONLY);
        assertThat(files.remove("/var/lib/data/a")).contains(FileProblem.READ_ONLY);
        assertThat(files.makeDirectories("/var/lib/data/x/y")).contains(FileProblem.READ_ONLY);
        assertThat(files.setExecutable("/var/lib/data/a", true)).contains(FileProblem.READ_ONLY);
    }

    @Test
    void the_place_itself_cannot_go() {
        mounted(false);

        assertThat(files.remove("/var/lib/data")).contains(FileProblem.BUSY);
        assertThat(files.remove("/var")).contains(FileProblem.BUSY);
        assertThat(files.move("/var", "/elsewhere")).contains(FileProblem.BUSY);
    }

    @Test
    void a_file_can_be_moved_out_of_a_volume() {
        mounted(false);

        assertThat(files.move("/var/lib/data/a", "/a")).isEmpty();

        assertThat(files.content("/a")).contains("one");
        assertThat(volume.at("/a")).isEmpty();
    }

    @Test
    void one_file_of_a_volume_can_appear_alone() {
        volume.write("/hosts", "127.0.0.1 localhost\n");
        files.mount("/etc/hosts", volume, "/hosts", false);

        assertThat(files.append("/etc/hosts", "10.0.0.1 db\n")).isEmpty();

        assertThat(volume.content("/hosts")).contains("127.0.0.1 localhost\n10.0.0.1 db\n");
        assertThat(((FileNode.Directory) files.at("/etc").orElseThrow()).entries().get("hosts").bytes()).isEqualTo(32);
    }

    @Test
    void a_saved_tree_is_the_same_again() {
        volume.makeDirectories("/x/y");
        volume.write("/x/y/z", "text");
        volume.setExecutable("/x/y/z", true);

        Files again = Files.restore(volume.save(), () -> 5, FileLimits.VOLUME);

        assertThat(again.snapshot()).isEqualTo(volume.snapshot());
    }
}
