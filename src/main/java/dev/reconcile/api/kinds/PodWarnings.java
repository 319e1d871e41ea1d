package dev.reconcile.api.kinds;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is odd about pods and templates, but no error ({@code pkg/api/pod/warnings.go}). */
final class PodWarnings {
    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
    private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";
    private static final String NO_SELECTOR = "a null labelSelector results in matching no pod";
    private static final String SECCOMP = "non-functional in v1.27+; use the \"seccompProfile\" field instead";
    private static final Map<String, String> OLD_ANNOTATIONS = new TreeMap<>();

    static {
        OLD_ANNOTATIONS.put("scheduler.alpha.kubernetes.io/critical-pod", "non-functional in v1.16+; use the \"priorityClassName\" field instead");
        OLD_ANNOTATIONS.put("security.alpha.kubernetes.io/sysctls", "non-functional in v1.11+; use the \"sysctls\" field instead");
        OLD_ANNOTATIONS.put("security.alpha.kubernetes.io/unsafe-sysctls", "non-functional in v1.11+; use the \"sysctls\" field instead");
    }

    private final String path;
    private final Json spec;
    private final Map<String, String> annotations;
    private final List<String> found = new ArrayList<>();

    /** @param path where pod or template stand, with a dot behind it; empty for a pod itself */
    private PodWarnings(Json pod, String path) {
        this.path = path;
        this.spec = pod.object("spec");
        this.annotations = pod.textMap("metadata", "annotations");
    }

    /** Upstream says nothing about updates of pods, which persons seldom make. */
    static List<String> pod(KubeObject before, KubeObject pod) {
        if (before != null) {
            return List.of();
        }
        List<String> all = new ArrayList<>(named(pod.name(), "the Pod's hostname"));
        all.addAll(of(pod.tree(), ""));
        return all;
    }

    /** Of a workload whose name becomes part of its pods' hostnames; the template stands at that path. */
    static List<String> workload(KubeObject before, KubeObject after, String... template) {
        List<String> all = new ArrayList<>(name(before, after));
        all.addAll(template(before, after, template));
        return all;
    }

    /** The name of a new workload. */
    static List<String> name(KubeObject before, KubeObject after) {
        return before == null ? named(after.name(), "Pod names and hostnames") : List.of();
    }

    static List<String> template(KubeObject before, KubeObject after, String... template) {
        boolean same = before != null && before.generation() == after.generation();
        return same ? List.of() : of(after.tree().object(template), String.join(".", template) + ".");
    }

    private static List<String> named(String name, String use) {
        List<String> wrong = Names.label(name);
        return wrong.isEmpty() ? List.of() : List.of("metadata.name: this is used in " + use
                + ", which can result in surprising behavior; a DNS label is recommended: [" + String.join(" ", wrong) + "]");
    }

    private static List<String> of(Json pod, String path) {
        PodWarnings warnings = new PodWarnings(pod, path);
        warnings.nodes();
        warnings.spread();
        warnings.annotations.keySet().stream().filter(OLD_ANNOTATIONS::containsKey)
                .forEach(key -> warnings.annotation(key, OLD_ANNOTATIONS.get(key)));
        warnings.found.addAll(VolumeWarnings.of(warnings.spec.objects("volumes"), path + "spec.volumes"));
        warnings.twice("hostAliases", "ip");
        warnings.twice("imagePullSecrets", "name");
        warnings.unnamed();
        warnings.fractions(warnings.spec.object("overhead"), path + "spec.overhead");
        if (!warnings.spec.has("securityContext", "seccompProfile") && warnings.annotations.containsKey("seccomp.security.alpha.kubernetes.io/pod")) {
            warnings.annotation("seccomp.security.alpha.kubernetes.io/pod", SECCOMP);
        }
        WindowsValidation.containers(warnings.spec, path + "spec", warnings::container);
        warnings.found.addAll(PortWarnings.of(warnings.spec, path + "spec"));
        if (warnings.spec.number(0, "terminationGracePeriodSeconds") < 0) {
            warnings.say("spec.terminationGracePeriodSeconds", "must be >= 0; negative values are invalid and will be treated as 1");
        }
        warnings.neighbours("podAffinity");
        warnings.neighbours("podAntiAffinity");
        return List.copyOf(warnings.found);
    }

    private void say(String field, String text) {
        found.add(path + field + ": " + text);
    }

    private void annotation(String key, String text) {
        say("metadata.annotations[" + key + "]", text);
    }

