package dev.reconcile.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExerciseReaderTest {
    private static final List<String> LANGUAGES = List.of("ko", "en");

    @Test
    void every_folder_of_ours_is_an_exercise_without_flaws() throws IOException {
        try (var folders = Files.list(Path.of("exercises"))) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                assertThat(ExerciseReader.read(folder, LANGUAGES)).as(folder.toString()).isInstanceOf(ExerciseReader.Result.Good.class);
            }
        }
    }

    @Test
    void a_flaw_names_file_line_and_what_was_wanted(@TempDir Path root) throws IOException {
        Path folder = Files.createDirectory(root.resolve("broken"));
        Files.writeString(folder.resolve("ko.md"), "글");
        Files.writeString(folder.resolve("exercise.yaml"), """
                order: one
                title: {ko: 제목}
                checklist:
                  - id: a
                    title: {ko: 가, en: a}
                    eventually: pods.exists(p, p.
                    found: {ko: 가, en: a}
                    wanted: {ko: 가, en: a}
                  - id: b
                    after: c
                    title: {ko: 나, en: b}
                    found: {ko: 나, en: b}
                    wanted: {ko: 나, en: b}
                    surprise: yes
                """);

        assertThat(ExerciseReader.read(folder, LANGUAGES)).isInstanceOfSatisfying(ExerciseReader.Result.Bad.class, bad -> assertThat(bad.flaws())
                .extracting(Flaw::toString)
                .anySatisfy(flaw -> assertThat(flaw).isEqualTo("broken/en.md: the file is missing"))
                .anySatisfy(flaw -> assertThat(flaw).isEqualTo("broken/exercise.yaml:1: order should be a whole number, not \"one\""))
                .anySatisfy(flaw -> assertThat(flaw).isEqualTo("broken/exercise.yaml:2: title has no text in \"en\""))
                .anySatisfy(flaw -> assertThat(flaw).startsWith("broken/exercise.yaml:6: the expression is not right at 1:"))
                .anySatisfy(flaw -> assertThat(flaw).contains("broken/exercise.yaml:9: an item needs one goal of now, eventually"))
                .anySatisfy(flaw -> assertThat(flaw).startsWith("broken/exercise.yaml:14: an item has no field \"surprise\""))
                .anySatisfy(flaw -> assertThat(flaw).contains("item \"b\" leans on \"c\", which is no item before it")));
    }
}
