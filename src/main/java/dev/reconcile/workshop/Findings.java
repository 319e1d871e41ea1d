package dev.reconcile.workshop;

import dev.reconcile.exercise.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What the parts of an exercise's proof have found. A later proof takes over what cannot have changed: the rehearsal of a script whose words are the same,
 * in an exercise that is the same but for its texts and scripts. So a saved text is proven in a moment.
 */
final class Findings {
    /** What one part has found. */
    static final class Finding {
        final List<Flaw> flaws = new ArrayList<>();
        /** Items that a wrong answer has not met. */
        final Set<String> failed = new TreeSet<>();
        /** Misconceptions that it was asked about. */
        final Set<String> asked = new TreeSet<>();
        int snippets;
    }

    /**
     * A part of the proof.
     *
     * @param words what it depends on besides the basis
     */
    record Part(String name, String words, Consumer<Finding> check) {
        private String key() {
            return name + "\n" + words;
        }
    }

    private final Map<String, Finding> known = new ConcurrentHashMap<>();
    private String basis = "";

    /**
     * What the parts find, in their order.
     *
     * @param nowBasis everything that all parts depend on
     * @param atOnce on all processors; otherwise on the caller's thread alone
     */
    List<Finding> of(String nowBasis, List<Part> parts, boolean atOnce) {
        if (!nowBasis.equals(basis)) {
            known.clear();
            basis = nowBasis;
        }
        known.keySet().retainAll(parts.stream().map(Part::key).toList());
        return (atOnce ? parts.parallelStream() : parts.stream()).map(this::of).toList();
    }

    private Finding of(Part part) {
        Finding before = known.get(part.key());
        if (before != null) {
            return before;
        }
        Finding finding = new Finding();
        part.check().accept(finding);
        known.put(part.key(), finding);
        return finding;
    }
}
