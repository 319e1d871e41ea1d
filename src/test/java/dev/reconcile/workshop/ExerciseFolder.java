package dev.reconcile.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.ExerciseReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** An exercise of a test, written file by file. */
final class ExerciseFolder {
    private final Path folder;

    ExerciseFolder(Path folder) {
        this.folder = folder;
    }

    /** An exercise whose every text is there; the rest is up to the test. */
    static ExerciseFolder in(Path root, String id, String yaml) {
        ExerciseFolder folder = new ExerciseFolder(root.resolve(id));
        folder.yaml(yaml);
        for (String language : List.of("ko", "en")) {
            folder.with(language + ".md", "A text.").with("solution." + language + ".md", "A solution.");
        }
        return folder;
    }

    ExerciseFolder yaml(String yaml) {
        return with("exercise.yaml", "order: 1\nminutes: 5\ntitle: {ko: 제목, en: Title}\nsummary: {ko: 요약, en: Summary}\n" + yaml);
    }

    ExerciseFolder with(String file, String content) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return folder;
    }

    Exercise read() {
        ExerciseReader.Result result = ExerciseReader.read(folder, List.of("ko", "en"));
        assertThat(result).isInstanceOf(ExerciseReader.Result.Good.class);
        return ((ExerciseReader.Result.Good) result).exercise();
    }

    /** An item for which only these lines matter. */
    static String item(String id, String... lines) {
        String item = "  - id: %s\n    title: {ko: 가, en: a}\n    found: {ko: 가, en: a}\n    wanted: {ko: 가, en: a}\n".formatted(id);
        return item + Arrays.stream(lines).map(line -> "    " + line + "\n").collect(Collectors.joining());
    }
}
