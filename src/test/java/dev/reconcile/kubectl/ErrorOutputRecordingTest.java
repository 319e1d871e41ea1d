package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Wrong and odd command lines, typed again one after the other as they were recorded; what is otherwise today stands in
 * {@code kubectl-errors-differences.tsv} with its reason.
 */
class ErrorOutputRecordingTest {
    private static final String FOLDER = "/recordings/k8s-1.20.2/";
    private static final String WORLD = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: c, image: "nginx:1.20"}]}
            ---
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: agent}
            spec:
              selector: {matchLabels: {app: agent}}
              template:
                metadata: {labels: {app: agent}}
                spec: {containers: [{name: c, image: "nginx:1.20"}]}
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec:
              serviceName: db
              selector: {matchLabels: {app: db}}
              template:
                metadata: {labels: {app: db}}
                spec: {containers: [{name: c, image: "nginx:1.20"}]}
              volumeClaimTemplates:
              - metadata: {name: data}
                spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
            ---
            apiVersion: apps/v1
            kind: ReplicaSet
            metadata: {name: myrs}
            spec:
              selector: {matchLabels: {app: myrs}}
              template:
                metadata: {labels: {app: myrs}}
                spec: {containers: [{name: c, image: "nginx:1.20"}]}
            ---
            apiVersion: batch/v1
            kind: Job
            metadata: {name: task}
            spec:
              template:
                spec: {restartPolicy: Never, containers: [{name: c, image: busybox, command: [sleep, "3600"]}]}
            ---
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: nightly}
            spec:
              schedule: 0 2 * * *
              jobTemplate:
                spec:
                  template:
                    spec: {restartPolicy: Never, containers: [{name: c, image: busybox}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: front}
            spec: {selector: {app: web}, ports: [{port: 80}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: solo}
            spec: {containers: [{name: c, image: "nginx:1.20"}]}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: conf}
            data: {a: b}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: locked}
            immutable: true
            data: {a: b}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: sec}
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: claim}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
            """;

    private final Bench bench = new Bench();
    private final Map<String, String[]> differences = differences();

    @TestFactory
    Stream<DynamicTest> a_line_prints_what_was_recorded() {
        bench.files.makeDirectories("/home/learner/emptydir");
        bench.run("kubectl create namespace e-err && kubectl create namespace other && kubectl config set-context --current --namespace=e-err");
        bench.pass(10);
        assertThat(bench.run("kubectl create -f -", WORLD).err()).isEmpty();
        bench.pass(20);
        Map<String, DynamicTest> tests = new LinkedHashMap<>();
        text("kubectl-errors.jsonl").lines().map(JsonText::trusted)
                .forEach(recording -> tests.put(recording.text("id"), DynamicTest.dynamicTest(recording.text("id"), () -> check(recording))));
        assertThat(tests.keySet()).as("differences name recordings").containsAll(differences.keySet());
        return tests.values().stream();
    }

    private void check(Json recording) {
        String recorded = masked(recording.number(0, "exit"), recording.textOrEmpty("stdout"), recording.textOrEmpty("stderr"));
        Bench.Result result = bench.run(recording.text("command"), recording.textOrEmpty("stdin"));
        String today = masked(result.exit(), result.out(), result.err());
        String[] difference = differences.get(recording.text("id"));
        assertThat(today).isEqualTo(difference == null ? recorded : difference[0]);
        assertThat(difference == null || !today.equals(recorded)).as("a difference that is none").isTrue();
    }

    /** On one line, without what every run has anew: ages, versions, names by chance. */
    static String masked(long exit, String out, String err) {
        return (exit + "|" + out + "|" + err)
                .replaceAll("\\b\\d+(s|m|h|m\\d+s)\\b", "AGE")
                .replaceAll("was \\d+", "was N")
                .replaceAll("kube-api-access-[a-z0-9]{5}", "kube-api-access-POD")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UID")
                .replaceAll("\"resourceVersion\":\"\\d+", "\"resourceVersion\":\"N")
                .replaceAll("[a-z]+(-[a-f0-9]{9,10})?-[a-z0-9]{5}(?=\\s)", "POD")
                .replaceAll(" +(?=[^ ])", " ")
                .replace("\t", "\\t")
                .replace("\n", "\\n");
    }

    /** Id → what it prints today, and why that is otherwise. */
    private static Map<String, String[]> differences() {
        Map<String, String[]> differences = new TreeMap<>();
        for (String line : text("kubectl-errors-differences.tsv").lines().skip(1).toList()) {
            List<String> cells = List.of(line.split("\t"));
            assertThat(cells).as("id, today, reason: " + line).hasSize(3);
            differences.put(cells.get(0), new String[] {cells.get(1), cells.get(2)});
        }
        return differences;
    }

    static String text(String file) {
        try (InputStream in = ErrorOutputRecordingTest.class.getResourceAsStream(FOLDER + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
