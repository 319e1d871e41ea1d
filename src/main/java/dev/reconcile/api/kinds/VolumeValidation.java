package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.Names;
import dev.reconcile.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Volumes of pods ({@code ValidateVolumes}): one source each, and its fields. */
final class VolumeValidation {
    /** In upstream's order of looking. */
    private static final List<String> SOURCES = List.of("emptyDir", "hostPath", "gitRepo", "gcePersistentDisk", "awsElasticBlockStore", "secret",
            "nfs", "iscsi", "glusterfs", "flocker", "persistentVolumeClaim", "rbd", "cinder", "cephfs", "quobyte", "downwardAPI", "fc", "flexVolume",
            "configMap", "azureFile", "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk", "storageos", "projected", "scaleIO",
            "csi", "ephemeral");

    private static final List<String> HOST_PATH_TYPES =
            List.of("", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket");

    private static final long LAST_MODE = 0777;

    private VolumeValidation() {}

    /**
     * @param pod its name; empty for a template
     * @return the volumes that are in order, by their names
     */
    static Map<String, Json> all(List<Json> volumes, String pod, String path, Problems problems) {
        Map<String, Json> sound = new TreeMap<>();
        for (int i = 0; i < volumes.size(); i++) {
            Json volume = volumes.get(i);
            String here = path + "[" + i + "]";
            String name = volume.textOrEmpty("name");
            int before = problems.size();
            source(volume, here, problems);
            if (volume.has("ephemeral") && !pod.isEmpty() && !name.isEmpty()) {
                String claim = pod + "-" + name;
                Names.subdomain(claim).forEach(wrong -> problems.invalid(here + ".name", name, "PVC name \"" + claim + "\": " + wrong));
            }
            if (name.isEmpty()) {
                problems.required(here + ".name", "");
            } else {
                Checks.wrong(Names.label(name), here + ".name", name, problems);
            }
            if (sound.containsKey(name)) {
                problems.duplicate(here + ".name", name);
            }
            if (problems.size() == before) {
                sound.put(name, volume);
            }
            made(volume, volumes, pod, here, problems);
        }
        return sound;
    }

    /** A claim that is made for another volume of the same pod goes with the pod; nobody else can use it. */
    private static void made(Json volume, List<Json> volumes, String pod, String path, Problems problems) {
        String claim = volume.textOrEmpty("persistentVolumeClaim", "claimName");
        if (!pod.isEmpty() && volumes.stream().anyMatch(other -> other.has("ephemeral") && claim.equals(pod + "-" + other.textOrEmpty("name")))) {
            problems.invalid(path + ".persistentVolumeClaim.claimName", claim, "must not reference a PVC that gets created for an ephemeral volume");
        }
    }

    private static void source(Json volume, String path, Problems problems) {
        boolean found = false;
        for (String source : SOURCES) {
            if (!volume.has(source)) {
                continue;
            }
            if (found) {
                problems.forbidden(path + "." + VolumeSources.shown(source), "may not specify more than 1 volume type");
            } else {
                found = true;
                fields(source, volume.object(source), path + "." + source, problems);
            }
        }
        if (!found) {
            problems.required(path, "must specify a volume type");
        }
    }

    private static void fields(String kind, Json source, String path, Problems problems) {
        switch (kind) {
            case "emptyDir" -> {
                if (source.has("sizeLimit") && Quantity.of(source.get("sizeLimit")).value().signum() < 0) {
                    problems.forbidden(path + ".sizeLimit", "SizeLimit field must be a valid resource quantity");
                }
            }
            case "hostPath" -> hostPath(source, path, problems);
            case "secret" -> files(source, "secretName", path, problems);
            case "configMap" -> files(source, "name", path, problems);
            case "downwardAPI" -> {
                mode(source, "defaultMode", path, problems);
                source.objects("items").forEach(item -> file(item, path, problems));
            }
            case "projected" -> ProjectedVolumes.check(source, path, problems);
            case "ephemeral" -> claimTemplate(source, path + ".volumeClaimTemplate", problems);
            default -> VolumeSources.check(kind, source, null, path, problems);
        }
    }

    /** {@code ValidatePersistentVolumeClaimTemplate}: of the metadata, labels and annotations alone. */
    private static void claimTemplate(Json ephemeral, String path, Problems problems) {
        if (!ephemeral.has("volumeClaimTemplate")) {
            problems.required(path, "");
            return;
        }
        Json template = ephemeral.object("volumeClaimTemplate");
        Json metadata = template.object("metadata");
        Checks.annotations(metadata.textMap("annotations"), path + ".metadata.annotations", problems);
        Checks.labels(metadata.textMap("labels"), path + ".metadata.labels", problems);
        metadata.names().stream().filter(field -> !List.of("annotations", "labels").contains(field))
                .forEach(field -> problems.forbidden(path + ".metadata." + field, "cannot be set"));
        ClaimValidation.spec(template.object("spec"), path + ".spec", problems);
    }

    static void required(Json source, String field, String path, Problems problems) {
        if (source.textOrEmpty(field).isEmpty()) {
            problems.required(path + "." + field, "");
        }
    }

    static void hostPath(Json source, String path, Problems problems) {
        String target = source.textOrEmpty("path");
        if (target.isEmpty()) {
            problems.required(path + ".path", "");
            return;
        }
        noBacksteps(target, path + ".path", problems);
        String type = source.textOrEmpty("type");
        if (!HOST_PATH_TYPES.contains(type)) {
            problems.notSupported(path + ".type", type, HOST_PATH_TYPES);
        }
    }

    private static void files(Json source, String name, String path, Problems problems) {
        required(source, name, path, problems);
        mode(source, "defaultMode", path, problems);
        items(source, path, problems);
    }

    static void items(Json source, String path, Problems problems) {
        List<Json> items = source.objects("items");
        for (int i = 0; i < items.size(); i++) {
            String here = path + ".items[" + i + "]";
            required(items.get(i), "key", here, problems);
            required(items.get(i), "path", here, problems);
            local(items.get(i).textOrEmpty("path"), here + ".path", problems);
            mode(items.get(i), "mode", here, problems);
        }
    }

    static void file(Json item, String path, Problems problems) {
        required(item, "path", path, problems);
        local(item.textOrEmpty("path"), path + ".path", problems);
        if (item.has("fieldRef")) {
            EnvValidation.fileField(item.object("fieldRef"), path + ".fieldRef", problems);
            if (item.has("resourceFieldRef")) {
                problems.invalid(path, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
            }
        } else if (item.has("resourceFieldRef")) {
            EnvValidation.resource(item.object("resourceFieldRef"), true, path + ".resourceFieldRef", problems);
        } else {
            problems.required(path, "one of fieldRef and resourceFieldRef is required");
        }
        mode(item, "mode", path, problems);
    }

    static void mode(Json object, String field, String path, Problems problems) {
        Optional<Long> mode = object.number(field);
        if (mode.isPresent() && (mode.get() < 0 || mode.get() > LAST_MODE)) {
            problems.invalid(path + "." + field, mode.get(), "must be a number between 0 and 0777 (octal), both inclusive");
        }
    }

    static void noBacksteps(String target, String path, Problems problems) {
        if (List.of(target.split("/")).contains("..")) {
            problems.invalid(path, target, "must not contain '..'");
        }
    }

    /** A path that stays below where it starts ({@code validateLocalDescendingPath}). */
    static void descending(String target, String path, Problems problems) {
        if (target.startsWith("/")) {
            problems.invalid(path, target, "must be a relative path");
        }
        noBacksteps(target, path, problems);
    }

    static void local(String target, String path, Problems problems) {
        descending(target, path, problems);
        if (target.startsWith("..") && !target.startsWith("../")) {
            problems.invalid(path, target, "must not start with '..'");
        }
    }
}
