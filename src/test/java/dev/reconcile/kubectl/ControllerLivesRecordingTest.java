package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Body;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What controllers did when people changed Jobs, CronJobs, DaemonSets and ReplicaSets of a real cluster, and what they do today when the same
 * commands are typed: how many pods (or jobs) came, how many were told to go, and how jobs ended, in their order. {@code controller-lives.jsonl}
 * has the commands with the recorded pauses, longer where images are pulled and processes stop, which took no time on hollow nodes;
 * {@code controller-lives.tsv} what the traces show, {@code controller-lives-differences.tsv} what is otherwise today, with its reason.
 */
class ControllerLivesRecordingTest {
    /** Objects whose steps are told apart; the others have one line for their whole life. */
    private static final Set<String> STEPPED = Set.of("c-daemonset", "c-replicaset");

    /** The recorded CronJobs were made in the first seconds of a minute. */
    private static final long BEGINNING = Bench.START + 7_000;

    private final Map<String, StringBuilder> lives = new LinkedHashMap<>();
    private final Map<String, Integer> runs = new TreeMap<>();
    private final Set<String> gone = new TreeSet<>();
    private final Set<String> ended = new TreeSet<>();

    @TestFactory
    Stream<DynamicTest> controllers_do_what_was_recorded() {
        return Stream.of("c-job", "c-cronjob", "c-daemonset", "c-replicaset").map(recording -> DynamicTest.dynamicTest(recording,
                () -> assertThat(new ControllerLivesRecordingTest().differences(recording)).isEqualTo(known(recording))));
    }

    private static Map<String, String> known(String recording) {
        return table("controller-lives-differences.tsv", recording);
    }

    private static Map<String, String> table(String file, String recording) {
        Map<String, String> table = new TreeMap<>();
        Transcript.recording(file).lines().skip(1).map(line -> line.split("\t")).filter(cells -> cells[0].equals(recording))
                .forEach(cells -> table.put(cells[1], cells[2]));
        return table;
    }

    /** Object → what became of it today, for all that is not as recorded. */
    private Map<String, String> differences(String recording) {
        Map<String, String> today = today(recording);
        Map<String, String> recorded = table("controller-lives.tsv", recording);
        Map<String, String> differences = new TreeMap<>();
        Set<String> objects = new TreeSet<>(today.keySet());
        objects.addAll(recorded.keySet());
        for (String object : objects) {
            if (!today.getOrDefault(object, "nothing").equals(recorded.getOrDefault(object, "nothing"))) {
                differences.put(object, today.getOrDefault(object, "nothing"));
            }
        }
        return differences;
    }

    private Map<String, String> today(String recording) {
        Bench bench = new Bench();
        for (String file : List.of("data-processing-job", "myapp-rs", "node-exporter-daemonset")) {
            bench.files.write("/home/learner/" + file + ".yaml", Transcript.resource("/recordings/manifests/" + file + ".yaml"));
        }
        bench.cluster.runUntil(BEGINNING);
        int step = 0;
        for (Json line : Transcript.recording("controller-lives.jsonl").lines().map(JsonText::trusted)
                .filter(line -> recording.equals(line.text("recording"))).toList()) {
            step++;
            long since = bench.cluster.log().position();
            Bench.Result result = bench.run(line.text("command"), line.textOrEmpty("stdin"));
            assertThat(result.exit()).as(line.text("command") + ": " + result.err()).isZero();
            bench.cluster.runUntil(bench.cluster.now() + (long) (((Number) line.get("after")).doubleValue() * 1000));
            String prefix = STEPPED.contains(recording) ? "%02d ".formatted(step) : "";
            bench.cluster.log().since(since).forEach(entry -> {
                if (entry.body() instanceof Body.Change change) {
                    note(prefix, change);
                }
            });
        }
        Map<String, String> today = new TreeMap<>();
        lives.forEach((object, text) -> today.put(object, text.toString()));
        return today;
    }

    private void note(String prefix, Body.Change change) {
        KubeObject object = change.after() == null ? change.before() : change.after();
        boolean job = change.key().resource().equals("jobs.batch");
        if (!job && !change.key().resource().equals("pods")) {
            return;
        }
        if (job) {
            ending(prefix, object);
        }
        String owner = object.controllerReference().map(o -> o.text("kind") + "/" + plain(o.textOrEmpty("name"))).orElse("");
        if (owner.isEmpty() || !object.namespace().equals("default")) {
            return;
        }
        if (change.kind() == Body.ChangeKind.ADDED) {
            say(prefix + owner, "+");
        } else if ((object.isTerminating() || change.kind() == Body.ChangeKind.DELETED) && gone.add(object.uid())) {
            say(prefix + owner, "-");
        }
    }

    private void ending(String prefix, KubeObject job) {
        for (String type : List.of("Complete", "Failed")) {
            boolean now = job.condition(type).filter(condition -> "True".equals(condition.text("status"))).isPresent();
            if (now && ended.add(job.uid())) {
                say(prefix + "Job/" + plain(job.name()), type);
            }
        }
    }

    /** Jobs of a CronJob are named after their time, in seconds then, in minutes today. */
    private static String plain(String name) {
        return name.replaceFirst("-\\d{8,10}$", "-*");
    }

    /** The same thing several times in a row is counted. */
    private void say(String object, String what) {
        StringBuilder life = lives.computeIfAbsent(object, name -> new StringBuilder());
        String last = what.length() > 1 ? what : what + runs.getOrDefault(object, 0);
        boolean again = what.length() == 1 && (" " + life).endsWith(" " + last);
        runs.put(object, again ? runs.get(object) + 1 : 1);
        if (again) {
            life.setLength(life.length() - last.length());
        } else if (!life.isEmpty()) {
            life.append(' ');
        }
        life.append(what.length() > 1 ? what : what + runs.get(object));
    }
}
