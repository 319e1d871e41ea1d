package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubernetesVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The fidelity page says what the recordings and the conformance suite say, and nothing else: it is made from them. {@code -Dfidelity.write=true}
 * writes it anew.
 */
class FidelityPageTest {
    private static final Path PAGE = Path.of("src/main/resources/fidelity.md");
    private static final Path TESTS = Path.of("src/test/java/dev/reconcile");
    private static final Path RESOURCES = Path.of("src/test/resources");

    /** Beginnings of recordings' names → what was typed there. */
    private static final Map<String, String> TRANSCRIPTS = new TreeMap<>(Map.of(
            "a-", "`kubectl`: every command of a Deployment's life",
            "b-", "`kubectl`: every command around rolling updates",
            "c-", "`kubectl`: every command with the article's manifests",
            "d-", "`kubectl`: every command of cascading deletions",
            "e-", "`kubectl`: every command with a mistake",
            "h-", "`kubectl`: every command that looks, in all forms: get, describe, explain, events, help"));

    /** One set of recordings, as the tests find it today. */
    private record Found(String what, long recorded, long different) {}

    private static List<String> lines(String resource) throws IOException {
        return Files.readAllLines(RESOURCES.resolve(resource), StandardCharsets.UTF_8);
    }

    private static Found compared(String what, String file, Function<Json, Map<String, String>> differences) {
        List<Json> recordings = Recordings.lines(file).toList();
        return new Found(what, recordings.size(), recordings.stream().filter(recording -> !differences.apply(recording).isEmpty()).count());
    }

    private static List<Found> recordings() throws IOException {
        List<Found> found = new ArrayList<>();
        found.add(compared("objects refused, with their messages", "errors.jsonl", recording -> Recordings.compare(
                Json.of("problems", recording.list("problems")), Json.of("problems", Prepared.problems(recording.object("request"))))));
        found.add(compared("objects as the API completes them", "defaults.jsonl", recording -> Recordings.compare(
                recording.object("created"), Prepared.created(recording.object("request")).tree())));
        found.add(compared("fields and their owners", "managed-fields.jsonl", recording -> Recordings.compare(
                recording.object("fieldsV1"), ManagedFieldsRecordingTest.fields(recording.object("request")))));
        found.add(compared("rows of `kubectl get -o wide`", "tables.jsonl", recording -> Recordings.compare(
                recording.object("cells"), TablesRecordingTest.row(recording))));
        long steps = lines("recordings/k8s-1.20.2/deployment-flow.txt").stream().filter(line -> line.matches("(sets|revision|condition|event) .*")).count();
        found.add(new Found("changes and events of a Deployment's life, in their order", steps, 0));
        long comings = lines("recordings/k8s-1.20.2/statefulset-flow.txt").stream().filter(line -> !line.startsWith("#"))
                .mapToLong(line -> line.split("\t")[1].split(" ").length).sum();
        found.add(new Found("comings and goings of StatefulSets' pods, in their order", comings, 0));
        found.add(listed("rolling updates, step by step", "rolling-update-summary.json", ".*\"readinessDelay2s\".*", "rolling-update"));
        found.add(listed("what controllers did in the lives of Jobs, CronJobs, DaemonSets and ReplicaSets", "controller-lives.tsv", "c-.*", "controller-lives"));
        for (Map.Entry<String, String> group : TRANSCRIPTS.entrySet()) {
            found.add(transcripts(group.getKey(), group.getValue()));
        }
        long lives = lines("recordings/k8s-1.20.2/pod-lives.txt").stream().filter(line -> line.matches("(unbound|bound) .*")).count();
        found.add(new Found("steps in the lives of pods", lives, 0));
        return found;
    }

