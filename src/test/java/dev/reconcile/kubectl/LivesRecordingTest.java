package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What people did with the article's manifests, typed again with the recorded pauses; what commands say must be the same, save for what stands in
 * {@code kubectl-lives-differences.tsv} with its reason. Only what a rollout shows on its way is left out: it depends on the speed of machines.
 */
class LivesRecordingTest {
    private static final List<String> FILES = List.of("data-processing-job", "myapp-rs", "mysql-headless-svc", "mysql-statefulset", "nginx-deployment",
            "node-exporter-daemonset", "selector-fragment", "strategy-recreate-fragment", "strategy-rollingupdate-fragment");
    /** Seconds: here images are pulled and volumes made, which the recorded cluster did at once. */
    private static final long SETTLED = 90;
    /** A name with an end by chance: the letters are those of {@code apimachinery/pkg/util/rand}. */
    private static final String CHANCE = "\\b[a-z]+(-[a-z]+)*(-[a-f0-9]{8,10})?-[bcdfghjklmnpqrstvwxz2456789]{5}\\b";
    private static final Pattern POD = Pattern.compile("^(kubectl (?:delete|label) pod) ([a-z-]+?)-[a-z0-9]{5}( .*)?$");

    @TestFactory
    Stream<DynamicTest> a_life_goes_as_recorded() {
        Map<String, List<Json>> lives = new LinkedHashMap<>();
        ErrorOutputRecordingTest.text("kubectl-lives.jsonl").lines().map(JsonText::trusted)
                .forEach(line -> lives.computeIfAbsent(line.text("recording"), name -> new ArrayList<>()).add(line));
        Map<String, Map<String, String>> differences = differences();
        return lives.entrySet().stream().map(life -> DynamicTest.dynamicTest(life.getKey(),
                () -> assertThat(found(life.getValue())).isEqualTo(differences.getOrDefault(life.getKey(), Map.of()))));
    }

    /** Position and command → what it says today, for all that is not as recorded. */
    private static Map<String, String> found(List<Json> life) {
        Bench bench = new Bench();
        for (String file : FILES) {
            bench.files.write("/home/learner/" + file + ".yaml", manifest(file));
        }
        bench.pass(10);
        Map<String, String> found = new TreeMap<>();
        for (int i = 0; i < life.size(); i++) {
            Json line = life.get(i);
            String command = named(bench, line.text("command"));
            Bench.Result result = bench.run(command, line.textOrEmpty("stdin"));
            String recorded = masked(line.number(0, "exit"), line.textOrEmpty("stdout"), line.textOrEmpty("stderr"));
            String today = masked(result.exit(), result.out(), result.err());
            if (!command.contains("rollout status") && !today.equals(recorded)) {
                found.put("%03d %s".formatted(i, line.text("command")).replace("\n", "\\n"), today);
            }
            bench.pass(Math.max(SETTLED, line.number(0, "after")));
        }
        return found;
    }

    /** Pods have other names today: the first that begins so is meant. */
    private static String named(Bench bench, String command) {
        Matcher pod = POD.matcher(command);
        if (!pod.find()) {
            return command;
        }
        String prefix = pod.group(2) + "-";
        return bench.run("kubectl get pods -o name").out().lines().map(name -> name.substring("pod/".length()))
                .filter(name -> name.startsWith(prefix)).findFirst()
                .map(name -> pod.group(1) + " " + name + (pod.group(3) == null ? "" : pod.group(3))).orElse(command);
    }

    private static String masked(long exit, String out, String err) {
        return ErrorOutputRecordingTest.masked(exit, plain(out), plain(err));
    }

    /** Without names by chance and namespaces; since 1.34 kubectl says where it deletes. */
    private static String plain(String text) {
        return text.replaceAll(" from \\S+ namespace", "").replaceAll(CHANCE, "POD").replaceAll("\\b[a-z]+(-[a-z]+)*-[a-f0-9]{8,10}\\b", "SET").replaceAll("\\b(c-[a-z]+|d-cascade|default)/", "");
    }

    private static Map<String, Map<String, String>> differences() {
        Map<String, Map<String, String>> differences = new TreeMap<>();
        for (String line : ErrorOutputRecordingTest.text("kubectl-lives-differences.tsv").lines().skip(1).toList()) {
            List<String> cells = List.of(line.split("\t"));
            assertThat(cells).as("recording, place, today, reason: " + line).hasSize(4);
            differences.computeIfAbsent(cells.get(0), name -> new TreeMap<>()).put(cells.get(1), cells.get(2));
        }
        return differences;
    }

    static String manifest(String name) {
        try (InputStream in = LivesRecordingTest.class.getResourceAsStream("/recordings/manifests/" + name + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
