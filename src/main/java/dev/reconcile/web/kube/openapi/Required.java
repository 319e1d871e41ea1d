package dev.reconcile.web.kube.openapi;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The fields without which an object of a type means nothing, as upstream's types mark them. */
final class Required {
    private static final Map<String, List<String>> FIELDS = new TreeMap<>();

    static {
        put("PodSpec", "containers");
        for (String container : List.of("Container", "EphemeralContainer", "Volume", "EnvVar", "Sysctl")) {
            put(container, "name");
        }
        put("ContainerPort", "containerPort");
        put("VolumeMount", "mountPath", "name");
        put("VolumeDevice", "devicePath", "name");
        put("HTTPGetAction", "port");
        put("TCPSocketAction", "port");
        put("GRPCAction", "port");
        put("HTTPHeader", "name", "value");
        put("ConfigMapKeySelector", "key");
        put("SecretKeySelector", "key");
        put("ObjectFieldSelector", "fieldPath");
        put("ResourceFieldSelector", "resource");
        put("KeyToPath", "key", "path");
        put("HostPathVolumeSource", "path");
        put("NFSVolumeSource", "path", "server");
        put("PersistentVolumeClaimVolumeSource", "claimName");
        put("TopologySpreadConstraint", "maxSkew", "topologyKey", "whenUnsatisfiable");
        put("PodAffinityTerm", "topologyKey");
        put("WeightedPodAffinityTerm", "podAffinityTerm", "weight");
        put("PreferredSchedulingTerm", "preference", "weight");
        put("NodeSelector", "nodeSelectorTerms");
        put("NodeSelectorRequirement", "key", "operator");
        put("LabelSelectorRequirement", "key", "operator");
        put("OwnerReference", "apiVersion", "kind", "name", "uid");
        put("Taint", "effect", "key");
        put("ServicePort", "port");
        put("DeploymentSpec", "selector", "template");
        put("ReplicaSetSpec", "selector");
        put("StatefulSetSpec", "selector", "template");
        put("DaemonSetSpec", "selector", "template");
        put("JobSpec", "template");
        put("CronJobSpec", "jobTemplate", "schedule");
        put("ControllerRevision", "revision");
        put("PodFailurePolicy", "rules");
        put("PodFailurePolicyRule", "action");
        put("HorizontalPodAutoscalerSpec", "maxReplicas", "scaleTargetRef");
        put("CrossVersionObjectReference", "kind", "name");
        put("MetricSpec", "type");
        put("MetricTarget", "type");
        put("ResourceMetricSource", "name", "target");
        put("LimitRangeSpec", "limits");
        put("LimitRangeItem", "type");
        put("Subject", "kind", "name");
        put("RoleRef", "apiGroup", "kind", "name");
        put("RoleBinding", "roleRef");
        put("ClusterRoleBinding", "roleRef");
        put("PolicyRule", "verbs");
        put("StorageClass", "provisioner");
        put("PriorityClass", "value");
        put("EndpointSlice", "addressType", "endpoints");
        put("Endpoint", "addresses");
        put("EndpointAddress", "ip");
        put("EndpointPort", "port");
        put("IngressServiceBackend", "name");
        put("HTTPIngressPath", "backend", "pathType");
        put("HTTPIngressRuleValue", "paths");
        put("Event", "involvedObject", "metadata");
    }

    private Required() {}

    private static void put(String type, String... fields) {
        FIELDS.put(type, List.of(fields));
    }

    static List<String> of(String type) {
        return FIELDS.getOrDefault(type, List.of());
    }
}