    /** Commands typed again; those whose output is not the same stand in a table, with their reasons. */
    private static Found transcripts(String prefix, String what) throws IOException {
        long recorded = 0;
        try (Stream<Path> files = Files.list(RESOURCES.resolve("recordings/k8s-1.20.2/transcripts"))) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith(prefix)).sorted().toList()) {
                recorded += Files.readAllLines(file, StandardCharsets.UTF_8).stream().filter(line -> line.startsWith("{\"command\"")).count();
            }
        }
        return new Found(what, recorded, lines("recordings/k8s-1.20.2/transcripts-found.tsv").stream().filter(line -> line.startsWith(prefix)).count());
    }

    /** Recordings of which each difference stands in a table of its own, as the tests that replay them have found. */
    private static Found listed(String what, String file, String counted, String table) throws IOException {
        long recorded = lines("recordings/k8s-1.20.2/" + file).stream().filter(line -> line.matches(counted)).count();
        return new Found(what, recorded, lines("recordings/k8s-1.20.2/" + table + "-differences.tsv").size() - 1);
    }

    /** Reason → in how many places, over all tables of differences. */
    private static TreeMap<String, Integer> reasons() throws IOException {
        TreeMap<String, Integer> reasons = new TreeMap<>();
        for (String table : List.of("errors", "defaults", "managed-fields", "tables", "rolling-update", "controller-lives")) {
            lines("recordings/k8s-1.20.2/" + table + "-differences.tsv").stream().skip(1)
                    .forEach(line -> reasons.merge(line.substring(line.lastIndexOf('\t') + 1), 1, Integer::sum));
        }
        lines("recordings/k8s-1.20.2/transcripts-found.tsv").stream().skip(1).map(line -> line.substring(line.lastIndexOf('\t') + 1))
                .flatMap(all -> Stream.of(all.split(" \\| "))).forEach(reason -> reasons.merge(reason, 1, Integer::sum));
        return reasons;
    }

    private static String page() throws IOException {
        List<String> page = new ArrayList<>(List.of(
                "# Fidelity · 재현 충실도",
                "",
                "The simulated Kubernetes is " + KubernetesVersion.GIT + ". What stands here is made by the tests from what they find: recordings of a real control"
                        + " plane (1.20.2) beside the lab, the sig-apps chapter of the conformance suite, and a list of behaviours with the test that shows each.",
                "",
                "이 랩이 흉내 내는 쿠버네티스는 " + KubernetesVersion.GIT + "입니다. 이 페이지는 테스트가 찾은 결과로 만들어집니다. 실제 컨트롤 플레인(1.20.2)의 기록과 랩을"
                        + " 나란히 비교한 표, 적합성 테스트 모음의 sig-apps 장, 그리고 동작마다 그것을 보여 주는 테스트의 목록입니다.",
                "",
                "## Recordings · 기록",
                "",
                "| recorded · 기록한 것 | number · 개수 | equal · 같음 | different · 다름 |",
                "|---|---:|---:|---:|"));
        Map<String, String> korean = korean();
        for (Found found : recordings()) {
            page.add("| %s · %s | %d | %d | %d |".formatted(found.what(), korean.get(found.what()), found.recorded(), found.recorded() - found.different(),
                    found.different()));
        }
        page.addAll(List.of("", "Every difference has a reason, and the tests hold both to it. · 차이마다 이유가 있으며 테스트가 이를 지킵니다.", "",
                "| reason · 이유 | places · 곳 |", "|---|---:|"));
        reasons().forEach((reason, places) -> page.add("| %s · %s | %d |".formatted(reason, korean.get(reason), places)));
        page.addAll(List.of("", "## Workloads · 워크로드", "",
                "*identical* · 같음, *simplified* · 단순화함, *absent* · 없음", "", "| behaviour · 동작 | state · 상태 | shown by · 테스트 |", "|---|---|---|"));
        behaviours().forEach(cells -> page.add("| %s · %s | %s | `%s` |".formatted(cells[0], korean.get(cells[0]), cells[1], cells[2])));
        page.addAll(List.of("", "## Conformance · 적합성", "", "Each entry has a test of its name. · 항목마다 같은 이름의 테스트가 있습니다.", ""));
        lines("conformance/sig-apps.txt").forEach(entry -> page.add("- " + entry.replace("[sig-apps] ", "").replace(" [Conformance]", "")));
        return String.join("\n", page) + "\n";
    }

    /** What the page says in English → the same in Korean. */
    private static TreeMap<String, String> korean() throws IOException {
        TreeMap<String, String> korean = new TreeMap<>();
        lines("recordings/texts-ko.tsv").stream().skip(1).map(line -> line.split("\t")).forEach(cells -> korean.put(cells[0], cells[1]));
        return korean;
    }

    @Test
    void every_text_of_the_page_is_there_in_korean_and_no_other() throws IOException {
        TreeSet<String> texts = new TreeSet<>(reasons().keySet());
        behaviours().forEach(cells -> texts.add(cells[0]));
        recordings().forEach(found -> texts.add(found.what()));

        assertThat(korean().keySet()).isEqualTo(texts);
        assertThat(korean().values()).allSatisfy(text -> assertThat(text).containsPattern("[가-힣]"));
    }

    private static List<String[]> behaviours() throws IOException {
        return lines("recordings/workloads.tsv").stream().skip(1).map(line -> line.split("\t")).toList();
    }

    @Test
    void the_page_says_what_the_tests_found() throws IOException {
        if (Boolean.getBoolean("fidelity.write")) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page());
    }

    @Test
    void every_behaviour_names_a_state_and_a_test_that_exists() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            TreeSet<String> tests = new TreeSet<>(files.map(file -> TESTS.relativize(file).toString().replace('/', '.').replace(".java", "")).toList());
            assertThat(behaviours()).allSatisfy(cells -> {
                assertThat(cells[1]).isIn("identical", "simplified", "absent");
                assertThat(tests).contains(cells[2]);
            });
        }
    }
}
