package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What people saw of Jobs, CronJobs and pods that crash, asked again at the recorded instants: line by line the same, but for what stands in
 * {@code kubectl-looks-differences.tsv} with its reason. There an expression is replaced in both texts, by nothing if {@code -} is written; or, with
 * {@code line}, it stands for a whole line that only one of them has, after the command and a {@code -} or {@code +}.
 */
class LooksRecordingTest {
    /** What every run has anew. */
    private static final List<String[]> MASKS = List.of(
            new String[] {"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UID"},
            new String[] {"\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000|\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z", "TIME"},
            new String[] {"(?<=[ \\t(])(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(?<=[dhms])(?=[ \\t\\n)])", "AGE"},
            new String[] {"AGE \\(x\\d+ over AGE\\)", "AGE"},
            new String[] {"(-[a-f0-9]{8,10})?(?<!:)-[bcdfghjklmnpqrstvwxz2456789]{5}\\b", "-RANDOM"},
            new String[] {"-\\d{8}(\\d\\d)?(?=[-\\s\"])", "-MINUTE"},
            new String[] {"\\b(hash=|crash-|anti-)[a-f0-9]{8,10}\\b", "$1HASH"},
            new String[] {"\\b(worker-\\d|manual-1|control-plane)(/[\\d.]+)?\\b", "NODE"},
            new String[] {"\\b\\d+\\.\\d+\\.\\d+\\.\\d+\\b", "IP"},
            new String[] {"\\bc-(job|cron|crash)\\b|\\bh-tab\\b", "default"},
            new String[] {"(fakeRuntime|containerd)://\\S+", "CONTAINER"},
            new String[] {" from \\S+ namespace", ""},
            new String[] {"(?m)[ \\t]+$", ""},
            new String[] {"[ \\t]{2,}", "  "});

    private static final List<String> MANIFESTS = List.of("backup-cronjob", "data-processing-job", "myapp-rs", "mysql-headless-svc", "mysql-statefulset",
            "nginx-deployment", "node-exporter-daemonset");

    private static final String LINE = "line";

    /** A text that both are brought to, because one of them has it otherwise for that reason. */
    private record Change(String recording, Pattern text, String with, String reason) {
        boolean concerns(String name) {
            return recording.equals("*") || recording.equals(name);
        }

        /** @param difference a command, and a line that is only in the recording ({@code -}) or only there today ({@code +}) */
        boolean explains(String difference) {
            return with.equals(LINE) && text.matcher(difference).matches();
        }
    }

    @TestFactory
    Stream<DynamicTest> a_look_shows_what_was_recorded() {
        List<Change> changes = ErrorOutputRecordingTest.text("kubectl-looks-differences.tsv").lines().skip(1).map(row -> {
            List<String> cells = List.of(row.split("\t"));
            assertThat(cells).as("recording, text, what both become, reason: " + row).hasSize(4);
            return new Change(cells.get(0), Pattern.compile(cells.get(1), Pattern.MULTILINE), cells.get(2).equals("-") ? "" : cells.get(2), cells.get(3));
        }).toList();
        Map<String, List<Json>> recordings = new LinkedHashMap<>();
        ErrorOutputRecordingTest.text("kubectl-looks.jsonl").lines().map(JsonText::trusted)
                .forEach(line -> recordings.computeIfAbsent(line.text("recording"), name -> new ArrayList<>()).add(line));
        Set<Change> needed = new LinkedHashSet<>();
        List<DynamicTest> tests = new ArrayList<>();
        recordings.forEach((name, lines) -> tests.add(DynamicTest.dynamicTest(name,
                () -> assertThat(found(lines, changes.stream().filter(change -> change.concerns(name)).toList(), needed)).isEmpty())));
        tests.add(DynamicTest.dynamicTest("every change is needed", () -> assertThat(changes).allMatch(needed::contains)));
        return tests.stream();
    }

    /** Commands with lines that differ and are not explained. */
    private static List<String> found(List<Json> lines, List<Change> changes, Set<Change> needed) {
        Bench bench = new Bench();
        for (String file : MANIFESTS) {
            bench.files.write("/home/learner/" + file + ".yaml", LivesRecordingTest.manifest(file));
        }
        bench.pass(lines.getFirst().number(0, "before"));
        List<String> found = new ArrayList<>();
        for (Json line : lines) {
            // The version of CronJobs at that time.
            Bench.Result result = bench.run(line.text("command"), line.textOrEmpty("stdin").replace("batch/v1beta1", "batch/v1"));
            List<String> recorded = changed(masked(line.number(0, "exit"), line.textOrEmpty("stdout") + line.textOrEmpty("stderr")), changes, needed);
            List<String> today = changed(masked(result.exit(), result.out() + result.err()), changes, needed);
            for (String difference : differences(recorded, today)) {
                List<Change> reasons = changes.stream().filter(change -> change.explains(line.text("command") + ": " + difference)).toList();
                needed.addAll(reasons);
                if (reasons.isEmpty()) {
                    found.add(line.text("command") + ": " + difference);
                }
            }
            bench.pass(line.number(0, "after"));
        }
        return found;
    }

    private static List<String> changed(String text, List<Change> changes, Set<Change> needed) {
        String changed = text;
        for (Change change : changes) {
            String after = change.with().equals(LINE) ? changed : change.text().matcher(changed).replaceAll(change.with());
            if (!after.equals(changed)) {
                needed.add(change);
            }
            changed = after;
        }
        return changed.lines().filter(line -> !line.isBlank()).toList();
    }

    private static List<String> differences(List<String> recorded, List<String> today) {
        List<String> gone = new ArrayList<>(recorded);
        List<String> come = new ArrayList<>(today);
        today.forEach(gone::remove);
        recorded.forEach(come::remove);
        List<String> all = new ArrayList<>();
        gone.forEach(line -> all.add("-" + line));
        come.forEach(line -> all.add("+" + line));
        return all;
    }

    private static String masked(long exit, String text) {
        String masked = exit + "\n" + text + "\n";
        for (String[] mask : MASKS) {
            masked = masked.replaceAll(mask[0], mask[1]);
        }
        return masked;
    }
}
