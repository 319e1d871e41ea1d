package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.Map;

/** ConfigMaps, Secrets, nodes, disruption budgets, autoscalers and revisions (the {@code validation.go} of their groups). */
final class ObjectValidation {
    /** Bytes that a ConfigMap or a Secret holds at most ({@code core.MaxSecretSize}). */
    private static final int DATA_BYTES = 1024 * 1024;

    private static final String LOCKED = "field is immutable when `immutable` is set";

    /** {@code HighestUserDefinablePriority}. */
    private static final long MOST_PRIORITY = 1_000_000_000;

    private static final Map<String, Long> SYSTEM_PRIORITIES = new TreeMap<>();

    static {
        SYSTEM_PRIORITIES.put("system-cluster-critical", 2_000_000_000L);
        SYSTEM_PRIORITIES.put("system-node-critical", 2_000_001_000L);
    }

    private ObjectValidation() {}

    static void configMap(KubeObject map, Problems problems) {
        Json data = map.tree().object("data");
        Json binary = map.tree().object("binaryData");
        int size = 0;
        for (String key : data.names()) {
            Checks.wrong(Formats.configKey(key), "data[" + key + "]", key, problems);
            if (binary.has(key)) {
                problems.invalid("data[" + key + "]", key, "duplicate of key present in binaryData");
            }
            size += data.textOrEmpty(key).length();
        }
        for (String key : binary.names()) {
            Checks.wrong(Formats.configKey(key), "binaryData[" + key + "]", key, problems);
            size += SecretData.size(binary.textOrEmpty(key));
        }
        if (size > DATA_BYTES) {
            problems.tooLong("", DATA_BYTES);
        }
    }

    static void configMapChange(KubeObject before, KubeObject after, Problems problems) {
        locked(before, after, List.of("data", "binaryData"), problems);
    }

    private static void locked(KubeObject before, KubeObject after, List<String> fields, Problems problems) {
        if (!before.tree().isTrue("immutable")) {
            return;
        }
        if (!after.tree().isTrue("immutable")) {
            problems.forbidden("immutable", LOCKED);
        }
        for (String field : fields) {
            if (!Objects.equals(before.tree().get(field), after.tree().get(field))) {
                problems.forbidden(field, LOCKED);
            }
        }
    }

    static void secret(KubeObject secret, Problems problems) {
        Json data = secret.tree().object("data");
        int size = 0;
        for (String key : data.names()) {
            Checks.wrong(Formats.configKey(key), "data[" + key + "]", key, problems);
            size += SecretData.size(data.textOrEmpty(key));
        }
        if (size > DATA_BYTES) {
            problems.tooLong("data", DATA_BYTES);
        }
        switch (secret.tree().textOrEmpty("type")) {
            case "kubernetes.io/service-account-token" -> {
                String account = "kubernetes.io/service-account.name";
                if (secret.annotation(account).orElse("").isEmpty()) {
                    problems.required("metadata.annotations[" + account + "]", "");
                }
            }
            case "kubernetes.io/dockercfg" -> key(data, ".dockercfg", problems);
            case "kubernetes.io/dockerconfigjson" -> key(data, ".dockerconfigjson", problems);
            case "kubernetes.io/ssh-auth" -> key(data, "ssh-privatekey", problems);
            case "kubernetes.io/basic-auth" -> {
                if (!data.has("username") && !data.has("password")) {
                    key(data, "username", problems);
                    key(data, "password", problems);
                }
            }
            case "kubernetes.io/tls" -> {
                key(data, "tls.crt", problems);
                key(data, "tls.key", problems);
            }
            default -> {}
        }
    }

    private static void key(Json data, String key, Problems problems) {
        if (!data.has(key)) {
            problems.required("data[" + key + "]", "");
        }
    }

    static void secretChange(KubeObject before, KubeObject after, Problems problems) {
        Checks.immutable(before.tree().get("type"), after.tree().get("type"), "type", problems);
        locked(before, after, List.of("data"), problems);
    }

