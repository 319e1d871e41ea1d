package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import dev.reconcile.model.Quantity;
import java.util.List;
import java.util.Objects;

/** Claims ({@code ValidatePersistentVolumeClaim} and what is beside it). */
final class ClaimValidation {
    private static final String SNAPSHOTS = "snapshot.storage.k8s.io";
    private static final String OLD_CLASS = "volume.beta.kubernetes.io/storage-class";
    private static final List<String> RESIZE_STATES = List.of("ControllerResizeInProgress", "ControllerResizeInfeasible", "NodeResizeInProgress",
            "NodeResizeInfeasible", "NodeResizePending");

    private ClaimValidation() {}

    /** A source is said in the old field and in the new one; others than claims and snapshots in the new one alone ({@code NormalizeDataSources}). */
    static KubeObject sourced(KubeObject claim) {
        Json old = claim.spec().object("dataSource");
        KubeObject after = claim.spec().textOrEmpty("dataSourceRef", "namespace").isEmpty() ? claim : claim.with(null, "spec", "dataSourceRef");
        boolean dropped = !old.isEmpty() && !after.spec().has("dataSourceRef") && !isKnown(old);
        after = dropped ? after.with(null, "spec", "dataSource") : after;
        if (after.spec().has("dataSource") && !after.spec().has("dataSourceRef")) {
            return after.with(after.spec().get("dataSource"), "spec", "dataSourceRef");
        }
        return after.spec().has("dataSourceRef") && !after.spec().has("dataSource")
                ? after.with(after.spec().get("dataSourceRef"), "spec", "dataSource") : after;
    }

    private static boolean isKnown(Json source) {
        return switch (source.textOrEmpty("apiGroup")) {
            case "" -> source.textOrEmpty("kind").equals("PersistentVolumeClaim");
            case SNAPSHOTS -> source.textOrEmpty("kind").equals("VolumeSnapshot");
            default -> false;
        };
    }

    static void check(KubeObject claim, Problems problems) {
        spec(claim.spec(), "spec", problems);
    }

    static void spec(Json spec, String path, Problems problems) {
        if (spec.list("accessModes").isEmpty()) {
            problems.required(path + ".accessModes", "at least 1 access mode is required");
        }
        Checks.selector(spec.object("selector"), path + ".selector", problems);
        StorageValidation.modes(spec, path, problems);
        Object storage = spec.at("resources", "requests", "storage");
        if (storage == null) {
            problems.required(path + ".resources[storage]", "");
        } else if (Quantity.of(storage).value().signum() <= 0) {
            problems.invalid(path + ".resources[storage]", Quantity.of(storage).text(), "must be greater than zero");
        }
        StorageValidation.className(spec, "storageClassName", path, problems);
        StorageValidation.volumeMode(spec, path, problems);
        for (String field : List.of("dataSource", "dataSourceRef")) {
            if (spec.has(field)) {
                source(spec.object(field), path + "." + field, problems);
            }
        }
        if (spec.has("dataSource") && spec.has("dataSourceRef") && !spec.object("dataSource").equals(spec.object("dataSourceRef"))) {
            problems.invalid(path, new Problems.Shown("{}"), "must match dataSourceRef");
        }
        StorageValidation.className(spec, "volumeAttributesClassName", path, problems);
    }

    private static void source(Json source, String path, Problems problems) {
        for (String field : List.of("name", "kind")) {
            if (source.textOrEmpty(field).isEmpty()) {
                problems.required(path + "." + field, "");
            }
        }
        String group = source.textOrEmpty("apiGroup");
        if (group.isEmpty() && !source.textOrEmpty("kind").equals("PersistentVolumeClaim")) {
            problems.invalid(path, source.textOrEmpty("kind"), "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
        } else if (!group.isEmpty()) {
            Checks.wrong(Names.subdomain(group), path + ".apiGroup", group, problems);
        }
    }

    static void change(KubeObject before, KubeObject after, Problems problems) {
        Json old = before.spec();
        Json now = after.spec();
        String oldClass = before.annotation(OLD_CLASS).orElse("");
        if (!oldClass.equals(after.annotation(OLD_CLASS).orElse(""))) {
            problems.invalid("metadata.annotations." + OLD_CLASS, after.annotation(OLD_CLASS).orElse(""), "field is immutable");
        }
        Json compared = compared(after, old);
        Json fixed = old.textOrEmpty("volumeName").isEmpty() ? old.with("volumeName", now.get("volumeName")) : old;
        if (!compared.equals(fixed)) {
            problems.forbidden("spec", "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n"
                    + Difference.of("PersistentVolumeClaimSpec", fixed, compared));
        }
        Quantity wanted = Quantity.of(now.at("resources", "requests", "storage"));
        if (wanted.compareTo(Quantity.of(old.at("resources", "requests", "storage"))) < 0
                && wanted.compareTo(Quantity.of(before.status().at("capacity", "storage"))) <= 0) {
            problems.forbidden("spec.resources.requests.storage", "field can not be less than status.capacity");
        }
        Checks.immutable(old.get("volumeMode"), now.get("volumeMode"), "volumeMode", problems);
        attributes(old, now, problems);
    }

    /** The new spec with everything that may change as it was. */
    private static Json compared(KubeObject after, Json old) {
        Json compared = after.spec();
        if (!old.has("storageClassName")) {
            compared = compared.without("storageClassName");
        }
        if (after.status().textOrEmpty("phase").equals("Bound")) {
            compared = compared.withAt(old.at("resources", "requests", "storage"), "resources", "requests", "storage");
            compared = compared.has("volumeAttributesClassName") ? compared.with("volumeAttributesClassName", old.get("volumeAttributesClassName")) : compared;
        }
        return compared;
    }

    private static void attributes(Json old, Json now, Problems problems) {
        String field = "volumeAttributesClassName";
        if (!old.has(field) || Objects.equals(old.get(field), now.get(field))) {
            return;
        }
        if (!now.has(field)) {
            problems.forbidden("spec." + field, "update from non-nil value to nil is forbidden");
        } else if (now.textOrEmpty(field).isEmpty()) {
            problems.forbidden("spec." + field, "update from non-nil value to an empty string is forbidden");
        }
    }

    static void status(KubeObject before, KubeObject after, Problems problems) {
        Json status = after.status();
        if (after.spec().list("accessModes").isEmpty()) {
            problems.required("Spec.accessModes", "");
        }
        StorageValidation.amounts(status.object("capacity"), "status.capacity", problems);
        Json states = status.object("allocatedResourceStatuses");
        for (String name : states.names()) {
            resource(name, "status.allocatedResourceStatus", problems);
            if (!RESIZE_STATES.contains(states.textOrEmpty(name))) {
                problems.notSupported("status.allocatedResourceStatus", name, RESIZE_STATES);
            }
        }
        Json allocated = status.object("allocatedResources");
        for (String name : allocated.names()) {
            if (resource(name, "status.allocatedResources", problems)) {
                StorageValidation.amounts(Json.of(name, allocated.get(name)), "status.allocatedResources", problems);
            }
        }
    }

    private static boolean resource(String name, String path, Problems problems) {
        List<String> wrong = Names.qualified(name);
        Checks.wrong(wrong, path, name, problems);
        boolean own = !name.contains("/") || name.contains("kubernetes.io/");
        boolean strange = wrong.isEmpty() && own && !name.equals("storage");
        if (strange) {
            problems.notSupported(path, name, List.of("storage"));
        }
        return wrong.isEmpty() && !strange;
    }
}
