package dev.reconcile.api;

import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import java.util.function.Predicate;

/** Reads the label and field selectors of a list request. */
public final class Selectors {
    /** What became of a selector text. */
    public sealed interface Parsed {
        record Good(Predicate<KubeObject> filter) implements Parsed {}

        record Bad(Status status) implements Parsed {}
    }

    private static final Parsed EVERYTHING = new Parsed.Good(object -> true);

    private Selectors() {}

    public static Parsed of(Kind kind, Options options) {
        if (options.labelSelector().isEmpty() && options.fieldSelector().isEmpty()) {
            return EVERYTHING;
        }
        try {
            LabelSelector labels = LabelSelector.parse(options.labelSelector());
            FieldSelector fields = FieldSelector.parse(kind, options.fieldSelector());
            return new Parsed.Good(object -> labels.matches(object.labels()) && fields.matches(object));
        } catch (LabelSelector.Malformed | FieldSelector.Malformed e) {
            return new Parsed.Bad(Status.badRequest(e.getMessage()));
        }
    }
}
