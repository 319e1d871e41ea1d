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
    void a_flaw_names_file_line_column_and_what_was_wanted(@TempDir Path root) throws IOException {
        Path folder = Files.createDirectory(root.resolve("broken"));
        Files.writeString(folder.resolve("ko.md"), "글");
        Files.writeString(folder.resolve("exercise.yaml"), """
                order: one
                title: {ko: 제목}
                checklist:
                  - id: a
                    title: {ko: 가, en: a}
                    eventually: pods.exists(p, p.
                    found: {ko: "{what}", en: a}
                    wanted: {ko: 가, en: a}
                  - id: b
                    after: c
                    title: {ko: 나, en: b}
                    found: {ko: 나, en: b}
                    wanted: {ko: 나, en: b}
                    surprise: yes
                """);

        assertThat(flaws(folder))
                .contains("broken/en.md: the file is missing",
                        "broken/solution.ko.md: the file is missing",
                        "broken/exercise.yaml:1:8: order should be a whole number, not \"one\"",
                        "broken/exercise.yaml:2:8: title has no text in \"en\"",
                        "broken/exercise.yaml: summary is missing",
                        "broken/exercise.yaml:7:12: found names {what}, which is none of the item's values",
                        "broken/exercise.yaml:10:12: after: there is no item \"c\" before this one")
                .anySatisfy(flaw -> assertThat(flaw).startsWith("broken/exercise.yaml:6:34: the expression is not right here: "))
                .anySatisfy(flaw -> assertThat(flaw).startsWith("broken/exercise.yaml:9:5: one goal is needed of now, eventually"))
                .anySatisfy(flaw -> assertThat(flaw).startsWith("broken/exercise.yaml:14:15: an item has no field \"surprise\""));
    }

    @Test
    void an_expression_that_does_not_compile_is_found_where_its_writer_sees_it(@TempDir Path root) throws IOException {
        Path folder = Files.createDirectory(root.resolve("broken"));
        Files.writeString(folder.resolve("exercise.yaml"), """
                checklist:
                  - eventually: >-
                      pods.size() == 3
                      && pods.all(p, p.status.phase == "Running")
                      && pots.size() == 0
                  - now: |
                      pods.size() == 3 &&
                        nodez.size() == 4
                  - never: {condition: "pods.size() > 5 || podz.size() > 7", to: x}
                """);

        assertThat(flaws(folder))
                .anySatisfy(flaw -> assertThat(flaw).startsWith("broken/exercise.yaml:5:10: the expression is not right here: undeclared reference to 'pots'"))
                .anySatisfy(flaw -> assertThat(flaw).startsWith("broken/exercise.yaml:8:9: the expression is not right here: undeclared reference to 'nodez'"))
                .anySatisfy(flaw -> assertThat(flaw).startsWith("broken/exercise.yaml:9:44: the expression is not right here: undeclared reference to 'podz'"));
    }

    @Test
    void a_condition_has_to_be_one_and_only_counts_read_entries(@TempDir Path root) throws IOException {
        Path folder = Files.createDirectory(root.resolve("broken"));
        Files.writeString(folder.resolve("exercise.yaml"), """
                checklist:
                  - now: pods.size()
                  - now: entry.type == "read"
                  - count: {entry: '"yes"'}
                """);

        assertThat(flaws(folder)).contains(
                "broken/exercise.yaml:2:10: a condition is true or false; this is of type int",
                "broken/exercise.yaml:3:10: only the entry of a count can read \"entry\"",
                "broken/exercise.yaml:4:20: a condition is true or false; this is of type string");
    }

    @Test
    void of_a_file_that_is_no_yaml_only_that_is_told(@TempDir Path root) throws IOException {
        Path folder = Files.createDirectory(root.resolve("broken"));
        for (String text : List.of("ko.md", "en.md", "solution.ko.md", "solution.en.md")) {
            Files.writeString(folder.resolve(text), "Text");
        }
        Files.writeString(folder.resolve("exercise.yaml"), "order: 1\ntitle: {ko: 제목\nminutes: 5\n");
        assertThat(flaws(folder)).singleElement().asString().startsWith("broken/exercise.yaml:3:8: expected ',' or '}'");

        Files.writeString(folder.resolve("exercise.yaml"), "");
        assertThat(flaws(folder)).containsExactly("broken/exercise.yaml: the file is empty");
    }

    @Test
    void images_are_checked_as_well(@TempDir Path root) throws IOException {
        Path folder = Files.createDirectory(root.resolve("broken"));
        Files.writeString(folder.resolve("images.yaml"), """
                - name: docker.io/library/ours
                  tags: {v1: 1000}
                - name: docker.io/library/theirs
                  tgs: [v1]
                """);
        Files.writeString(folder.resolve("exercise.yaml"), "order: 1");
        assertThat(flaws(folder)).contains("broken/images.yaml:3:3: tags is missing")
                .anySatisfy(flaw -> assertThat(flaw).startsWith("broken/images.yaml:4:8: an image has no field \"tgs\"; there are name, "));
    }

    @Test
    void events_future_and_cluster_are_checked_as_well(@TempDir Path root) throws IOException {
        Path folder = Files.createDirectory(root.resolve("broken"));
        Files.writeString(folder.resolve("exercise.yaml"), """
                kind: party
                cluster:
                  workers: 2
                  time: "25:00"
                  nodes: {worker-3: {taints: [a=b]}}
                events:
                  - {after: nothing, run: kubectl get pods}
                  - {at: soon, wait: 0s}
                future:
                  - {jump: 8h}
                  - {fault: explode worker-1}
                """);

        assertThat(flaws(folder))
                .contains("broken/exercise.yaml:1:7: kind should be one of article, lesson, incident, not \"party\"",
                        "broken/exercise.yaml:4:9: time should be a time of day such as \"21:30\" in quotes, not \"25:00\"",
                        "broken/exercise.yaml:5:21: there is no node \"worker-3\": they are control-plane and worker-1 to worker-2",
                        "broken/exercise.yaml:5:30: a taint is written key=value:Effect, not \"a=b\"",
                        "broken/exercise.yaml:7:13: there is no item \"nothing\"",
                        "broken/exercise.yaml:8:10: at should be a duration such as 90s, 10m or 2h, not \"soon\"")
                .anySatisfy(flaw -> assertThat(flaw).startsWith("broken/exercise.yaml:11:13: a fault is a line such as"))
                .anySatisfy(flaw -> assertThat(flaw).startsWith("broken/exercise.yaml:10:12: a turn of the future has no field \"jump\""));
    }

    private static List<String> flaws(Path folder) {
        return switch (ExerciseReader.read(folder, LANGUAGES)) {
            case ExerciseReader.Result.Bad(List<Flaw> flaws) -> flaws.stream().map(Flaw::toString).toList();
            case ExerciseReader.Result.Good good -> List.of();
        };
    }
}