    static void node(KubeObject node, Problems problems) {
        SchedulingValidation.taints(node.spec().objects("taints"), "metadata.taints", problems);
    }

    static void nodeChange(KubeObject before, KubeObject after, Problems problems) {
        if (before.spec().has("podCIDRs") && !before.spec().list("podCIDRs").equals(after.spec().list("podCIDRs"))) {
            problems.forbidden("spec.podCIDRs", "node updates may not change podCIDR except from \"\" to valid");
        }
        String old = before.spec().textOrEmpty("providerID");
        if (!old.isEmpty() && !old.equals(after.spec().textOrEmpty("providerID"))) {
            problems.forbidden("spec.providerID", "node updates may not change providerID except from \"\" to valid");
        }
    }

    static void disruptionBudget(KubeObject budget, Problems problems) {
        Json spec = budget.spec();
        if (spec.has("minAvailable") && spec.has("maxUnavailable")) {
            problems.invalid("spec", spec, "minAvailable and maxUnavailable cannot be both set");
        }
        for (String field : List.of("minAvailable", "maxUnavailable")) {
            if (spec.has(field)) {
                Checks.amountOrPercent(spec.get(field), "spec." + field, problems);
                Checks.atMostAll(spec.get(field), "spec." + field, problems);
            }
        }
        Checks.selector(spec.object("selector"), "spec.selector", problems);
        String eviction = spec.text("unhealthyPodEvictionPolicy");
        List<String> evictions = List.of("AlwaysAllow", "IfHealthyBudget");
        if (eviction != null && !evictions.contains(eviction)) {
            problems.notSupported("spec.unhealthyPodEvictionPolicy", eviction, evictions);
        }
    }

    static void revision(KubeObject revision, Problems problems) {
        if (revision.tree().number(0, "revision") < 0) {
            problems.invalid("revision", revision.tree().number(0, "revision"), "must be greater than or equal to 0");
        }
        if (revision.revision() == 0 && !revision.tree().has("data")) {
            problems.required("data", "data is mandatory");
        }
    }

    static void revisionChange(KubeObject before, KubeObject after, Problems problems) {
        Checks.immutable(before.tree().get("data"), after.tree().get("data"), "data", problems);
    }

    /** {@code ValidatePriorityClass}: high values and names that begin with system- are Kubernetes' own. */
    static void priorityClass(KubeObject priorityClass, Problems problems) {
        Long known = SYSTEM_PRIORITIES.get(priorityClass.name());
        long value = priorityClass.tree().number(0, "value");
        if (priorityClass.name().startsWith("system-")) {
            if (known == null || known != value) {
                String why = known == null ? priorityClass.name() + " is not a known system priority class"
                        : "value of " + priorityClass.name() + " PriorityClass must be " + known;
                problems.forbidden("metadata.name", "priority class names with 'system-' prefix are reserved for system use only. error: " + why);
            }
        } else if (value > MOST_PRIORITY) {
            problems.forbidden("value", "maximum allowed value of a user defined priority is " + MOST_PRIORITY);
        }
        preemption(priorityClass, problems);
    }

    private static void preemption(KubeObject priorityClass, Problems problems) {
        Checks.oneOf(priorityClass.tree().textOrEmpty("preemptionPolicy"), List.of("PreemptLowerPriority", "Never"), "preemptionPolicy", problems);
    }

    static void priorityClassChange(KubeObject before, KubeObject after, Problems problems) {
        if (before.tree().number(0, "value") != after.tree().number(0, "value")) {
            problems.forbidden("value", "may not be changed in an update.");
        }
    }

    static void storageClassChange(KubeObject before, KubeObject after, Problems problems) {
        for (String field : List.of("parameters", "provisioner", "reclaimPolicy", "volumeBindingMode")) {
            Object now = after.tree().get(field);
            if (Objects.equals(before.tree().get(field), now)) {
                continue;
            }
            if (field.equals("volumeBindingMode")) {
                problems.invalid(field, now, "field is immutable");
            } else {
                problems.forbidden(field, "updates to " + field + " are forbidden.");
            }
        }
    }
}
