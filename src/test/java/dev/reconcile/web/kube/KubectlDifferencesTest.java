package dev.reconcile.web.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.persistence.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The same command lines through our kubectl and through each real one that is installed: output, errors and exit code are the same, but for what
 * {@code kubectl/differences.tsv} names with a reason. Ours is as new as the cluster; what a later version changed for many commands alike stands in
 * {@code kubectl/changes.tsv}. What differs is written in full to {@code target/kubectl-differences-1.N.txt}.
 */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class KubectlDifferencesTest {
    private static final int OLDEST = 27;
    private static final int NEWEST = 33;
    /** {@code -Dkubectl.versions=27,33} looks at these only. */
    private static final String WANTED = System.getProperty("kubectl.versions", "");
    private static final String SEPARATOR = "\t";

    /** A text that versions before this one have otherwise. */
    private record Change(int since, Masks.Mask mask) {}

    /** @param line the command line, or how it begins if it ends in {@code *} */
    private record Difference(int from, int to, String line) {
        boolean covers(int minor, String other) {
            return from <= minor && minor <= to && (line.endsWith("*") ? other.startsWith(line.substring(0, line.length() - 1)) : other.equals(line));
        }
    }

    private final Map<Difference, String> known = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> our_kubectl_says_what_a_real_one_says() throws Exception {
        read();
        List<CorpusPart> parts = CorpusPart.all();
        assertThat(parts.stream().mapToInt(part -> part.lines().size()).sum()).as("the corpus").isGreaterThanOrEqualTo(600);
        Map<Integer, RealKubectl> found = RealKubectl.installed().stream().filter(kubectl -> kubectl.minor() >= OLDEST)
                .filter(kubectl -> WANTED.isEmpty() || List.of(WANTED.split(",")).contains(Integer.toString(kubectl.minor())))
                .collect(Collectors.toMap(RealKubectl::minor, kubectl -> kubectl, (one, other) -> one, TreeMap::new));
        Map<Integer, Map<String, String>> differing = found.isEmpty() ? Map.of() : played(parts, List.copyOf(found.values()));
        Set<Integer> versions = new TreeSet<>(found.keySet());
        IntStream.rangeClosed(OLDEST, NEWEST).forEach(versions::add);
        return versions.stream().map(minor -> DynamicTest.dynamicTest("kubectl 1." + minor, () -> {
            Assumptions.assumeTrue(found.containsKey(minor), "KUBECTL 1." + minor + " IS NOT INSTALLED OR NOT WANTED: ours was not compared with it");
            check(minor, differing.get(minor));
        }));
    }

    private void check(int minor, Map<String, String> differing) throws IOException {
        Files.writeString(Path.of("target", "kubectl-differences-1." + minor + ".txt"),
                differing.entrySet().stream().map(entry -> "$ kubectl " + entry.getKey() + "\n" + entry.getValue()).collect(Collectors.joining()));
        assertThat(differing.keySet().stream().filter(line -> known.keySet().stream().noneMatch(difference -> difference.covers(minor, line))).toList())
                .as("lines that differ and are not explained").isEmpty();
        assertThat(known.keySet().stream().filter(difference -> difference.from() <= minor && minor <= difference.to())
                .filter(difference -> differing.keySet().stream().noneMatch(line -> difference.covers(minor, line))).toList())
                .as("explained, but alike").isEmpty();
    }

    /** Version → line → what both said, where that differs. Ours plays once; the real ones play side by side, as many as there are processors. */
    private Map<Integer, Map<String, String>> played(List<CorpusPart> parts, List<RealKubectl> kubectls) throws InterruptedException, ExecutionException {
        Map<Integer, Map<String, String>> differing = new TreeMap<>();
        try (ExecutorService players = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Future<List<CorpusPart.Said>>> ours = parts.stream().map(part -> players.submit(part::ours)).toList();
            Map<RealKubectl, List<Future<List<RealKubectl.Ran>>>> theirs = new LinkedHashMap<>();
            for (RealKubectl kubectl : kubectls) {
                List<Future<List<RealKubectl.Ran>>> played = new ArrayList<>();
                for (int i = 0; i < parts.size(); i++) {
                    CorpusPart part = parts.get(i);
                    List<CorpusPart.Said> own = ours.get(i).get();
                    played.add(players.submit(() -> part.theirs(kubectl, own)));
                }
                theirs.put(kubectl, played);
            }
            for (RealKubectl kubectl : kubectls) {
                Map<String, String> lines = differing.computeIfAbsent(kubectl.minor(), minor -> new LinkedHashMap<>());
                for (int i = 0; i < parts.size(); i++) {
                    compare(kubectl.minor(), ours.get(i).get(), theirs.get(kubectl).get(i).get(), lines);
                }
            }
        }
        return differing;
    }

    private void compare(int minor, List<CorpusPart.Said> ours, List<RealKubectl.Ran> theirs, Map<String, String> differing) {
        List<Masks.Mask> older = changes.stream().filter(change -> minor < change.since()).map(Change::mask).toList();
        for (int i = 0; i < ours.size(); i++) {
            boolean completes = ours.get(i).line().startsWith("__complete");
            String own = completes ? Masks.offered(ours.get(i).ran().out(), older) : text(ours.get(i).ran(), older);
            String real = completes ? Masks.offered(theirs.get(i).out(), older) : text(theirs.get(i), older);
            if (!own.equals(real)) {
                differing.put(ours.get(i).line(), "--- ours\n" + own + "--- theirs\n" + real);
            }
        }
    }

    private static String text(RealKubectl.Ran ran, List<Masks.Mask> older) {
        String out = Masks.masked(ran.out(), older);
        String err = Masks.masked(ran.err(), older);
        return "[" + ran.code() + "]\n" + out + (out.isEmpty() ? "" : "\n") + (err.isEmpty() ? "" : "stderr: " + err + "\n");
    }

    /** Versions are given as {@code 27-33}. */
    private void read() throws IOException {
        for (String row : RealKubectlTest.text("/kubectl/differences.tsv").lines().filter(line -> !line.startsWith("#")).toList()) {
            List<String> cells = List.of(row.split(SEPARATOR));
            assertThat(cells).as("versions, line, reason: " + row).hasSize(3);
            List<String> ends = List.of(cells.get(0).split("-"));
            known.put(new Difference(Integer.parseInt(ends.getFirst()), Integer.parseInt(ends.getLast()), cells.get(1)), cells.get(2));
        }
        for (String row : RealKubectlTest.text("/kubectl/changes.tsv").lines().filter(line -> !line.startsWith("#")).toList()) {
            List<String> cells = List.of(row.split(SEPARATOR, -1));
            assertThat(cells).as("version, new text, old text, reason: " + row).hasSize(4);
            changes.add(new Change(Integer.parseInt(cells.get(0)), Masks.Mask.of(cells.get(1), cells.get(2).replace("\\n", "\n"))));
        }
    }
}
