package dev.reconcile.api;

import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import java.util.function.Predicate;

/** Reads the label and field selectors of a list request. */
final class Selectors {
    /** What became of a selector text. */
    sealed interface Parsed {
        record Good(Predicate<KubeObject> filter) implements Parsed {}

        record Bad(Status status) implements Parsed {}
    }

    private Selectors() {}

    static Parsed of(Kind kind, Options options) {
        return new Parsed.Good(object -> LabelSelector.EVERYTHING.matches(object.labels()));
    }
}
