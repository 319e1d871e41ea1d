package dev.reconcile.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.exercise.Flaw;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of an earlier proof still holds. */
class FindingsTest {
    private final List<String> checked = Collections.synchronizedList(new ArrayList<>());
    private final Findings findings = new Findings();

    private Findings.Part part(String name, String words) {
        return new Findings.Part(name, words, finding -> {
            checked.add(name);
            finding.flaws.add(Flaw.of(name, words));
        });
    }

    private List<String> proof(String basis, boolean atOnce, Findings.Part... parts) {
        checked.clear();
        return findings.of(basis, List.of(parts), atOnce).stream().map(finding -> finding.flaws.getFirst().toString()).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void only_what_has_changed_is_checked_again_unless_the_basis_has(boolean atOnce) {
        assertThat(proof("one", atOnce, part("a", "x"), part("b", "x"), part("c", "x"))).containsExactly("a: x", "b: x", "c: x");
        assertThat(checked).containsExactlyInAnyOrder("a", "b", "c");

        assertThat(proof("one", atOnce, part("a", "x"), part("b", "y"), part("c", "x"))).containsExactly("a: x", "b: y", "c: x");
        assertThat(checked).containsExactly("b");

        assertThat(proof("two", atOnce, part("a", "x"), part("b", "y"))).containsExactly("a: x", "b: y");
        assertThat(checked).containsExactlyInAnyOrder("a", "b");

        proof("two", atOnce, part("a", "z"), part("b", "y"));
        assertThat(proof("two", atOnce, part("a", "x"), part("b", "y"))).as("only the last proof is remembered").containsExactly("a: x", "b: y");
        assertThat(checked).containsExactly("a");
    }
}
