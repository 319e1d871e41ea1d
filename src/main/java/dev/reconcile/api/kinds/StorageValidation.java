package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import dev.reconcile.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Persistent volumes and storage classes ({@code ValidatePersistentVolume}, {@code pkg/apis/storage/validation/validation.go}). */
final class StorageValidation {
    private static final List<String> MODES = List.of("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod");
    private static final List<String> RECLAIM = List.of("Delete", "Recycle", "Retain");

    /** In upstream's order of looking. */
    private static final List<String> SOURCES = List.of("hostPath", "gcePersistentDisk", "awsElasticBlockStore", "glusterfs", "flocker", "nfs", "rbd",
            "quobyte", "cephfs", "iscsi", "cinder", "fc", "flexVolume", "azureFile", "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk",
            "scaleIO", "local", "storageos", "csi");

    private static final int MOST_PARAMETERS = 512;
    private static final int PARAMETER_BYTES = 256 * 1024;

    private StorageValidation() {}

    static void modes(Json spec, String path, Problems problems) {
        List<String> modes = spec.texts("accessModes");
        modes.stream().filter(mode -> !MODES.contains(mode)).forEach(mode -> problems.notSupported(path + ".accessModes", mode, MODES));
        if (modes.contains("ReadWriteOncePod") && modes.stream().anyMatch(mode -> MODES.contains(mode) && !mode.equals("ReadWriteOncePod"))) {
            problems.forbidden(path + ".accessModes", "may not use ReadWriteOncePod with other access modes");
        }
    }

    static void volumeMode(Json spec, String path, Problems problems) {
        String mode = spec.textOrEmpty("volumeMode");
        if (!mode.isEmpty() && !List.of("Block", "Filesystem").contains(mode)) {
            problems.notSupported(path + ".volumeMode", mode, List.of("Block", "Filesystem"));
        }
    }

    static void className(Json spec, String field, String path, Problems problems) {
        String name = spec.textOrEmpty(field);
        if (!name.isEmpty()) {
            Checks.wrong(Names.subdomain(name), path + "." + field, name, problems);
        }
    }

    /** {@code validateBasicResource}. */
    static void amounts(Json amounts, String path, Problems problems) {
        for (String name : amounts.names()) {
            Quantity amount = Quantity.of(amounts.get(name));
            if (amount.value().signum() < 0) {
                problems.invalid(path + "[" + name + "]", amount.value().toBigInteger(), "must be a valid resource quantity");
            }
        }
    }

    static void volume(KubeObject volume, Problems problems) {
        Json spec = volume.spec();
        if (spec.list("accessModes").isEmpty()) {
            problems.required("spec.accessModes", "");
        }
        modes(spec, "spec", problems);
        capacity(spec, problems);
        String reclaim = spec.textOrEmpty("persistentVolumeReclaimPolicy");
        if (!reclaim.isEmpty() && !RECLAIM.contains(reclaim)) {
            problems.notSupported("spec.persistentVolumeReclaimPolicy", reclaim, RECLAIM);
        }
        if (spec.has("nodeAffinity")) {
            if (spec.has("nodeAffinity", "required")) {
                SchedulingValidation.nodeSelector(spec.object("nodeAffinity", "required"), "spec.nodeAffinity.required", problems);
            } else {
                problems.required("spec.nodeAffinity.required", "must specify required node constraints");
            }
        }
        source(spec, volume.name(), problems);
        boolean root = spec.has("hostPath") && spec.textOrEmpty("hostPath", "path").matches("/[/.]*");
        if (root && reclaim.equals("Recycle")) {
            problems.forbidden("spec.persistentVolumeReclaimPolicy", "may not be 'recycle' for a hostPath mount of '/'");
        }
        className(spec, "storageClassName", "spec", problems);
        volumeMode(spec, "spec", problems);
        if (spec.has("volumeAttributesClassName")) {
            if (spec.textOrEmpty("volumeAttributesClassName").isEmpty()) {
                problems.required("spec.volumeAttributesClassName", "an empty string is disallowed");
            }
            className(spec, "volumeAttributesClassName", "spec", problems);
            if (!spec.has("csi")) {
                problems.required("spec.csi", "has to be specified when using volumeAttributesClassName");
            }
        }
    }

    private static void capacity(Json spec, Problems problems) {
        Json capacity = spec.object("capacity");
        if (capacity.isEmpty()) {
            problems.required("spec.capacity", "");
        }
        if (!capacity.has("storage") || capacity.size() > 1) {
            problems.notSupported("spec.capacity", spec.has("capacity") ? capacity : Checks.NULL, List.of("storage"));
        }
        for (String name : capacity.names()) {
            amounts(Json.of(name, capacity.get(name)), "spec.capacity", problems);
            Quantity amount = Quantity.of(capacity.get(name));
            if (amount.value().signum() <= 0) {
                problems.invalid("spec.capacity[" + name + "]", amount.text(), "must be greater than zero");
            }
        }
    }

    private static void source(Json spec, String name, Problems problems) {
        boolean found = false;
        for (String source : SOURCES) {
            if (!spec.has(source)) {
                continue;
            }
            String path = "spec." + source;
            if (found && !source.equals("flexVolume")) {
                problems.forbidden("spec." + VolumeSources.shown(source), "may not specify more than 1 volume type");
                continue;
            }
            found = true;
            Json fields = spec.object(source);
            if (source.equals("hostPath")) {
                VolumeValidation.hostPath(fields, path, problems);
            } else {
                VolumeSources.check(source, fields, name, path, problems);
            }
            if (source.equals("csi")) {
                VolumeValidation.required(fields, "volumeHandle", path, problems);
                for (String secret : List.of("controllerPublishSecretRef", "controllerExpandSecretRef", "nodePublishSecretRef", "nodeExpandSecretRef")) {
                    secret(fields, secret, path + "." + secret, problems);
                }
            }
            if (source.equals("local") && !spec.has("nodeAffinity")) {
                problems.required("spec.nodeAffinity", "Local volume requires node affinity");
            }
        }
        if (!found) {
            problems.required("spec", "must specify a volume type");
        }
    }

