package dev.reconcile.kubectl.command;

import dev.reconcile.api.Options;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Yaml;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl cluster-info} ({@code kubectl/pkg/cmd/clusterinfo}). */
final class ClusterInfo implements Command {
    private static final String GREEN = "\u001b[0;32m";
    private static final String YELLOW = "\u001b[0;33m";
    private static final String PLAIN = "\u001b[0m";
    private final List<Command> below = List.of(new Dump());

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

    /** Prints lists of what is there; upstream adds the logs of the pods. */
    static final class Dump implements Command {
        private static final List<String> DUMPED = List.of("events", "replicationcontrollers", "services", "daemonsets.apps", "deployments.apps", "replicasets.apps", "pods");

        @Override
        public Spec spec() {
            return Spec.of("cluster-info dump", "[flags]", "Dump relevant information for debugging and diagnosis")
                    .details("Print nodes, and the events, controllers, services and pods of the namespaces default and kube-system. Logs are not part of it: use 'kubectl logs'.")
                    .examples("# Keep the state of the cluster in a file", "kubectl cluster-info dump > cluster.json")
                    .flags(Mutation.printing().stream().filter(flag -> !flag.name().equals("output")).toList())
                    .flags(Flag.text("output", "o", "json", "Output format. One of: (json, yaml)."),
                            Flag.bool("all-namespaces", "A", false, "If true, dump all namespaces.  If true, --namespaces is ignored."),
                            Flag.list("namespaces", "", "A comma separated list of namespaces to dump."));
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            print(call, "nodes", "");
            List<String> namespaces = new ArrayList<>(call.flags().list("namespaces"));
            if (call.allNamespaces()) {
                namespaces.clear();
                call.list(call.kind("namespaces"), "", Options.NONE).forEach(namespace -> namespaces.add(namespace.name()));
            } else if (namespaces.isEmpty()) {
                namespaces.addAll(List.of("kube-system", call.namespace()));
            }
            for (String namespace : namespaces) {
                for (String resource : DUMPED) {
                    print(call, resource, namespace);
                }
            }
            return Step.OK;
        }

        private static void print(Call call, String resource, String namespace) throws CommandFailure {
            var kind = call.kind(resource);
            List<Json> items = new ArrayList<>();
            for (KubeObject object : call.list(kind, namespace, Options.NONE)) {
                items.add(object.with(null, "metadata", "managedFields").tree());
            }
            Json list = Json.of("apiVersion", kind.apiVersion(), "kind", kind.kind() + "List", "metadata", Json.EMPTY, "items", items);
            switch (call.flags().text("output")) {
                case "json" -> call.out().line(JsonText.indented(list));
                case "yaml" -> call.out().write("---\n" + Yaml.print(list));
                default -> throw CommandFailure.error("--output must be json or yaml");
            }
        }
    }
}
