package dev.reconcile.api.schema;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What server-side apply knows of the standard kinds beyond the types of their fields: the {@code listType}, {@code mapType} and
 * {@code structType} markers of upstream's {@code staging/src/k8s.io/api}. Lists without an entry are one value, maps and structs are not.
 */
final class Topology {
    /** By Go type and field. */
    private static final Map<String, ListType> LISTS = new TreeMap<>();

    /** Types, and maps by type and field, that are one value. */
    private static final Set<String> WHOLE = new TreeSet<>(List.of(
            "ConfigMapKeySelector", "FileKeySelector", "LabelSelector", "LocalObjectReference", "NodeSelector", "NodeSelectorTerm",
            "ObjectFieldSelector", "ObjectReference", "OwnerReference", "ResourceFieldSelector", "RoleRef", "ScopeSelector", "SecretKeySelector",
            "SecretReference", "ServiceBackendPort", "Subject", "TopologySelectorTerm", "TypedLocalObjectReference",
            "PodSpec.nodeSelector", "ReplicationControllerSpec.selector", "ServiceSpec.selector"));

    /** Fields of such a type that are taken apart all the same. */
    private static final Set<String> SPLIT = new TreeSet<>(List.of("PersistentVolumeSpec.claimRef"));

    static {
        LISTS.put("ObjectMeta.finalizers", ListType.SET);
        LISTS.put("ObjectMeta.ownerReferences", ListType.by("uid"));
        for (String list : List.of("containers", "ephemeralContainers", "imagePullSecrets", "initContainers", "resourceClaims", "schedulingGates", "volumes")) {
            LISTS.put("PodSpec." + list, ListType.by("name"));
        }
        LISTS.put("PodSpec.hostAliases", ListType.by("ip"));
        LISTS.put("PodSpec.topologySpreadConstraints", ListType.by("topologyKey", "whenUnsatisfiable"));
        for (String container : List.of("Container", "EphemeralContainer")) {
            LISTS.put(container + ".env", ListType.by("name"));
            LISTS.put(container + ".ports", ListType.by("containerPort", "protocol"));
            LISTS.put(container + ".volumeDevices", ListType.by("devicePath"));
            LISTS.put(container + ".volumeMounts", ListType.by("mountPath"));
        }
        LISTS.put("ResourceRequirements.claims", ListType.by("name"));
        LISTS.put("PodStatus.podIPs", ListType.by("ip"));
        LISTS.put("PodStatus.resourceClaimStatuses", ListType.by("name"));
        LISTS.put("NodeSpec.podCIDRs", ListType.SET);
        LISTS.put("NodeStatus.addresses", ListType.by("type"));
        LISTS.put("ServiceAccount.secrets", ListType.by("name"));
        LISTS.put("ServiceSpec.ports", ListType.by("port", "protocol"));
        LISTS.put("UncountedTerminatedPods.failed", ListType.SET);
        LISTS.put("UncountedTerminatedPods.succeeded", ListType.SET);
        for (String kind : List.of("CustomResourceDefinition", "DaemonSet", "Deployment", "HorizontalPodAutoscaler", "Namespace", "Node",
                "PersistentVolumeClaim", "Pod", "PodDisruptionBudget", "ReplicaSet", "ReplicationController", "Service", "StatefulSet")) {
            LISTS.put(kind + "Status.conditions", ListType.by("type"));
        }
    }

    private Topology() {}

    static ListType list(String place) {
        return LISTS.getOrDefault(place, ListType.WHOLE);
    }

    static boolean isWhole(String typeOrPlace) {
        return WHOLE.contains(typeOrPlace);
    }

    static boolean isSplit(String place) {
        return SPLIT.contains(place);
    }
}
