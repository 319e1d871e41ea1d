package dev.reconcile.kubectl.command;

import dev.reconcile.api.Options;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;

/** {@code kubectl cluster-info} ({@code kubectl/pkg/cmd/clusterinfo}). */
final class ClusterInfo implements Command {
    private static final String GREEN = "\u001b[0;32m";
    private static final String YELLOW = "\u001b[0;33m";
    private static final String PLAIN = "\u001b[0m";
    private final List<Command> below = List.of(new ClusterDump());

    @Override
    public Spec spec() {
        return Spec.of("cluster-info", "", "Display cluster information")
                .details("Display addresses of the control plane and of services with the label kubernetes.io/cluster-service=true.")
                .examples("# Where the cluster is", "kubectl cluster-info");
    }

    @Override
    public List<Command> below() {
        return below;
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        String server = call.config().server();
        print(call, "Kubernetes control plane", server);
        Options options = Options.of("labelSelector", "kubernetes.io/cluster-service=true");
        for (KubeObject service : call.list(call.kind("services"), "kube-system", options)) {
            List<Json> ports = service.spec().objects("ports");
            String port = ports.isEmpty() ? "" : ":" + ports.getFirst().textOrEmpty("name");
            String name = service.label("kubernetes.io/name").orElse(service.name());
            print(call, name, server + "/api/v1/namespaces/kube-system/services/" + service.name() + port + "/proxy");
        }
        call.out().write("\nTo further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n");
        return Step.OK;
    }

    private static void print(Call call, String name, String link) {
        call.out().line(GREEN + name + PLAIN + " is running at " + YELLOW + link + PLAIN);
    }
}
