package dev.reconcile.api.kinds;

import dev.reconcile.model.Json;
import dev.reconcile.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Volumes whose drivers are gone or going, files that a token hides, and amounts of less than a byte. */
final class VolumeWarnings {
    private static final Map<String, String> GOING = new TreeMap<>();

    static {
        GOING.put("photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+");
        GOING.put("gitRepo", "deprecated in v1.11");
        GOING.put("scaleIO", "deprecated in v1.16, non-functional in v1.22+");
        GOING.put("flocker", "deprecated in v1.22, non-functional in v1.25+");
        GOING.put("storageos", "deprecated in v1.22, non-functional in v1.25+");
        GOING.put("quobyte", "deprecated in v1.22, non-functional in v1.25+");
        GOING.put("glusterfs", "deprecated in v1.25, non-functional in v1.26+");
        GOING.put("cephfs", "deprecated in v1.28, non-functional in v1.31+");
        GOING.put("rbd", "deprecated in v1.28, non-functional in v1.31+");
    }

    private VolumeWarnings() {}

    static List<String> of(List<Json> volumes, String path) {
        List<String> warnings = new ArrayList<>();
        Set<String> tokens = new TreeSet<>();
        for (int i = 0; i < volumes.size(); i++) {
            String here = path + "[" + i + "].";
            warnings.addAll(going(volumes.get(i), here));
            if (volumes.get(i).has("ephemeral")) {
                warnings.addAll(claim(volumes.get(i).object("ephemeral", "volumeClaimTemplate", "spec"), here + "ephemeral.volumeClaimTemplate.spec"));
            }
            volumes.get(i).objects("projected", "sources").stream().filter(source -> source.has("serviceAccountToken"))
                    .forEach(source -> tokens.add(source.textOrEmpty("serviceAccountToken", "path")));
        }
        for (int i = 0; i < volumes.size() && !tokens.isEmpty(); i++) {
            for (Json source : volumes.get(i).objects("projected", "sources")) {
                hidden(source, tokens, path + "[" + i + "].projected.sources.", warnings);
            }
        }
        return warnings;
    }

    /** Of a pod's volume, or of a persistent one. */
    static List<String> going(Json volume, String path) {
        return GOING.entrySet().stream().filter(each -> volume.has(each.getKey()))
                .map(each -> path + each.getKey().replace("storageos", "storageOS") + ": " + each.getValue()).toList();
    }

    private static void hidden(Json source, Set<String> tokens, String path, List<String> warnings) {
        for (String kind : List.of("configMap", "secret", "downwardAPI")) {
            List<Json> items = source.objects(kind, "items");
            for (int i = 0; i < items.size(); i++) {
                String file = items.get(i).textOrEmpty("path");
                if (tokens.contains(file)) {
                    String shown = kind.equals("secret") ? "secrets" : kind;
                    warnings.add(path + shown + "[" + i + "]: has duplicated path with ServiceAccountToken \"" + file + "\"");
                }
            }
        }
    }

    /** {@code GetWarningsForPersistentVolumeClaimSpec}. */
    static List<String> claim(Json spec, String path) {
        List<String> warnings = new ArrayList<>();
        for (String side : List.of("requests", "limits")) {
            fraction(spec.object("resources", side), "storage", path + ".resources." + side).ifPresent(warnings::add);
        }
        return warnings;
    }

    static Optional<String> fraction(Json amounts, String resource, String path) {
        Quantity amount = Quantity.of(amounts.get(resource));
        return amount.isWhole() ? Optional.empty()
                : Optional.of(path + "[" + resource + "]: fractional byte value \"" + amount.text() + "\" is invalid, must be an integer");
    }
}
