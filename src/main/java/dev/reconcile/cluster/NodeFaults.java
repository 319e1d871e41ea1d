package dev.reconcile.cluster;

import dev.reconcile.api.Api;
import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.kubelet.Outages;
import dev.reconcile.kubelet.Runtime;
import dev.reconcile.model.Heartbeats;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Volumes;
import dev.reconcile.sim.Agenda;
import dev.reconcile.sim.Delay;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Lets faults happen on the nodes of a standard cluster, and around them. */
final class NodeFaults implements Faults {
    private static final String ACTOR = "fault";

    private final Map<String, Runtime> runtimes = new TreeMap<>();
    private final Outages outages;
    private final Api api;
    private final View view;
    private final Agenda agenda;

    NodeFaults(List<Runtime> runtimes, Outages outages, Api api, View view, Agenda agenda) {
        runtimes.forEach(runtime -> this.runtimes.put(runtime.node(), runtime));
        this.outages = outages;
        this.api = api;
        this.view = view;
        this.agenda = agenda;
    }

    // what stands in the way

    @Override
    public Optional<Status> problem(Fault fault) {
        return switch (fault) {
            case Fault.CrashContainer crash -> container(crash.namespace(), crash.pod(), crash.container());
            case Fault.KillForMemory kill -> container(kill.namespace(), kill.pod(), kill.container());
            case Fault.SwitchNode power -> node(power.node());
            case Fault.LinkNode link -> node(link.node());
            case Fault.FillDisk disk -> node(disk.node());
            case Fault.BreakImage image -> image(image.image());
            case Fault.SlowImage image -> image(image.image());
            case Fault.RestoreImage image -> image(image.image());
            case Fault.BreakVolume volume -> view.get(Volumes.CLAIMS, volume.namespace(), volume.claim()).isPresent()
                    ? Optional.empty()
                    : Optional.of(Status.notFound(Volumes.CLAIMS, volume.claim()));
        };
    }

    private Optional<Status> node(String node) {
        return runtimes.containsKey(node) ? Optional.empty() : Optional.of(Status.notFound("nodes", node));
    }

    private static Optional<Status> image(String image) {
        return Outages.isImage(image) ? Optional.empty() : Optional.of(Status.badRequest("couldn't parse image name \"" + image + "\": invalid reference format"));
    }

    private Optional<Status> container(String namespace, String name, String container) {
        Optional<KubeObject> pod = view.get("pods", namespace, name);
        if (pod.isEmpty()) {
            return Optional.of(Status.notFound("pods", name));
        }
        String meant = named(pod.get(), container);
        boolean runs = Optional.ofNullable(runtimes.get(Pods.node(pod.get()))).filter(runtime -> runtime.isRunning(namespace + "/" + name, meant)).isPresent();
        return runs ? Optional.empty() : Optional.of(Status.badRequest("container \"%s\" of pod \"%s\" is not running".formatted(meant, name)));
    }

    private static String named(KubeObject pod, String container) {
        return container.isEmpty() ? pod.spec().objects("containers").getFirst().textOrEmpty("name") : container;
    }

    // what happens

    @Override
    public void cause(Fault fault, long cause) {
        switch (fault) {
            case Fault.CrashContainer crash -> crash(crash.namespace(), crash.pod(), crash.container(), crash.exitCode(), false, cause);
            case Fault.KillForMemory kill -> crash(kill.namespace(), kill.pod(), kill.container(), 137, true, cause);
            case Fault.SwitchNode power -> power(runtimes.get(power.node()), power.on(), cause);
            case Fault.LinkNode link -> link(runtimes.get(link.node()), link.up(), cause);
            case Fault.FillDisk disk -> {
                runtimes.get(disk.node()).fillDisk(disk.full());
                wake(disk.node(), disk.node(), view.now(), cause);
            }
            case Fault.BreakImage image -> outages.breakImage(image.image());
            case Fault.SlowImage image -> outages.slowImage(image.image(), image.factor());
            case Fault.RestoreImage image -> outages.restoreImage(image.image());
            case Fault.BreakVolume volume -> mount(volume, cause);
        }
    }

    private void crash(String namespace, String name, String container, int exitCode, boolean memory, long cause) {
        KubeObject pod = view.get("pods", namespace, name).orElseThrow();
        String path = namespace + "/" + name;
        runtimes.get(Pods.node(pod)).crash(path, named(pod, container), exitCode, memory);
        wake(Pods.node(pod), path, view.now(), cause);
    }

    private void power(Runtime runtime, boolean on, long cause) {
        if (on == runtime.isPowered()) {
            return;
        }
        if (on) {
            runtime.powerOn();
            returning(runtime, view.now() + Delay.NODE_BOOT.millis(), cause);
        } else {
            leaving(runtime, Runtime::powerOff, cause);
        }
    }

    private void link(Runtime runtime, boolean up, long cause) {
        if (up == runtime.isLinked()) {
            return;
        }
        if (up) {
            runtime.connect(true);
            returning(runtime, view.now(), cause);
        } else {
            leaving(runtime, node -> node.connect(false), cause);
        }
    }

    /** The node's lease says when it was heard last. */
    private void leaving(Runtime runtime, Consumer<Runtime> how, long cause) {
        how.accept(runtime);
        view.get(Heartbeats.RESOURCE, Heartbeats.NAMESPACE, runtime.node()).filter(lease -> Heartbeats.lastBeat(lease).isEmpty()).ifPresent(lease ->
                api.handle(Request.update(Caller.controller(ACTOR, cause), Heartbeats.RESOURCE, Heartbeats.stopped(lease, view.now()), Options.NONE)));
    }

    /** The kubelet looks at its node and at all pods that are, or were, there. */
    private void returning(Runtime runtime, long at, long cause) {
        TreeSet<String> paths = new TreeSet<>(runtime.pods());
        view.podsOn(runtime.node()).forEach(pod -> paths.add(pod.namespace() + "/" + pod.name()));
        wake(runtime.node(), runtime.node(), at, cause);
        paths.forEach(path -> wake(runtime.node(), path, at, cause));
    }

    private void mount(Fault.BreakVolume volume, long cause) {
        String claim = volume.namespace() + "/" + volume.claim();
        if (volume.broken()) {
            outages.breakVolume(claim);
            return;
        }
        outages.restoreVolume(claim);
        for (KubeObject pod : view.list("pods", volume.namespace())) {
            if (runtimes.containsKey(Pods.node(pod))) {
                wake(Pods.node(pod), pod.namespace() + "/" + pod.name(), view.now(), cause);
            }
        }
    }

    private void wake(String node, String key, long at, long cause) {
        agenda.add("kubelet/" + node, key, at, cause);
    }
}
