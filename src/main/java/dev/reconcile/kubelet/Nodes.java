package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The nodes of a new cluster, as their kubelets register them; the times of their conditions are filled in when they do. */
public final class Nodes {
    /** The Kubernetes that is simulated. */
    public static final String VERSION = "v1.34.2";

    public static final String CONTROL_PLANE = "control-plane";

    private static final int WORKERS = 3;
    private static final int PODS_PER_NODE = 110;
    private static final String CONTROL_PLANE_ROLE = "node-role.kubernetes.io/control-plane";

    private Nodes() {}

    /** One tainted control-plane node and three workers. */
    public static List<KubeObject> standard() {
        return of(WORKERS, PODS_PER_NODE);
    }

    /** One tainted control-plane node and so many workers, {@code worker-1} onwards. */
    public static List<KubeObject> of(int workers, int podsPerNode) {
        List<KubeObject> nodes = new ArrayList<>();
        nodes.add(node(CONTROL_PLANE, 0, 2, 4, podsPerNode)
                .withLabel(CONTROL_PLANE_ROLE, "")
                .withLabel("node.kubernetes.io/exclude-from-external-load-balancers", "")
                .with(List.of(Json.of("key", CONTROL_PLANE_ROLE, "effect", "NoSchedule")), "spec", "taints"));
        for (int i = 1; i <= workers; i++) {
            nodes.add(node("worker-" + i, i, 4, 8, podsPerNode));
        }
        return nodes;
    }

    /** The names of {@link #standard}'s nodes: each has a kubelet. */
    public static List<String> names() {
        return names(WORKERS);
    }

    public static List<String> names(int workers) {
        return Stream.concat(Stream.of(CONTROL_PLANE), Stream.iterate(1, i -> i + 1).limit(workers).map(i -> "worker-" + i)).toList();
    }

    private static KubeObject node(String name, int number, int cpus, int memoryGi, int pods) {
        Json labels = Json.of(
                "beta.kubernetes.io/arch", "amd64",
                "beta.kubernetes.io/os", "linux",
                "kubernetes.io/arch", "amd64",
                "kubernetes.io/hostname", name,
                "kubernetes.io/os", "linux");
        String cidr = "10.244." + number + ".0/24";
        return KubeObject.of("v1", "Node", "", name)
                .with(labels, "metadata", "labels")
                .with(Json.of("node.alpha.kubernetes.io/ttl", "0", "volumes.kubernetes.io/controller-managed-attach-detach", "true"),
                        "metadata", "annotations")
                .with(Json.of("podCIDR", cidr, "podCIDRs", List.of(cidr)), "spec")
                .withStatus(status(name, number, cpus, memoryGi, pods));
    }

    private static Json status(String name, int number, int cpus, int memoryGi, int pods) {
        Json resources = Json.of(
                "cpu", Integer.toString(cpus),
                "ephemeral-storage", "102625208Ki",
                "hugepages-2Mi", "0",
                "memory", memoryGi * 1024 * 1024 + "Ki",
                "pods", Integer.toString(pods));
        return Json.of(
                "addresses", List.of(
                        Json.of("type", "InternalIP", "address", "172.18.0." + (number + 2)),
                        Json.of("type", "Hostname", "address", name)),
                "allocatable", resources,
                "capacity", resources,
                "conditions", conditions(),
                "daemonEndpoints", Json.of("kubeletEndpoint", Json.of("Port", 10250)),
                "nodeInfo", info(name));
    }

    private static List<Json> conditions() {
        return List.of(
                condition("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
                condition("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
                condition("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
                condition("Ready", "True", "KubeletReady", "kubelet is posting ready status"));
    }

    private static Json condition(String type, String status, String reason, String message) {
        return Json.of("type", type, "status", status, "reason", reason, "message", message);
    }

    private static Json info(String name) {
        String hex = Digests.hex(name);
        return Json.of(
                "architecture", "amd64",
                "bootID", bootId(name, 0),
                "containerRuntimeVersion", "containerd://2.1.4",
                "kernelVersion", "6.1.0-41-amd64",
                "kubeProxyVersion", "",
                "kubeletVersion", VERSION,
                "machineID", hex.substring(0, 32),
                "operatingSystem", "linux",
                "osImage", "Debian GNU/Linux 12 (bookworm)",
                "systemUUID", uuid(hex, 16));
    }

    /** @param boots how often the machine was switched on again */
    static String bootId(String name, int boots) {
        return uuid(Digests.hex(boots == 0 ? name : name + "/" + boots), 32);
    }

    private static String uuid(String hex, int from) {
        String part = hex.substring(from, from + 32);
        return part.substring(0, 8) + "-" + part.substring(8, 12) + "-" + part.substring(12, 16) + "-" + part.substring(16, 20) + "-" + part.substring(20);
    }
}
