package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What people typed at a real cluster, typed again in the same order: line by line the same, in the same order, but for what stands in
 * {@code transcripts-differences.tsv} with its reason. There an expression is replaced in both texts, by nothing if {@code -} is written; or,
 * with {@code line}, it stands for whole lines that only one of them has, after a {@code -} (recorded) or {@code +} (today); with {@code sort}, lines
 * that match come in the order of their letters. Which commands
 * differ so, and why, stands in {@code transcripts-found.tsv}; {@code -Dtranscripts.write=true} writes it anew.
 */
class TranscriptRecordingTest {
    static final List<String> RECORDINGS = List.of("a-deployment-flow", "b-noprobe-10-0-50pct", "b-noprobe-10-25pct-25pct", "b-noprobe-2-1-1",
            "b-noprobe-3-1-0", "b-noprobe-3-1-1", "b-noprobe-3-25pct-25pct", "b-noprobe-3-Recreate-None", "b-probe-10-0-50pct", "b-probe-10-25pct-25pct",
            "b-probe-2-1-1", "b-probe-3-1-0", "b-probe-3-1-1", "b-probe-3-25pct-25pct", "b-probe-3-Recreate-None", "c-crashloop", "c-cronjob",
            "c-cronjob-old-kubectl", "c-daemonset", "c-deployment", "c-job", "c-replicaset", "c-statefulset", "d-cascade", "e-errors", "h-tables");

    private static final Path FOUND = Path.of("src/test/resources/recordings/k8s-1.20.2/transcripts-found.tsv");
    private static final String LINE = "line";
    private static final String SORT = "sort";

    /** What every run has anew. */
    private static final List<String[]> MASKS = List.of(
            new String[] {"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UID"},
            new String[] {"\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000|\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z", "TIME"},
            new String[] {"(?<=[ \\t(])(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(?<=[dhms])(?=[ \\t\\n)])", "AGE"},
            new String[] {"(?m)^(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(?<=[dhms])(?=  )", "AGE"},
            new String[] {"AGE \\(x\\d+ over AGE\\)", "AGE"},
            new String[] {"(-[4-9bcdf]{6,10})?(?<!:)-[bcdfghjklmnpqrstvwxz2456789]{5}\\b", "-RANDOM"},
            new String[] {"-\\d{8}(\\d\\d)?(?=[-\\s\"])", "-MINUTE"},
            new String[] {"(?<=resourceVersion\"?: \"?)\\d+", "N"},
            new String[] {"\\b(worker-\\d|manual-1|control-plane)(/[\\d.]+)?\\b", "NODE"},
            new String[] {"\\b\\d+\\.\\d+\\.\\d+\\.\\d+\\b", "IP"},
            new String[] {"(?<=[a-z]-)[4-9bcdf]{6,10}\\b|(?<=hash\"?[=:] ?\"?)[4-9bcdf]{6,10}", "HASH"},
            new String[] {"(fakeRuntime|containerd)://\\S+", "CONTAINER"},
            new String[] {"\\.[0-9a-f]{15,16}\\b", ".EVENT"},
            new String[] {"(?m)[ \\t]+$", ""},
            new String[] {"(?<=\\S)[ \\t]{2,}", "  "});

    /** A text that both are brought to, because one of them has it otherwise for that reason. */
    record Change(Pattern recording, Pattern command, Pattern text, String with, String reason) {
        boolean concerns(String name, String typed) {
            return recording.matcher(name).matches() && command.matcher(typed).matches();
        }

        String applied(String output) {
            return switch (with) {
                case LINE -> output;
                case SORT -> sorted(output, text);
                default -> text.matcher(output).replaceAll(with);
            };
        }
    }

    private final List<Change> changes = changes();
    private final Set<Change> needed = new LinkedHashSet<>();
    private final TreeMap<String, String> found = new TreeMap<>();

    static List<Change> changes() {
        return Transcript.recording("transcripts-differences.tsv").lines().skip(1).map(row -> {
            List<String> cells = List.of(row.split("\t"));
            assertThat(cells).as("recording, command, text, what both become, reason: " + row).hasSize(5);
            return new Change(Pattern.compile(cells.get(0)), Pattern.compile(cells.get(1), Pattern.DOTALL),
                    Pattern.compile(cells.get(2), Pattern.MULTILINE), cells.get(3).equals("-") ? "" : cells.get(3).replace("\\n", "\n"), cells.get(4));
        }).toList();
    }

