package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Volumes that bring several sources together ({@code validateProjectionSources}); bundles of certificates are left out. */
final class ProjectedVolumes {
    /** Seconds. */
    private static final long SHORTEST_TOKEN = 600;

    private static final String CONFLICT = "conflicting duplicate paths";

    private ProjectedVolumes() {}

    static void check(Json projected, String path, Problems problems) {
        VolumeValidation.mode(projected, "defaultMode", path, problems);
        Set<String> paths = new TreeSet<>();
        List<Json> sources = projected.objects("sources");
        for (int i = 0; i < sources.size(); i++) {
            Json source = sources.get(i);
            String here = path + ".sources[" + i + "]";
            for (String kind : List.of("secret", "configMap")) {
                if (source.has(kind)) {
                    VolumeValidation.required(source.object(kind), "name", here + "." + kind, problems);
                    VolumeValidation.items(source.object(kind), here + "." + kind, problems);
                    source.objects(kind, "items").stream().filter(item -> isTaken(item, paths))
                            .forEach(item -> problems.invalid(path, source.textOrEmpty(kind, "name"), CONFLICT));
                }
            }
            source.objects("downwardAPI", "items").forEach(item -> {
                VolumeValidation.file(item, here + ".downwardAPI", problems);
                if (isTaken(item, paths)) {
                    problems.invalid(path, item.textOrEmpty("path"), CONFLICT);
                }
            });
            if (source.has("serviceAccountToken")) {
                token(source.object("serviceAccountToken"), here + ".serviceAccountToken", path, problems);
            }
            if (source.size() > 1) {
                problems.forbidden(here, "may not specify more than 1 volume type per source");
            }
        }
    }

    private static boolean isTaken(Json item, Set<String> paths) {
        return !item.textOrEmpty("path").isEmpty() && !paths.add(item.textOrEmpty("path"));
    }

    /** Upstream names the volume, not the source, where the token's path is wrong. */
    private static void token(Json token, String here, String volume, Problems problems) {
        long seconds = token.number(SHORTEST_TOKEN, "expirationSeconds");
        if (seconds < SHORTEST_TOKEN) {
            problems.invalid(here + ".expirationSeconds", seconds, "may not specify a duration less than 10 minutes");
        }
        if (seconds > 1L << 32) {
            problems.invalid(here + ".expirationSeconds", seconds, "may not specify a duration larger than 2^32 seconds");
        }
        if (token.textOrEmpty("path").isEmpty()) {
            problems.required(volume + ".path", "");
        } else {
            VolumeValidation.local(token.textOrEmpty("path"), volume + ".path", problems);
        }
    }
}
