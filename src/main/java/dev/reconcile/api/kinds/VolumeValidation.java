package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.Names;
import dev.reconcile.model.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Volumes of pods ({@code ValidateVolumes}): one source each, and its fields for the sources that the lab knows. Sources of storage vendors
 * are accepted as they are.
 */
final class VolumeValidation {
    /** In upstream's order of looking. */
    private static final List<String> SOURCES = List.of("emptyDir", "hostPath", "gitRepo", "gcePersistentDisk", "awsElasticBlockStore", "secret",
            "nfs", "iscsi", "glusterfs", "flocker", "persistentVolumeClaim", "rbd", "cinder", "cephfs", "quobyte", "downwardAPI", "fc", "flexVolume",
            "configMap", "azureFile", "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk", "storageos", "projected", "scaleIO",
            "csi", "ephemeral", "image");

    private static final List<String> HOST_PATH_TYPES =
            List.of("", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket");

    private static final long LAST_MODE = 0777;

    /** Seconds. */
    private static final long SHORTEST_TOKEN = 600;

    private VolumeValidation() {}

    /** @return the names of the volumes that are in order */
    static Set<String> all(List<Json> volumes, String path, Problems problems) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < volumes.size(); i++) {
            Json volume = volumes.get(i);
            String here = path + "[" + i + "]";
            String name = volume.textOrEmpty("name");
            int before = problems.found().size();
            source(volume, here, problems);
            if (name.isEmpty()) {
                problems.required(here + ".name", "");
            } else {
                Checks.wrong(Names.label(name), here + ".name", name, problems);
            }
            if (names.contains(name)) {
                problems.duplicate(here + ".name", name);
            }
            if (problems.found().size() == before) {
                names.add(name);
            }
        }
        return names;
    }

    private static void source(Json volume, String path, Problems problems) {
        boolean found = false;
        for (String source : SOURCES) {
            if (!volume.has(source)) {
                continue;
            }
            if (found) {
                problems.forbidden(path + "." + source, "may not specify more than 1 volume type");
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
            case "persistentVolumeClaim" -> required(source, "claimName", path, problems);
            case "nfs" -> {
                required(source, "server", path, problems);
                required(source, "path", path, problems);
                if (!source.textOrEmpty("path").startsWith("/")) {
                    problems.invalid(path + ".path", source.textOrEmpty("path"), "must be an absolute path");
                }
            }
            case "downwardAPI" -> {
                mode(source, "defaultMode", path, problems);
                source.objects("items").forEach(item -> file(item, path, problems));
            }
            case "projected" -> projected(source, path, problems);
            default -> {}
        }
    }

    private static void required(Json source, String field, String path, Problems problems) {
        if (source.textOrEmpty(field).isEmpty()) {
            problems.required(path + "." + field, "");
        }
    }

    private static void hostPath(Json source, String path, Problems problems) {
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

    private static void items(Json source, String path, Problems problems) {
        List<Json> items = source.objects("items");
        for (int i = 0; i < items.size(); i++) {
            String here = path + ".items[" + i + "]";
            required(items.get(i), "key", here, problems);
            required(items.get(i), "path", here, problems);
            local(items.get(i).textOrEmpty("path"), here + ".path", problems);
            mode(items.get(i), "mode", here, problems);
        }
    }

    private static void file(Json item, String path, Problems problems) {
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

    private static void projected(Json projected, String path, Problems problems) {
        mode(projected, "defaultMode", path, problems);
        List<Json> sources = projected.objects("sources");
        for (int i = 0; i < sources.size(); i++) {
            Json source = sources.get(i);
            String here = path + ".sources[" + i + "]";
            for (String kind : List.of("secret", "configMap")) {
                if (source.has(kind)) {
                    required(source.object(kind), "name", here + "." + kind, problems);
                    items(source.object(kind), here + "." + kind, problems);
                }
            }
            source.objects("downwardAPI", "items").forEach(item -> file(item, here + ".downwardAPI", problems));
            if (source.has("serviceAccountToken")) {
                token(source.object("serviceAccountToken"), here + ".serviceAccountToken", problems);
            }
            if (source.size() > 1) {
                problems.forbidden(here, "may not specify more than 1 volume type per source");
            }
        }
    }

    private static void token(Json token, String path, Problems problems) {
        long seconds = token.number(SHORTEST_TOKEN, "expirationSeconds");
        if (seconds < SHORTEST_TOKEN) {
            problems.invalid(path + ".expirationSeconds", seconds, "may not specify a duration less than 10 minutes");
        }
        if (seconds > 1L << 32) {
            problems.invalid(path + ".expirationSeconds", seconds, "may not specify a duration larger than 2^32 seconds");
        }
        if (token.textOrEmpty("path").isEmpty()) {
            problems.required(path + ".path", "");
        } else {
            local(token.textOrEmpty("path"), path + ".path", problems);
        }
    }

    private static void mode(Json object, String field, String path, Problems problems) {
        Optional<Long> mode = object.number(field);
        if (mode.isPresent() && (mode.get() < 0 || mode.get() > LAST_MODE)) {
            problems.invalid(path + "." + field, mode.get(), "must be a number between 0 and 0777 (octal), both inclusive");
        }
    }

    private static void noBacksteps(String target, String path, Problems problems) {
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

    private static void local(String target, String path, Problems problems) {
        descending(target, path, problems);
        if (target.startsWith("..") && !target.startsWith("../")) {
            problems.invalid(path, target, "must not start with '..'");
        }
    }
}
