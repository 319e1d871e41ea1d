package dev.reconcile.kubelet;

import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Times;
import dev.reconcile.sim.Delay;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lives the life of the pods of one node. Every look at a pod first lets the container runtime catch up with the time, then reports what has
 * happened, then decides the next step; what it decides to do to the runtime stands in the plan like everything else.
 */
public final class Kubelet implements Reconciler {
    private final String node;
    private final Runtime runtime;
    private final List<KubeObject> manifests;

    /** @param manifests of the pods that this kubelet runs by itself; in the API they are mirrored, and come back when they are deleted there */
    public Kubelet(String node, Runtime runtime, List<KubeObject> manifests) {
        this.node = node;
        this.runtime = runtime;
        this.manifests = manifests;
    }

    @Override
    public String name() {
        return name(node);
    }

    /** What a node's kubelet is called where work is due. */
    static String name(String node) {
        return "kubelet/" + node;
    }

    @Override
    public String component() {
        return "kubelet";
    }

    @Override
    public String host() {
        return node;
    }

    @Override
    public Delay delay() {
        return Delay.KUBELET_SYNC;
    }

    @Override
    public List<Watch> watches() {
        return List.of(new Watch("nodes", this::onNode), new Watch("pods", this::onPod), new Watch("configmaps", this::onSource), new Watch("secrets", this::onSource));
    }

    private List<String> onNode(Body.Change change, View view) {
        return change.kind() == Body.ChangeKind.DELETED || !change.key().name().equals(node) ? List.of() : List.of(node);
    }

    /** Pods of this node, unless only their status has changed: that was most likely this kubelet itself. */
    private List<String> onPod(Body.Change change, View view) {
        if (!node.equals(Pods.node(change.object()))) {
            return List.of();
        }
        List<String> keys = waiting(change, view);
        if (!keys.isEmpty()) {
            return keys;
        }
        boolean ended = change.before() != null && Pods.isFinished(change.object()) && !Pods.isFinished(change.before());
        if (ended && runtime.sandbox(change.key().path()).filter(Sandbox::anyAlive).isPresent()) {
            return List.of(change.key().path());
        }
        boolean statusOnly = change.isReport() && change.after().spec().list("readinessGates").isEmpty();
        return statusOnly ? List.of() : List.of(change.key().path());
    }

    /** With the pod itself, those whose resize waits for room that it may have left. */
    private List<String> waiting(Body.Change change, View view) {
        boolean gone = change.kind() == Body.ChangeKind.DELETED || Pods.isFinished(change.object());
        boolean resized = change.before() != null && !gone && !change.before().spec().equals(change.after().spec());
        if (!gone && !resized) {
            return List.of();
        }
        List<String> keys = new ArrayList<>();
        for (KubeObject pod : view.podsOn(node)) {
            Optional<Json> pending = pod.condition("PodResizePending");
            if (pending.isPresent() && "Deferred".equals(pending.get().text("reason"))) {
                keys.add(pod.namespace() + "/" + pod.name());
            }
        }
        if (!keys.isEmpty() && !keys.contains(change.key().path())) {
            keys.add(change.key().path());
        }
        keys.forEach(key -> runtime.sandbox(key).ifPresent(Sandbox::disturb));
        return keys;
    }

    /** Pods that could not start because of what a ConfigMap or Secret lacked, or that show it in a volume. */
    private List<String> onSource(Body.Change change, View view) {
        List<String> keys = new ArrayList<>();
        for (Sandbox box : runtime.sandboxes()) {
            boolean near = box.path().startsWith(change.key().namespace() + "/");
            if (near && (box.hasProblems() || view.get(ObjectKey.of("pods", box.path()))
                    .filter(pod -> box.volumes().show(pod, change.key().resource(), change.key().name())).isPresent())) {
                box.disturb();
                keys.add(box.path());
            }
        }
        return keys;
    }

    @Override
    public Plan reconcile(String key, View view) {
        if (!runtime.isConnected()) {
            boolean booting = runtime.isPowered() && view.now() < runtime.state().bootedAt();
            return booting ? Plan.builder().lookAgainAt(runtime.state().bootedAt()).build() : Plan.NOTHING;
        }
        return key.equals(node) ? view.get("nodes", "", node).map(object -> look(object, view)).orElse(Plan.NOTHING) : sync(key, view);
    }

    /** After the node itself, for its pods if its disk is full. */
    private Plan look(KubeObject object, View view) {
        Plan report = new NodeReport(object, runtime.state(), view.now()).plan(view);
        if (!report.steps().isEmpty() || !runtime.isDiskFull()) {
            return report;
        }
        Plan.Builder plan = Plan.builder();
        DiskEviction.write(plan, object, view);
        return plan.build();
    }

