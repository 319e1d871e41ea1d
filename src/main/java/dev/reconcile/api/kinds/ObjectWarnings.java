package dev.reconcile.api.kinds;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** What is odd about other objects, but no error ({@code GetWarningsForService} and the like). */
final class ObjectWarnings {
    private static final String HINTS = "service.kubernetes.io/topology-aware-hints";
    private static final String OLD_CLASS = "volume.beta.kubernetes.io/storage-class";
    private static final String OLD_OPTIONS = "volume.beta.kubernetes.io/mount-options";
    private static final String INGRESS_CLASS = "kubernetes.io/ingress.class";
    private static final String USE_CLASS = "deprecated since v1.8; use \"storageClassName\" attribute instead";

    private static final int MANY_INDEXES = 100_000;
    private static final int MANY_INDEXES_AT_ONCE = 10_000;

    private ObjectWarnings() {}

    static List<String> service(KubeObject before, KubeObject service) {
        Json spec = service.spec();
        List<String> warnings = new ArrayList<>();
        if (service.annotations().containsKey(HINTS)) {
            warnings.add("annotation " + HINTS + " is deprecated, please use service.kubernetes.io/topology-mode instead");
        }
        boolean headless = spec.textOrEmpty("type").equals("ClusterIP") && spec.textOrEmpty("clusterIP").equals(ServiceAddresses.NONE);
        boolean named = spec.textOrEmpty("type").equals("ExternalName");
        boolean external = !spec.list("externalIPs").isEmpty();
        if (headless && !spec.textOrEmpty("loadBalancerIP").isEmpty()) {
            warnings.add("spec.loadBalancerIP is ignored for headless services");
        }
        if (headless && external) {
            warnings.add("spec.externalIPs is ignored for headless services");
        }
        if (headless && !spec.textOrEmpty("sessionAffinity").equals("None")) {
            warnings.add("spec.SessionAffinity is ignored for headless services");
        }
        if (named && external) {
            warnings.add("spec.externalIPs is ignored when spec.type is \"ExternalName\"");
        }
        if (!named && !spec.textOrEmpty("externalName").isEmpty()) {
            warnings.add("spec.externalName is ignored when spec.type is not \"ExternalName\"");
        }
        return warnings;
    }

    /** @param path where the spec of the job stands: a CronJob's template has one, too */
    static List<String> job(KubeObject before, KubeObject after, String... path) {
        List<String> warnings = new ArrayList<>(PodWarnings.name(before, after));
        Json spec = after.tree().object(path);
        boolean changed = before == null || before.generation() != after.generation();
        if (changed && spec.textOrEmpty("completionMode").equals("Indexed") && spec.number(0, "completions") > MANY_INDEXES
                && spec.number(0, "parallelism") > MANY_INDEXES_AT_ONCE) {
            warnings.add(String.join(".", path) + ": In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4,"
                    + " Kubernetes might not be able to track completedIndexes when a big number of indexes fail");
        }
        List<String> template = new ArrayList<>(List.of(path));
        template.add("template");
        warnings.addAll(PodWarnings.template(before, after, template.toArray(String[]::new)));
        return warnings;
    }

    static List<String> claim(KubeObject before, KubeObject claim) {
        List<String> warnings = new ArrayList<>();
        if (claim.annotations().containsKey(OLD_CLASS)) {
            warnings.add("metadata.annotations[" + OLD_CLASS + "]: " + USE_CLASS);
        }
        warnings.addAll(VolumeWarnings.claim(claim.spec(), "spec"));
        return warnings;
    }

    static List<String> volume(KubeObject before, KubeObject volume) {
        Json spec = volume.spec();
        List<String> warnings = new ArrayList<>();
        if (volume.annotations().containsKey(OLD_CLASS)) {
            warnings.add("metadata.annotations[" + OLD_CLASS + "]: " + USE_CLASS);
        }
        if (volume.annotations().containsKey(OLD_OPTIONS)) {
            warnings.add("metadata.annotations[" + OLD_OPTIONS + "]: deprecated since v1.31; use \"mountOptions\" attribute instead");
        }
        if (spec.textOrEmpty("persistentVolumeReclaimPolicy").equals("Recycle")) {
            warnings.add("spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use"
                    + " dynamic provisioning.");
        }
        List<Json> terms = spec.objects("nodeAffinity", "required", "nodeSelectorTerms");
        for (int i = 0; i < terms.size(); i++) {
            warnings.addAll(NodeLabels.term(terms.get(i), false, "spec.nodeAffinity.required.nodeSelectorTerms[" + i + "]"));
        }
        warnings.addAll(VolumeWarnings.going(spec, "spec."));
        VolumeWarnings.fraction(spec.object("capacity"), "storage", "spec.capacity").ifPresent(warnings::add);
        return warnings;
    }

    static List<String> ingress(KubeObject before, KubeObject ingress) {
        return before == null && ingress.annotations().containsKey(INGRESS_CLASS)
                ? List.of("annotation \"" + INGRESS_CLASS + "\" is deprecated, please use 'spec.ingressClassName' instead")
                : List.of();
    }

    static List<String> statefulSet(KubeObject before, KubeObject set) {
        List<String> warnings = new ArrayList<>(PodWarnings.template(before, set, "spec", "template"));
        List<Json> claims = set.spec().objects("volumeClaimTemplates");
        for (int i = 0; i < claims.size(); i++) {
            warnings.addAll(VolumeWarnings.claim(claims.get(i).object("spec"), "spec.volumeClaimTemplates[" + i + "]"));
        }
        if (set.spec().number(0, "revisionHistoryLimit") < 0) {
            warnings.add("spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended");
        }
        return warnings;
    }
}
