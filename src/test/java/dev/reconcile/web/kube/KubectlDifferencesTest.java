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
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The same command lines through our kubectl and through the newest real one that is installed: output and exit code are the same, but for the lines that
 * {@code kubectl/differences.tsv} names with a reason. What differs is written in full to {@code target/kubectl-differences.txt}, and the table as it should
 * be to {@code target/kubectl-differences.tsv}.
 */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class KubectlDifferencesTest {
    /** Whose texts ours follow most closely; an older client differs in more than the table says. */
    private static final int COMPARED = 33;

    private static final String UNEXPLAINED = "?";

    @Test
    void our_kubectl_says_what_a_real_one_says() throws IOException {
        List<RealKubectl> found = RealKubectl.installed();
        Assumptions.assumeTrue(!found.isEmpty() && found.getLast().minor() >= COMPARED,
                "NO KUBECTL 1." + COMPARED + " OR NEWER IS INSTALLED: nothing was compared");
        Map<String, String> known = known();
        Map<String, String> differing = new LinkedHashMap<>();
        StringBuilder report = new StringBuilder();
        int lines = 0;
        Twins twins = null;
        for (String line : RealKubectlTest.text("/kubectl/corpus.txt").lines().filter(text -> !text.isBlank() && !text.startsWith("# ")).toList()) {
            if (line.startsWith("## ")) {
                twins = Twins.fresh(found.getLast());
            } else if (line.startsWith("~ ")) {
                twins.jump("+" + line.substring(2));
            } else {
                lines++;
                Twins.Said said = twins.say(line);
                if (!said.alike()) {
                    differing.put(line, known.getOrDefault(line, UNEXPLAINED));
                    report.append("$ kubectl ").append(line).append("\n--- ours\n").append(text(said.ours())).append("--- theirs\n").append(text(said.theirs()));
                }
            }
        }
        Files.writeString(Path.of("target", "kubectl-differences.txt"), report);
        List<String> table = new ArrayList<>();
        differing.forEach((line, reason) -> table.add(line + "\t" + reason));
        Files.write(Path.of("target", "kubectl-differences.tsv"), table);
        assertThat(lines).as("the corpus").isGreaterThanOrEqualTo(400);
        assertThat(differing).as("lines that differ and are not explained").doesNotContainValue(UNEXPLAINED);
    }

    private static String text(RealKubectl.Ran ran) {
        return "[" + ran.code() + "]\n" + ran.out() + (ran.out().isEmpty() ? "" : "\n") + (ran.err().isEmpty() ? "" : "stderr: " + ran.err() + "\n");
    }

    private static Map<String, String> known() throws IOException {
        Map<String, String> known = new TreeMap<>();
        for (String row : RealKubectlTest.text("/kubectl/differences.tsv").lines().toList()) {
            String[] cells = row.split("\t");
            if (cells.length == 2) {
                known.put(cells[0], cells[1]);
            }
        }
        return known;
    }
}
