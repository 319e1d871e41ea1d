package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.FirstPod;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl port-forward}: a local port leads to a port of a pod while it runs ({@code kubectl/pkg/cmd/portforward/portforward.go}). */
final class PortForward implements Command {
    @Override
    public Spec spec() {
        return Spec.of("port-forward", "TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]", "Forward one or more local ports to a pod")
                .details("Forward one or more local ports to a pod.\n\n A deployment or a service stands for one of its pods. The forwarding ends with the pod, or with Ctrl-C;"
                        + " start it with & to use the port in the same terminal.")
                .examples("# Reach port 80 of a pod as localhost:8080", "kubectl port-forward pod/web 8080:80 &", "curl localhost:8080",
                        "# The same through a service", "kubectl port-forward svc/web 8080:80")
                .flags(new Flag("address", "", Flag.Type.LIST, "[localhost]", "", "Addresses to listen on. In this lab always localhost."), FirstPod.timeout("1m0s"));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        List<String> arguments = call.arguments();
        if (arguments.size() < 2) {
            throw call.usage("TYPE/NAME and list of ports are required for port-forward");
        }
        KubeObject object = FirstPod.object(call, arguments.getFirst());
        return FirstPod.of(call, object, FirstPod.MOST_ACTIVE, "cannot attach to", pods -> forward(call, object, pods.getFirst(), arguments.subList(1, arguments.size())));
    }

    private static Step forward(Call call, KubeObject object, KubeObject pod, List<String> written) throws CommandFailure {
        List<PortPair> pairs = new ArrayList<>();
        for (String each : written) {
            pairs.add(PortPair.of(each, object, pod));
        }
        if (!Pods.phase(pod).equals("Running")) {
            throw CommandFailure.error("unable to forward port because pod is not running. Current status=" + Pods.phase(pod));
        }
        Forwarding forwarding = new Forwarding(call, pod);
        if (!forwarding.listen(pairs)) {
            throw CommandFailure.error("unable to listen on any of the requested ports: " + pairs.stream().map(PortPair::toString).toList().toString().replace(", ", " "));
        }
        return new Step.Talk(forwarding, true, code -> {
            if (code != 0) {
                throw CommandFailure.error("lost connection to pod");
            }
            return Step.OK;
        });
    }
}
