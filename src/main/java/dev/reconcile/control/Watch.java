package dev.reconcile.control;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Body;
import dev.reconcile.store.View;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToLongBiFunction;

/**
 * A reconciler's interest in a resource.
 *
 * @param resource its name, or {@link #OTHERS}
 * @param keys which keys a change wakes
 * @param notBefore the instant until which it sleeps on, in milliseconds; 0 for none
 */
public record Watch(String resource, BiFunction<Body.Change, View, List<String>> keys, ToLongBiFunction<Body.Change, View> notBefore) {
    public Watch(String resource, BiFunction<Body.Change, View, List<String>> keys) {
        this(resource, keys, (change, view) -> 0);
    }

    /** Every resource that nobody watches by its name: those of kinds that definitions make. */
    public static final String OTHERS = "*";

    /** The changed object itself. */
    public static Watch own(String resource) {
        return new Watch(resource, (change, view) -> List.of(change.key().path()));
    }

    /** The controller that owns the changed object, before or after the change, if it is of that kind. */
    public static Watch owners(String resource, String ownerKind) {
        return new Watch(resource, (change, view) -> {
            List<String> after = owner(change.after(), ownerKind);
            if (change.before() != null && change.before().ownerReferences() == change.after().ownerReferences()) {
                return after;
            }
            List<String> before = owner(change.before(), ownerKind);
            if (before.isEmpty() || after.isEmpty() || before.equals(after)) {
                return after.isEmpty() ? before : after;
            }
            return List.of(before.getFirst(), after.getFirst());
        });
    }

    /** One key or none. */
    private static List<String> owner(KubeObject object, String ownerKind) {
        Json owner = object == null ? null : object.controllerReference().orElse(null);
        return owner != null && ownerKind.equals(owner.text("kind"))
                ? List.of(object.namespace() + "/" + owner.textOrEmpty("name"))
                : List.of();
    }
}