    @TestFactory
    Stream<DynamicTest> a_command_prints_what_was_recorded() {
        List<DynamicTest> tests = new ArrayList<>();
        RECORDINGS.forEach(name -> tests.add(DynamicTest.dynamicTest(name, () -> assertThat(unexplained(name)).isEmpty())));
        tests.add(DynamicTest.dynamicTest("every change is needed", () -> assertThat(changes).allMatch(needed::contains)));
        tests.add(DynamicTest.dynamicTest("every difference is written down", this::compareFound));
        return tests.stream();
    }

    private void compareFound() throws IOException {
        List<String> lines = new ArrayList<>(List.of("recording\tcommand\treasons"));
        found.forEach((place, reasons) -> lines.add(place + "\t" + reasons));
        if (Boolean.getBoolean("transcripts.write")) {
            Files.write(FOUND, lines, StandardCharsets.UTF_8);
        }
        assertThat(Files.readAllLines(FOUND, StandardCharsets.UTF_8)).isEqualTo(lines);
    }

    /** Commands with lines that differ and are not explained. */
    private List<String> unexplained(String name) {
        List<String> unexplained = new ArrayList<>();
        for (Transcript.Turn turn : Transcript.replay(name)) {
            String command = "%03d %s".formatted(turn.number(), turn.command().replace("\n", "\\n"));
            Set<Change> used = new LinkedHashSet<>();
            unexplained(name, turn, changes, used).forEach(difference -> unexplained.add(command + ": " + difference));
            if (!used.isEmpty()) {
                needed.addAll(used);
                found.put(name + "\t" + command, String.join(" | ", new LinkedHashSet<>(used.stream().map(Change::reason).toList())));
            }
        }
        return unexplained;
    }

    /** @param used the changes without which there would be more */
    static List<String> unexplained(String name, Transcript.Turn turn, List<Change> changes, Set<Change> used) {
        String recorded = masked(turn.recorded());
        String today = masked(turn.today());
        if (recorded.equals(today)) {
            return List.of();
        }
        List<Change> here = changes.stream().filter(change -> change.concerns(name, turn.command())).toList();
        List<String> differences = differences(recorded, today);
        for (Change change : here) {
            String then = change.applied(recorded);
            String now = change.applied(today);
            if (!then.equals(recorded) || !now.equals(today)) {
                List<String> left = differences(then, now);
                if (!left.equals(differences)) {
                    used.add(change);
                }
                differences = left;
                recorded = then;
                today = now;
            }
        }
        List<String> unexplained = new ArrayList<>();
        for (String difference : differences) {
            List<Change> reasons = here.stream().filter(change -> change.with().equals(LINE) && change.text().matcher(difference).matches()).toList();
            used.addAll(reasons);
            if (reasons.isEmpty()) {
                unexplained.add(difference);
            }
        }
        return unexplained;
    }

    /** The lines that match, in the order of their letters, where the first of them was. */
    private static String sorted(String text, Pattern lines) {
        List<String> all = new ArrayList<>(text.lines().toList());
        List<String> some = new ArrayList<>(all.stream().filter(line -> lines.matcher(line).matches()).sorted().toList());
        all.replaceAll(line -> lines.matcher(line).matches() ? some.removeFirst() : line);
        return String.join("\n", all) + "\n";
    }

    /** The lines of a shortest edit, in order. */
    private static List<String> differences(String then, String now) {
        List<String> recorded = then.lines().filter(line -> !line.isBlank()).toList();
        List<String> today = now.lines().filter(line -> !line.isBlank()).toList();
        int[][] common = new int[recorded.size() + 1][today.size() + 1];
        for (int i = recorded.size() - 1; i >= 0; i--) {
            for (int j = today.size() - 1; j >= 0; j--) {
                common[i][j] = recorded.get(i).equals(today.get(j)) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<String> all = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < recorded.size() || j < today.size()) {
            if (i < recorded.size() && j < today.size() && recorded.get(i).equals(today.get(j))) {
                i++;
                j++;
            } else if (j == today.size() || (i < recorded.size() && common[i + 1][j] >= common[i][j + 1])) {
                all.add("-" + recorded.get(i++));
            } else {
                all.add("+" + today.get(j++));
            }
        }
        return all;
    }

    private static String masked(String text) {
        String masked = text + "\n";
        for (String[] mask : MASKS) {
            masked = masked.replaceAll(mask[0], mask[1]);
        }
        return masked;
    }

    /** For a person who looks: prints what is not explained. */
    public static void main(String[] names) {
        TranscriptRecordingTest test = new TranscriptRecordingTest();
        for (String name : names.length == 0 ? RECORDINGS.toArray(String[]::new) : names) {
            System.out.println("##### " + name);
            test.unexplained(name).forEach(System.out::println);
        }
    }
}
