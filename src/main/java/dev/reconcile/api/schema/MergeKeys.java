package dev.reconcile.api.schema;

import java.util.Map;
import java.util.TreeMap;

/**
 * How strategic merge patches treat lists: by the key of their items, as sets, or (everything not named here) as a whole. These are the
 * {@code patchMergeKey} and {@code patchStrategy} tags of upstream's types.
 */
public final class MergeKeys {
    /** A list of plain values that is merged as a set. */
    public static final String SET = "";

    /** By Go type and field. */
    private static final Map<String, String> KEYS = new TreeMap<>();

    static {
        put("ObjectMeta", "finalizers", SET);
        put("ObjectMeta", "ownerReferences", "uid");
        put("PodSpec", "containers", "name");
        put("PodSpec", "ephemeralContainers", "name");
        put("PodSpec", "hostAliases", "ip");
        put("PodSpec", "imagePullSecrets", "name");
        put("PodSpec", "initContainers", "name");
        put("PodSpec", "resourceClaims", "name");
        put("PodSpec", "schedulingGates", "name");
        put("PodSpec", "topologySpreadConstraints", "topologyKey");
        put("PodSpec", "volumes", "name");
        for (String container : new String[] {"Container", "EphemeralContainer"}) {
            put(container, "env", "name");
            put(container, "ports", "containerPort");
            put(container, "volumeDevices", "devicePath");
            put(container, "volumeMounts", "mountPath");
        }
        put("PodStatus", "hostIPs", "ip");
        put("PodStatus", "podIPs", "ip");
        put("NodeSpec", "podCIDRs", SET);
        put("NodeStatus", "addresses", "type");
        put("ServiceAccount", "secrets", "name");
        put("ServiceSpec", "ports", "port");
        for (String status : new String[] {"DaemonSet", "Deployment", "HorizontalPodAutoscaler", "Job", "Namespace", "Node",
            "PersistentVolumeClaim", "Pod", "PodDisruptionBudget", "ReplicaSet", "ReplicationController", "Service", "StatefulSet"}) {
            put(status + "Status", "conditions", "type");
        }
    }

    private MergeKeys() {}

    private static void put(String type, String field, String key) {
        KEYS.put(type + "." + field, key);
    }

    /** The key of the items, {@link #SET}, or null for a list that is replaced. */
    public static String of(Schema owner, String field) {
        return owner instanceof Schema.Struct struct ? KEYS.get(struct.name() + "." + field) : null;
    }

    /** Fields of which a patch names all keys that stay, because only one of several shapes may be set. */
    public static boolean isRetained(Schema owner, String field) {
        return owner instanceof Schema.Struct struct
                && (struct.name().equals("DeploymentSpec") && field.equals("strategy") || struct.name().equals("PodSpec") && field.equals("volumes"));
    }

    /** The one object that patches replace whole. */
    public static boolean isReplaced(Schema owner, String field) {
        return owner instanceof Schema.Struct struct && struct.name().equals("PodDisruptionBudgetSpec") && field.equals("selector");
    }
}
