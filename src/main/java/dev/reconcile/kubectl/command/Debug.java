package dev.reconcile.kubectl.command;

import dev.reconcile.api.Options;
import dev.reconcile.api.Patch;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.FirstPod;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl debug}: an ephemeral container in a pod, a changed copy of a pod, or a pod on a node ({@code kubectl/pkg/cmd/debug/debug.go}). */
final class Debug implements Command {
    @Override
    public Spec spec() {
        return Spec.of("debug", "(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]", "Create debugging sessions for troubleshooting workloads and nodes")
                .details("Debug cluster resources using interactive debugging containers.\n\n A pod gets a further container with the image's tools, or with --copy-to a copy"
                        + " of its own that differs as the flags say. A node gets a pod that sees the node's own network and processes.")
                .examples("# Add a container to a pod and type in it", "kubectl debug web-0 -it --image=busybox",
                        "# Copy a pod with another command", "kubectl debug web-0 -it --copy-to=web-debug --container=web -- sh",
                        "# Look around on a node", "kubectl debug node/worker-1 -it --image=busybox")
                .flags(DebugFlags.ALL);
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        DebugFlags.check(call);
        KubeObject target = FirstPod.object(call, call.before().getFirst());
        return switch (target.kind()) {
            case "Pod" -> call.flags().text("copy-to").isEmpty() ? inPod(call, target) : copy(call, target);
            case "Node" -> onNode(call, target);
            default -> throw CommandFailure.error("\"%s, Kind=%s\" not supported by debug".formatted(target.apiVersion(), target.kind()));
        };
    }

    private static Step inPod(Call call, KubeObject pod) throws CommandFailure {
        String name = DebugPods.containerName(call, pod);
        List<Json> containers = new ArrayList<>(pod.tree().objects("spec", "ephemeralContainers"));
        containers.add(DebugPods.container(call, name).with("targetContainerName", call.flags().filled("target").orElse(null)));
        Json patch = Json.of("spec", Json.of("ephemeralContainers", containers));
        KubeObject patched = call.patch(call.kind("pods"), pod, "ephemeralcontainers", new Patch(Patch.Type.STRATEGIC, patch), Options.of("fieldManager", "kubectl-debug"));
        return attach(call, patched, name);
    }

    private static Step copy(Call call, KubeObject pod) throws CommandFailure {
        DebugPods.Copy copy = DebugPods.copy(call, pod);
        KubeObject created = create(call, copy.pod());
        if (call.flags().is("replace")) {
            call.delete(call.kind("pods"), pod.namespace(), pod.name(), Options.of("gracePeriodSeconds", 0));
        }
        return attach(call, created, copy.container());
    }

    private static Step onNode(Call call, KubeObject node) throws CommandFailure {
        Json pod = DebugPods.onNode(call, node);
        if (!call.flags().is("quiet")) {
            call.out().line("Creating debugging pod %s with container debugger on node %s.".formatted(pod.text("metadata", "name"), node.name()));
        }
        return attach(call, create(call, pod), "debugger");
    }

    private static KubeObject create(Call call, Json pod) throws CommandFailure {
        return call.create(call.kind("pods"), pod.textOrEmpty("metadata", "namespace"), pod, Mutation.options(call));
    }

    private static Step attach(Call call, KubeObject pod, String container) throws CommandFailure {
        Values flags = call.flags();
        boolean wanted = flags.changed("attach") ? flags.is("attach") : flags.is("stdin");
        return wanted && !container.isEmpty() ? new DebugAttached(call, pod, container).await() : Step.OK;
    }
}
