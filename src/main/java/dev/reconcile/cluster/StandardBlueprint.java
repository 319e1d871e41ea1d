package dev.reconcile.cluster;

import dev.reconcile.api.Admission;
import dev.reconcile.api.Api;
import dev.reconcile.api.Kinds;
import dev.reconcile.api.access.Reviews;
import dev.reconcile.api.admission.StandardAdmissions;
import dev.reconcile.api.kinds.StandardKinds;
import dev.reconcile.control.Reconciler;
import dev.reconcile.controllers.Memories;
import dev.reconcile.controllers.ControlPlane;
import dev.reconcile.controllers.LocalPathProvisioner;
import dev.reconcile.controllers.Measurements;
import dev.reconcile.controllers.MetricsServer;
import dev.reconcile.kubelet.Disks;
import dev.reconcile.kubelet.Images;
import dev.reconcile.kubelet.Kubelet;
import dev.reconcile.kubelet.Nodes;
import dev.reconcile.kubelet.Outages;
import dev.reconcile.kubelet.PodLogs;
import dev.reconcile.kubelet.Runtime;
import dev.reconcile.kubelet.Streaming;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.network.ApiProxy;
import dev.reconcile.network.ClusterNetwork;
import dev.reconcile.network.ServiceAllocation;
import dev.reconcile.scheduler.Binding;
import dev.reconcile.scheduler.Scheduler;
import dev.reconcile.sim.Agenda;
import dev.reconcile.store.Saveable;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The whole control plane, and a kubelet with its container runtime on every node. */
public final class StandardBlueprint implements Blueprint {
    private static final Kinds KINDS = StandardKinds.registry();

    /** One tainted control-plane node and three workers. */
    public static final StandardBlueprint INSTANCE = new StandardBlueprint(Nodes.standard(), Images.standard());

    private final Images images;
    private final List<KubeObject> nodes;

    /**
     * @param nodes the nodes that have a kubelet; others can be created but run nothing
     * @param images what the registries hold
     */
    public StandardBlueprint(List<KubeObject> nodes, Images images) {
        this.nodes = List.copyOf(nodes);
        this.images = images;
    }

    @Override
    public Kinds kinds() {
        return KINDS;
    }

    @Override
    public List<Admission> admissions() {
        List<Admission> admissions = new ArrayList<>(StandardAdmissions.all());
        admissions.add(new ServiceAllocation());
        return admissions;
    }

    @Override
    public Built build(Api api, View view, Agenda agenda) {
        api.serve("pods", "binding", new Binding(api, view));
        api.serve("bindings", "", Binding.alone(api));
        Reviews.serve(api, view);
        List<Runtime> runtimes = new ArrayList<>();
        Map<String, Runtime> byNode = new TreeMap<>();
        Measurements measurements = (pod, container) -> Optional.ofNullable(byNode.get(Pods.node(pod)))
                .map(runtime -> runtime.effort(pod.namespace() + "/" + pod.name(), pod.uid(), container)).orElse(0L);
        MetricsServer.serve(api, view, measurements);
        Memories memories = new Memories();
        List<Reconciler> reconcilers = new ArrayList<>(ControlPlane.reconcilers(api.kinds(), measurements, memories));
        reconcilers.add(new Scheduler());
        ClusterNetwork network = new ClusterNetwork(view);
        Disks disks = new Disks(view);
        Outages outages = new Outages();
        for (KubeObject node : nodes) {
            Runtime runtime = new Runtime(node.name(), images, view, network, disks, outages);
            network.add(runtime);
            runtimes.add(runtime);
            byNode.put(node.name(), runtime);
            reconcilers.add(new Kubelet(node.name(), runtime, SystemObjects.mirrored(node.name())));
        }
        PodLogs logs = new PodLogs(runtimes, view);
        api.serve("pods", "log", logs);
        ApiProxy proxy = new ApiProxy(view, network);
        api.serve("pods", "proxy", proxy);
        api.serve("services", "proxy", proxy);
        List<Saveable> saveables = new ArrayList<>(List.of(disks, outages, memories));
        saveables.addAll(runtimes);
        return new Built(reconcilers, saveables, new Streaming(runtimes, logs, agenda, view::now)::connect,
                new NodeFaults(runtimes, outages, api, view, agenda), network.outside());
    }

    @Override
    public List<KubeObject> initialObjects() {
        List<KubeObject> objects = new ArrayList<>();
        for (String namespace : List.of("default", "kube-node-lease", "kube-public", "kube-system")) {
            objects.add(KubeObject.of("v1", "Namespace", "", namespace).withLabel("kubernetes.io/metadata.name", namespace));
        }
        objects.addAll(nodes);
        objects.add(apiServer());
        nodes.stream().filter(node -> node.name().equals(Nodes.CONTROL_PLANE)).map(StandardBlueprint::apiServersAddress).forEach(objects::addAll);
        objects.add(standardClass());
        objects.addAll(SystemObjects.ALL);
        return objects;
    }

    /** The default class of a kind cluster: directories on the node that the first consumer is given. */
    private static KubeObject standardClass() {
        return new KubeObject(Json.of("apiVersion", "storage.k8s.io/v1", "kind", "StorageClass",
                "metadata", Json.of("name", "standard", "annotations", Json.of("storageclass.kubernetes.io/is-default-class", "true")),
                "provisioner", LocalPathProvisioner.PROVISIONER,
                "reclaimPolicy", "Delete",
                "volumeBindingMode", "WaitForFirstConsumer"));
    }

    /** The Service under which pods reach the API server. */
    private static KubeObject apiServer() {
        return KubeObject.of("v1", "Service", "default", "kubernetes")
                .withLabel("component", "apiserver")
                .withLabel("provider", "kubernetes")
                .with(Json.of(
                        "clusterIP", "10.96.0.1",
                        "ports", List.of(Json.of("name", "https", "port", 443, "protocol", "TCP", "targetPort", 6443)),
                        "type", "ClusterIP"), "spec");
    }

    /** The API server writes its own address behind that Service ({@code pkg/controlplane/reconcilers}). */
    private static List<KubeObject> apiServersAddress(KubeObject node) {
        String address = node.status().objects("addresses").getFirst().text("address");
        Json port = Json.of("name", "https", "port", 6443, "protocol", "TCP");
        KubeObject endpoints = KubeObject.of("v1", "Endpoints", "default", "kubernetes").withLabel("endpointslice.kubernetes.io/skip-mirror", "true");
        KubeObject slice = KubeObject.of("discovery.k8s.io/v1", "EndpointSlice", "default", "kubernetes").withLabel("kubernetes.io/service-name", "kubernetes");
        return List.of(
                endpoints.with(List.of(Json.of("addresses", List.of(Json.of("ip", address)), "ports", List.of(port))), "subsets"),
                new KubeObject(slice.tree().with("addressType", "IPv4").with("ports", List.of(port))
                        .with("endpoints", List.of(Json.of("addresses", List.of(address), "conditions", Json.of("ready", true))))));
    }
}
