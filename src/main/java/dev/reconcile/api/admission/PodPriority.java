package dev.reconcile.api.admission;

import dev.reconcile.api.Admission;
import dev.reconcile.api.Status;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.View;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Turns a pod's priority class into its priority ({@code plugin/pkg/admission/priority/admission.go}). */
final class PodPriority implements Admission {
    private static final String RESOURCE = "priorityclasses.scheduling.k8s.io";

    /** Classes that every cluster has. */
    private static final Json SYSTEM = Json.of(
            "system-cluster-critical", Json.of("value", 2_000_000_000L),
            "system-node-critical", Json.of("value", 2_000_001_000L));

    private static final Json NO_CLASS = Json.of("value", 0L);

    private static boolean concerns(Write write) {
        return write.isOf("Pod") && write.isCreation();
    }

    @Override
    public Optional<Status> turnAway(Write write, View view) {
        if (!concerns(write)) {
            return Optional.empty();
        }
        Json spec = write.after().spec();
        String name = spec.textOrEmpty("priorityClassName");
        Optional<Json> found = priorityClass(name, view);
        if (found.isEmpty()) {
            return Optional.of(write.forbidden("no PriorityClass with name " + name + " was found"));
        }
        long computed = found.get().number(0, "value");
        return spec.has("priority") && spec.number(0, "priority") != computed
                ? Optional.of(write.forbidden("the integer value of priority (%d) must not be provided in pod spec; "
                        .formatted(spec.number(0, "priority"))
                        + "priority admission controller computed " + computed + " from the given PriorityClass name"))
                : Optional.empty();
    }

    /** Only one class can be everybody's. */
    @Override
    public Optional<Status> refuse(Write write, View view) {
        if (!write.isOf("PriorityClass") || write.isDeletion() || !write.after().tree().isTrue("globalDefault")) {
            return Optional.empty();
        }
        return view.list(RESOURCE, "").stream()
                .filter(other -> other.tree().isTrue("globalDefault") && !other.name().equals(write.after().name()))
                .findFirst()
                .map(other -> write.forbidden("PriorityClass " + other.name() + " is already marked as default. Only one default can exist"));
    }

    @Override
    public KubeObject mutate(Write write, View view) {
        if (!concerns(write)) {
            return write.after();
        }
        Json spec = write.after().spec();
        Json found = priorityClass(spec.textOrEmpty("priorityClassName"), view).orElseThrow();
        Json changed = spec.with("priority", found.number(0, "value"))
                .withDefault(found.has("preemptionPolicy") ? found.get("preemptionPolicy") : "PreemptLowerPriority", "preemptionPolicy");
        if (found.has("metadata")) {
            changed = changed.with("priorityClassName", found.text("metadata", "name"));
        }
        return write.after().with(changed, "spec");
    }

    private static Optional<Json> priorityClass(String name, View view) {
        if (!name.isEmpty()) {
            return view.get(RESOURCE, "", name).map(KubeObject::tree).or(() -> Optional.of(SYSTEM.object(name)).filter(found -> !found.isEmpty()));
        }
        List<KubeObject> classes = view.list(RESOURCE, "");
        Optional<Json> global = classes.isEmpty() ? Optional.empty() : classes.stream()
                .map(KubeObject::tree)
                .filter(tree -> tree.isTrue("globalDefault"))
                .min(Comparator.comparingLong(tree -> tree.number(0, "value")));
        return global.or(() -> Optional.of(NO_CLASS));
    }
}
