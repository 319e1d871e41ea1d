package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.Map;

/** ConfigMaps, Secrets, leases, disruption budgets, autoscalers and revisions (the {@code validation.go} of their groups). */
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

    private static final List<String> LEASE_STRATEGIES = List.of("OldestEmulationVersion");
    private static final List<String> STANDARD_FINALIZERS = List.of("kubernetes", "orphan", "foregroundDeletion");

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
            size += data.textOrEmpty(key).getBytes(StandardCharsets.UTF_8).length;
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
            case "kubernetes.io/dockercfg" -> registries(data, ".dockercfg", problems);
            case "kubernetes.io/dockerconfigjson" -> registries(data, ".dockerconfigjson", problems);
            case "kubernetes.io/ssh-auth" -> key(data.textOrEmpty("ssh-privatekey").isEmpty() ? Json.EMPTY : data, "ssh-privatekey", problems);
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

    /** Who may pull from where, as JSON; what is wrong with it is told in the words of this JSON reader, not in Go's. */
    private static void registries(Json data, String key, Problems problems) {
        key(data, key, problems);
        try {
            JsonText.object(data.has(key) ? SecretData.text(data.textOrEmpty(key)) : "{}");
        } catch (JsonText.Malformed e) {
            problems.invalid("data[" + key + "]", "<secret contents redacted>", e.getMessage());
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

    static void disruptionBudget(KubeObject budget, Problems problems) {
        Json spec = budget.spec();
        if (spec.has("minAvailable") && spec.has("maxUnavailable")) {
            problems.invalid("spec", InternalTypes.shown("PodDisruptionBudgetSpec", spec), "minAvailable and maxUnavailable cannot be both set");
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
        Checks.immutable(before.tree().get("preemptionPolicy"), after.tree().get("preemptionPolicy"), "preemptionPolicy", problems);
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

    /** {@code ValidateLeaseSpec}. */
    static void lease(KubeObject lease, Problems problems) {
        Json spec = lease.spec();
        spec.number("leaseDurationSeconds").filter(seconds -> seconds <= 0)
                .ifPresent(seconds -> problems.invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0"));
        spec.number("leaseTransitions").filter(count -> count < 0)
                .ifPresent(count -> problems.invalid("spec.leaseTransitions", count, "must be greater than or equal to 0"));
        String strategy = spec.text("strategy");
        if (strategy != null && !LEASE_STRATEGIES.contains(strategy)) {
            problems.notSupported("spec.strategy", strategy, LEASE_STRATEGIES);
        }
        if (!spec.textOrEmpty("preferredHolder").isEmpty() && strategy == null) {
            problems.forbidden("spec.preferredHolder", "may only be specified if `strategy` is defined");
        }
    }

    /** {@code ValidateRuntimeClass}. */
    static void runtimeClass(KubeObject runtimeClass, Problems problems) {
        String handler = runtimeClass.tree().textOrEmpty("handler");
        Checks.wrong(Names.label(handler), "handler", handler, problems);
        ResourceValidation.container(Json.EMPTY.with("limits", runtimeClass.tree().at("overhead", "podFixed")), "overhead", problems);
        Json scheduling = runtimeClass.tree().object("scheduling");
        Checks.labels(scheduling.textMap("nodeSelector"), "scheduling.nodeSelector", problems);
        SchedulingValidation.tolerations(scheduling.objects("tolerations"), "scheduling.tolerations", problems);
    }

    /** {@code ValidateNamespaceFinalizeUpdate}. */
    static void finalized(KubeObject before, KubeObject after, Problems problems) {
        List<String> finalizers = after.spec().texts("finalizers");
        for (int i = 0; i < finalizers.size(); i++) {
            String path = "spec.finalizers[" + i + "]";
            Checks.wrong(Names.qualified(finalizers.get(i)), path, finalizers.get(i), problems);
            if (!finalizers.get(i).contains("/") && !STANDARD_FINALIZERS.contains(finalizers.get(i))) {
                problems.invalid(path, finalizers.get(i), "name is neither a standard finalizer name nor is it fully qualified");
            }
        }
    }
}
