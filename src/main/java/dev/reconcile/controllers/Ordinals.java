package dev.reconcile.controllers;

import dev.reconcile.model.IntOrPercent;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The identities of a StatefulSet's pods: name, host name, claims by ordinal ({@code stateful_set_utils.go}). */
record Ordinals(KubeObject set) {
    static final String REVISION_LABEL = "controller-revision-hash";
    private static final String NAME_LABEL = "statefulset.kubernetes.io/pod-name";
    private static final String INDEX_LABEL = "apps.kubernetes.io/pod-index";

    long start() {
        return set.spec().number(0, "ordinals", "start");
    }

    long replicas() {
        return set.spec().number(1, "replicas");
    }

    /** The ordinal in the pod's name; -1 if it is not a name that this set gives. */
    long of(KubeObject pod) {
        String prefix = set.name() + "-";
        String rest = pod.name().startsWith(prefix) ? pod.name().substring(prefix.length()) : "";
        return rest.matches("0|[1-9]\\d{0,8}") ? Long.parseLong(rest) : -1;
    }

    /** The ordinal after the last. */
    long end() {
        return start() + replicas();
    }

    boolean isWanted(long ordinal) {
        return ordinal >= start() && ordinal < end();
    }

    /** How many pods, from the lowest ordinal, keep the old template in a rolling update. */
    long partition() {
        return set.spec().number(0, "updateStrategy", "rollingUpdate", "partition");
    }

    long aboveThePartition() {
        return Math.max(0, replicas() - partition());
    }

    /** How many pods a rolling update may have unavailable at a time; empty where it goes strictly one by one. */
    OptionalLong maxUnavailable() {
        Object limit = set.tree().at("spec", "updateStrategy", "rollingUpdate", "maxUnavailable");
        return limit == null ? OptionalLong.empty() : OptionalLong.of(Math.max(1, IntOrPercent.scaled(limit, replicas(), false)));
    }

    static String revision(KubeObject pod) {
        return pod.label(REVISION_LABEL).orElse("");
    }

    /** Ready, and not on its way out. */
    static boolean isHealthy(KubeObject pod) {
        return isRunningAndReady(pod) && !pod.isTerminating();
    }

    static boolean isRunningAndReady(KubeObject pod) {
        return Pods.phase(pod).equals("Running") && Pods.isReady(pod);
    }

    boolean isAvailable(KubeObject pod, long now) {
        return isRunningAndReady(pod) && Pods.isAvailable(pod, set.spec().number(0, "minReadySeconds"), now);
    }

    String name(long ordinal) {
        return set.name() + "-" + ordinal;
    }

    /** The pod of an ordinal, from the template of the revision that it is to have. */
    KubeObject pod(long ordinal, KubeObject revision) {
        String name = name(ordinal);
        KubeObject pod = identified(PodBirth.of(set, History.template(revision)).with(name, "metadata", "name"))
                .with(set.name() + "-", "metadata", "generateName")
                .withLabel(REVISION_LABEL, revision.name())
                .with(name, "spec", "hostname")
                .with(set.spec().get("serviceName"), "spec", "subdomain");
        return pod.with(volumes(pod, ordinal), "spec", "volumes");
    }

    boolean hasIdentity(KubeObject pod) {
        return pod.name().equals(pod.labels().get(NAME_LABEL));
    }

    /** The pod with the labels that say which one of the set it is. */
    KubeObject identified(KubeObject pod) {
        return pod.withLabel(NAME_LABEL, pod.name()).withLabel(INDEX_LABEL, Long.toString(of(pod)));
    }

    /** Its claims are among its volumes ({@code storageMatches}). */
    boolean hasStorage(KubeObject pod) {
        List<Json> volumes = pod.spec().objects("volumes");
        for (KubeObject claim : claims(of(pod))) {
            if (volumes.stream().noneMatch(volume -> claim.name().equals(volume.text("persistentVolumeClaim", "claimName"))
                    && claim.name().equals(volume.textOrEmpty("name") + "-" + pod.name()))) {
                return false;
            }
        }
        return true;
    }

    /** The pod with its claims among its volumes. */
    KubeObject stored(KubeObject pod) {
        return pod.with(volumes(pod, of(pod)), "spec", "volumes");
    }

    private List<Object> volumes(KubeObject pod, long ordinal) {
        List<Object> volumes = new ArrayList<>();
        List<String> claimed = new ArrayList<>();
        for (KubeObject claim : claims(ordinal)) {
            String volume = claim.name().substring(0, claim.name().length() - name(ordinal).length() - 1);
            claimed.add(volume);
            volumes.add(Json.of("name", volume, "persistentVolumeClaim", Json.of("claimName", claim.name())));
        }
        for (Json volume : pod.spec().objects("volumes")) {
            if (!claimed.contains(volume.textOrEmpty("name"))) {
                volumes.add(volume);
            }
        }
        return volumes.isEmpty() ? null : volumes;
    }

    /** The claims of an ordinal: they outlive its pods. */
    List<KubeObject> claims(long ordinal) {
        List<KubeObject> claims = new ArrayList<>();
        for (Json template : set.spec().objects("volumeClaimTemplates")) {
            Json labels = template.object("metadata", "labels");
            for (String label : set.spec().object("selector", "matchLabels").names()) {
                labels = labels.with(label, set.tree().text("spec", "selector", "matchLabels", label));
            }
            claims.add(new KubeObject(Json.of(
                    "apiVersion", "v1",
                    "kind", "PersistentVolumeClaim",
                    "metadata", Json.of(
                            "name", template.textOrEmpty("metadata", "name") + "-" + name(ordinal),
                            "namespace", set.namespace(),
                            "labels", labels,
                            "annotations", template.at("metadata", "annotations")),
                    "spec", template.get("spec"))));
        }
        return claims;
    }
}