    private Plan sync(String key, View view) {
        Optional<Sandbox> box = runtime.sandbox(key);
        Optional<KubeObject> pod = view.get(ObjectKey.of("pods", key)).filter(found -> node.equals(Pods.node(found)));
        if (box.isPresent() && box.get().goesOnAtRest(pod.orElse(null), view.now())) {
            return goOn(box.get());
        }
        if (box.isPresent() && manifest(key).isPresent() && pod.filter(found -> !found.isTerminating() && found.uid().equals(box.get().uid())).isEmpty()) {
            return mirrorAgain(key, pod, box.get(), view.now());
        }
        if (box.isPresent() && pod.filter(found -> found.uid().equals(box.get().uid())).isEmpty()) {
            return forget(box.get(), view.now());
        }
        if (pod.isEmpty()) {
            return mirror(key);
        }
        String hostIp = hostIp(view);
        return box.isPresent() ? new Turn(pod.get(), box.get(), runtime, view, hostIp).decide() : admit(pod.get(), view, hostIp);
    }

    /** A loop in a container wakes the kubelet hundreds of times in a second. */
    private static Plan goOn(Sandbox box) {
        long next = Math.min(box.restsUntil(), box.wakeAt());
        return next == Task.NEVER ? Plan.NOTHING : Plan.builder().lookAgainAt(next).build();
    }

    private Optional<KubeObject> manifest(String key) {
        return manifests.stream().filter(manifest -> key.equals(manifest.namespace() + "/" + manifest.name())).findFirst();
    }

    /** The mirror of a pod that runs from a file goes, or another has come: the pod itself goes on. */
    private Plan mirrorAgain(String key, Optional<KubeObject> pod, Sandbox box, long now) {
        if (pod.isEmpty()) {
            return mirror(key);
        }
        Plan.Builder plan = Plan.builder().lookAgainAt(now + 1);
        if (pod.get().isTerminating()) {
            Turn.remove(plan, pod.get());
            return plan.build();
        }
        return plan.step(new Plan.Intent.Local("adopt", "sandbox", () -> box.mirror(pod.get().uid())), Reason.of("kubelet.mirrored", "pod", pod.get().name()))
                .build();
    }

    private Plan mirror(String key) {
        return manifest(key)
                .map(manifest -> Plan.builder().create("pods", manifest, Reason.of("kubelet.mirror", "pod", manifest.name())).build())
                .orElse(Plan.NOTHING);
    }

    /** The pod is gone from the API, or another one has its name: nothing of it may stay. */
    private Plan forget(Sandbox box, long now) {
        return Plan.builder()
                .saw("pod", "gone")
                .step(new Plan.Intent.Local("remove", "sandbox", () -> {
                    box.containers().forEach(container -> container.stop(0, now));
                    runtime.remove(box);
                }), Reason.of("kubelet.forget"))
                .lookAgainAt(now + 1)
                .build();
    }

    private String hostIp(View view) {
        for (Json address : view.get("nodes", "", node).map(found -> found.tree().objects("status", "addresses")).orElse(List.of())) {
            if ("InternalIP".equals(address.text("type"))) {
                return address.textOrEmpty("address");
            }
        }
        return "";
    }

    private Plan admit(KubeObject pod, View view, String hostIp) {
        Plan.Builder plan = Plan.builder();
        if (pod.isTerminating()) {
            Turn.remove(plan, pod);
            return plan.build();
        }
        if (Pods.isFinished(pod)) {
            return Plan.NOTHING;
        }
        Optional<Rejection> refused = view.get("nodes", "", node).flatMap(object -> Rejection.of(pod, object, runtime, view));
        if (refused.isPresent()) {
            plan.event(pod, "Warning", refused.get().reason(), refused.get().message());
            return plan.status("pods", pod, rejected(pod, refused.get(), view.now()), Reason.of("kubelet.reject", "why", refused.get().reason()))
                    .build();
        }
        boolean hostNetwork = pod.spec().isTrue("hostNetwork");
        String cidr = view.get("nodes", "", node).map(object -> object.spec().textOrEmpty("podCIDR")).orElse("");
        String ip = hostNetwork || cidr.isEmpty() ? hostIp : runtime.nextAddress(cidr);
        Sandbox box = new Sandbox(pod.uid(), pod.namespace() + "/" + pod.name(), ip, hostNetwork || cidr.isEmpty(), HostFiles.of(pod, ip, hostNetwork, view.now()),
                runtime);
        Json status = new PodStatus(pod, null, hostIp, view.now(), false).json();
        plan.status("pods", pod, status, Reason.of("kubelet.report-admitted"))
                .step(new Plan.Intent.Local("create", "sandbox", () -> runtime.add(box)), Reason.of("kubelet.sandbox", "ip", ip));
        new Starts(pod, box, runtime, view, plan).next();
        return plan.build();
    }

    private static Json rejected(KubeObject pod, Rejection refused, long now) {
        return pod.status().with("phase", "Failed")
                .with("reason", refused.reason())
                .with("message", "Pod was rejected: " + refused.message())
                .with("startTime", Times.text(now));
    }
}
