package dev.reconcile.kubectl.call;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.api.Selectors;
import dev.reconcile.model.KubeObject;

/** Whether a list with these options would show an object. */
final class Matching {
    private Matching() {}

    static boolean matches(Kind kind, Options options, KubeObject object) {
        return switch (Selectors.of(kind, options)) {
            case Selectors.Parsed.Good good -> good.filter().test(object);
            case Selectors.Parsed.Bad bad -> false;
        };
    }
}
