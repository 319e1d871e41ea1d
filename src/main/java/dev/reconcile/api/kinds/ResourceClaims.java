package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.Names;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Devices that a pod claims, and which container has which ({@code validatePodResourceClaims}, {@code validateResourceClaimNames}). */
final class ResourceClaims {
    private ResourceClaims() {}

    static Set<String> names(Json spec) {
        Set<String> names = new TreeSet<>();
        spec.objects("resourceClaims").forEach(claim -> names.add(claim.textOrEmpty("name")));
        names.remove("");
        return names;
    }

    static void ofPod(List<Json> claims, String path, Problems problems) {
        Set<String> taken = new TreeSet<>();
        for (int i = 0; i < claims.size(); i++) {
            Json claim = claims.get(i);
            String here = path + "[" + i + "]";
            String name = claim.textOrEmpty("name");
            if (name.isEmpty()) {
                problems.required(here + ".name", "");
            } else if (!taken.add(name)) {
                problems.duplicate(here + ".name", name);
            } else {
                Checks.wrong(Names.label(name), here + ".name", name, problems);
            }
            source(claim, here, problems);
        }
    }

    private static void source(Json claim, String path, Problems problems) {
        List<String> sources = List.of("resourceClaimName", "resourceClaimTemplateName");
        Problems.Shown shown = InternalTypes.shown("PodResourceClaim", claim);
        if (sources.stream().allMatch(claim::has)) {
            problems.invalid(path, shown, "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
        } else if (sources.stream().noneMatch(claim::has)) {
            problems.invalid(path, shown, "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
        }
        for (String source : sources) {
            if (claim.has(source)) {
                Checks.wrong(Names.subdomain(claim.textOrEmpty(source)), path + "." + source, claim.textOrEmpty(source), problems);
            }
        }
    }

    /** @param known the names of the pod's claims */
    static void ofContainer(List<Json> claims, Set<String> known, String path, Problems problems) {
        Set<String> taken = new TreeSet<>();
        for (int i = 0; i < claims.size(); i++) {
            String here = path + "[" + i + "]";
            String name = claims.get(i).textOrEmpty("name");
            if (name.isEmpty()) {
                problems.required(here, "");
                continue;
            }
            unique(name, claims.get(i).textOrEmpty("request"), taken, here, problems);
            if (!known.contains(name)) {
                problems.notFound(here, name, "must be one of the names in pod.spec.resourceClaims"
                        + (known.isEmpty() ? " which is empty" : ": " + String.join(", ", known)));
            }
        }
    }

    private static void unique(String name, String request, Set<String> taken, String path, Problems problems) {
        if (taken.contains(name)) {
            problems.duplicate(path, name);
            return;
        }
        if (!request.isEmpty()) {
            Checks.wrong(Names.label(request), path + ".request", request, problems);
        }
        String key = request.isEmpty() ? name : name + "/" + request;
        if (taken.contains(key)) {
            problems.duplicate(path, key);
        } else if (request.isEmpty()) {
            taken.stream().filter(other -> other.startsWith(name + "/")).forEach(other -> problems.duplicate(path, name));
        }
        taken.add(key);
    }
}