    /** {@code validatePVSecretReference}. */
    private static void secret(Json source, String field, String path, Problems problems) {
        if (source.has(field)) {
            named(source.textOrEmpty(field, "name"), Names::subdomain, path + ".name", problems);
            named(source.textOrEmpty(field, "namespace"), Names::label, path + ".namespace", problems);
        }
    }

    private static void named(String name, Function<String, List<String>> form, String path, Problems problems) {
        if (name.isEmpty()) {
            problems.required(path, "");
        } else {
            Checks.wrong(form.apply(name), path, name, problems);
        }
    }

    static void volumeChange(KubeObject before, KubeObject after, Problems problems) {
        Json old = sources(before.spec());
        Json now = sources(after.spec());
        if (old.has("csi") && now.has("csi") && !old.has("csi", "controllerExpandSecretRef")) {
            now = now.with("csi", now.object("csi").without("controllerExpandSecretRef"));
        }
        if (!old.equals(now)) {
            problems.forbidden("spec.persistentvolumesource", "spec.persistentvolumesource is immutable after creation\n"
                    + Difference.of("PersistentVolumeSource", old, now));
        }
        Checks.immutable(before.spec().get("volumeMode"), after.spec().get("volumeMode"), "volumeMode", problems);
        Object affinity = before.spec().get("nodeAffinity");
        if (affinity != null && !affinity.equals(after.spec().get("nodeAffinity"))) {
            problems.invalid("nodeAffinity", after.spec().has("nodeAffinity") ? InternalTypes.shown("VolumeNodeAffinity", after.spec().object("nodeAffinity")) : null,
                    "field is immutable, except for updating from beta label to GA");
        }
        if (before.spec().has("volumeAttributesClassName") && !after.spec().has("volumeAttributesClassName")) {
            problems.forbidden("spec.volumeAttributesClassName", "update from non-nil value to nil is forbidden");
        }
    }

    private static Json sources(Json spec) {
        Json sources = Json.EMPTY;
        for (String source : SOURCES) {
            sources = spec.has(source) ? sources.with(source, spec.get(source)) : sources;
        }
        return sources;
    }

    static void storageClass(KubeObject storageClass, Problems problems) {
        Json tree = storageClass.tree();
        String provisioner = tree.textOrEmpty("provisioner");
        if (provisioner.isEmpty()) {
            problems.required("provisioner", "");
        } else {
            Checks.wrong(Names.qualified(provisioner.toLowerCase(Locale.ROOT)), "provisioner", provisioner, problems);
        }
        parameters(tree.textMap("parameters"), problems);
        String reclaim = tree.textOrEmpty("reclaimPolicy");
        if (!reclaim.isEmpty() && !List.of("Delete", "Retain").contains(reclaim)) {
            problems.notSupported("reclaimPolicy", reclaim, List.of("Delete", "Retain"));
        }
        Checks.oneOf(tree.textOrEmpty("volumeBindingMode"), List.of("Immediate", "WaitForFirstConsumer"), "volumeBindingMode", problems);
        topologies(tree.objects("allowedTopologies"), problems);
    }

    private static void parameters(Map<String, String> parameters, Problems problems) {
        if (parameters.size() > MOST_PARAMETERS) {
            problems.tooLong("parameters", MOST_PARAMETERS);
            return;
        }
        if (parameters.containsKey("")) {
            problems.invalid("parameters", "", "field can not be empty.");
        }
        if (parameters.entrySet().stream().mapToLong(each -> each.getKey().length() + each.getValue().length()).sum() > PARAMETER_BYTES) {
            problems.tooLong("parameters", PARAMETER_BYTES);
        }
    }

    private static void topologies(List<Json> terms, Problems problems) {
        List<Map<String, Set<String>>> seen = new ArrayList<>();
        for (int t = 0; t < terms.size(); t++) {
            Map<String, Set<String>> values = new TreeMap<>();
            List<Json> expressions = terms.get(t).objects("matchLabelExpressions");
            String path = "allowedTopologies[" + t + "].matchLabelExpressions";
            for (int i = 0; i < expressions.size(); i++) {
                String key = expressions.get(i).textOrEmpty("key");
                Set<String> own = topology(expressions.get(i), path + "[" + i + "]", problems);
                if (values.containsKey(key)) {
                    problems.duplicate(path + "[" + i + "].key", key);
                }
                values.put(key, own);
            }
            if (seen.contains(values)) {
                problems.duplicate(path, "");
            }
            seen.add(values);
        }
    }

    private static Set<String> topology(Json expression, String path, Problems problems) {
        List<String> values = expression.texts("values");
        if (values.isEmpty()) {
            problems.required(path + ".values", "");
        }
        for (int i = 0; i < values.size(); i++) {
            if (values.indexOf(values.get(i)) < i) {
                problems.duplicate(path + ".values[" + i + "]", values.get(i));
            }
        }
        Checks.wrong(Names.qualified(expression.textOrEmpty("key")), path + ".key", expression.textOrEmpty("key"), problems);
        return new TreeSet<>(values);
    }
}