    private void nodes() {
        for (String label : spec.object("nodeSelector").names()) {
            NodeLabels.deprecation(label).ifPresent(text -> say("spec.nodeSelector[" + label + "]", text));
        }
        String affinity = "spec.affinity.nodeAffinity.";
        List<Json> required = spec.objects("affinity", "nodeAffinity", REQUIRED, "nodeSelectorTerms");
        for (int i = 0; i < required.size(); i++) {
            found.addAll(NodeLabels.term(required.get(i), false, path + affinity + REQUIRED + ".nodeSelectorTerms[" + i + "]"));
        }
        List<Json> preferred = spec.objects("affinity", "nodeAffinity", PREFERRED);
        for (int i = 0; i < preferred.size(); i++) {
            found.addAll(NodeLabels.term(preferred.get(i).object("preference"), true, path + affinity + PREFERRED + "[" + i + "].preference"));
        }
    }

    private void spread() {
        List<Json> constraints = spec.objects("topologySpreadConstraints");
        for (int i = 0; i < constraints.size(); i++) {
            String here = "spec.topologySpreadConstraints[" + i + "].";
            String key = constraints.get(i).textOrEmpty("topologyKey");
            NodeLabels.deprecation(key).ifPresent(text -> say(here + "topologyKey", key + " is " + text));
            if (!constraints.get(i).has("labelSelector")) {
                say(here + "labelSelector", NO_SELECTOR);
            }
        }
    }

    private void neighbours(String side) {
        String here = "spec.affinity." + side + ".";
        List<Json> required = spec.objects("affinity", side, REQUIRED);
        for (int i = 0; i < required.size(); i++) {
            if (!required.get(i).has("labelSelector")) {
                say(here + REQUIRED + "[" + i + "].labelSelector", NO_SELECTOR);
            }
        }
        List<Json> preferred = spec.objects("affinity", side, PREFERRED);
        for (int i = 0; i < preferred.size(); i++) {
            if (!preferred.get(i).has("podAffinityTerm", "labelSelector")) {
                say(here + PREFERRED + "[" + i + "].podAffinityTerm.labelSelector", NO_SELECTOR);
            }
        }
    }

    private void twice(String list, String field) {
        Set<String> seen = new TreeSet<>();
        List<Json> items = spec.objects(list);
        for (int i = 0; i < items.size(); i++) {
            String value = items.get(i).textOrEmpty(field);
            if (!seen.add(value)) {
                say("spec." + list + "[" + i + "]." + field, "duplicate " + field + " \"" + value + "\"");
            }
        }
    }

    private void unnamed() {
        List<Json> secrets = spec.objects("imagePullSecrets");
        for (int i = 0; i < secrets.size(); i++) {
            if (secrets.get(i).textOrEmpty("name").isEmpty()) {
                say("spec.imagePullSecrets[" + i + "].name", "invalid empty name \"\"");
            }
        }
    }

    private void container(Json container, String here) {
        String annotation = "container.seccomp.security.alpha.kubernetes.io/" + container.textOrEmpty("name");
        if (!container.has("securityContext", "seccompProfile") && annotations.containsKey(annotation)) {
            annotation(annotation, SECCOMP);
        }
        String armour = "container.apparmor.security.beta.kubernetes.io/" + container.textOrEmpty("name");
        boolean profiled = spec.has("securityContext", "appArmorProfile") || container.has("securityContext", "appArmorProfile");
        if (!path.isEmpty() && !profiled && annotations.containsKey(armour)) {
            annotation(armour, "deprecated since v1.30; use the \"appArmorProfile\" field instead");
        }
        for (String resource : List.of("memory", "ephemeral-storage")) {
            for (String side : List.of("limits", "requests")) {
                fraction(container.object("resources", side), resource, here + ".resources." + side);
            }
        }
        hidden(container.objects("env"), here + ".env");
    }

    private void fractions(Json amounts, String here) {
        fraction(amounts, "memory", here);
        fraction(amounts, "ephemeral-storage", here);
    }

    private void fraction(Json amounts, String resource, String here) {
        VolumeWarnings.fraction(amounts, resource, here).ifPresent(found::add);
    }

    /** A variable may build upon its earlier self, but not replace it. */
    private void hidden(List<Json> variables, String here) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < variables.size(); i++) {
            Json variable = variables.get(i);
            String name = variable.textOrEmpty("name");
            String itself = "$(" + name + ")";
            String value = variable.textOrEmpty("value");
            boolean builds = !variable.has("valueFrom") && !value.equals(itself) && value.contains(itself);
            if (!names.add(name) && !builds) {
                found.add(here + "[" + i + "]: hides previous definition of \"" + name + "\", which may be dropped when using apply");
            }
        }
    }
}
