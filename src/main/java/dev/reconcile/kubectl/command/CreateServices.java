package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl create service …} ({@code kubectl/pkg/cmd/create/create_service.go}). */
final class CreateServices {
    private CreateServices() {}

    /** Lists the types of services. */
    static final class Group implements Command {
        private final List<Command> below = List.of(
                new OfType("clusterip", "ClusterIP", "a"), new OfType("externalname", "ExternalName", "an"),
                new OfType("loadbalancer", "LoadBalancer", "a"), new OfType("nodeport", "NodePort", "a"));

        @Override
        public Spec spec() {
            return Spec.of("create service", "[flags]", "Create a service using a specified subcommand");
        }

        @Override
        public List<String> aliases() {
            return List.of("svc");
        }

        @Override
        public List<Command> below() {
            return below;
        }

        @Override
        public boolean isGroup() {
            return true;
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            throw call.usage("a type of service is required");
        }
    }

    /** One type of service. */
    static final class OfType extends CreateOne {
        private final String name;
        private final String type;
        private final String article;

        OfType(String name, String type, String article) {
            this.name = name;
            this.type = type;
            this.article = article;
        }

        @Override
        public Spec spec() {
            List<Flag> flags = new ArrayList<>();
            flags.add(Flag.list("tcp", "", "Port pairs can be specified as '<port>:<targetPort>'."));
            switch (type) {
                case "ClusterIP" -> flags.add(Flag.text("clusterip", "", "", "Assign your own ClusterIP or set to 'None' for a 'headless' service."));
                case "NodePort" -> flags.add(Flag.number("node-port", "", Flag.Type.INT, 0, "Port used to expose the service on each node in a cluster."));
                case "ExternalName" -> flags.add(Flag.text("external-name", "", "", "External name of service"));
                default -> { }
            }
            return spec("service " + name, "NAME [--tcp=<port>:<targetPort>]", "Create " + article + " " + type + " service", flags.toArray(Flag[]::new))
                    .examples("# Create " + article + " " + type + " service", "kubectl create service " + name + " web --tcp=80:8080");
        }

        @Override
        List<String> mandatory() {
            return type.equals("ExternalName") ? List.of("external-name") : List.of();
        }

        @Override
        String resource() {
            return "services";
        }

        @Override
        String failed() {
            return "failed to create " + type + " service: ";
        }

        @Override
        Json build(Call call, String name) throws CommandFailure {
            List<Json> ports = new ArrayList<>();
            for (String pair : call.flags().list("tcp")) {
                ports.add(port(pair, call.flags().knows("node-port") ? call.flags().number("node-port") : 0));
            }
            String clusterIp = call.flags().filled("clusterip").orElse("");
            if (ports.isEmpty() && !type.equals("ExternalName") && !clusterIp.equals("None")) {
                throw CommandFailure.error("at least one tcp port specifier must be provided");
            }
            Json labels = Json.of("app", name);
            return KubeObject.of("v1", "Service", "", name).tree()
                    .withAt(labels, "metadata", "labels")
                    .with("spec", Json.of(
                            "clusterIP", clusterIp.isEmpty() ? null : clusterIp,
                            "externalName", call.flags().filled("external-name").orElse(null),
                            "ports", ports.isEmpty() ? null : ports,
                            "selector", labels,
                            "type", type))
                    .with("status", Json.of("loadBalancer", Json.EMPTY));
        }

        private static Json port(String pair, long nodePort) throws CommandFailure {
            String[] halves = pair.split(":", 2);
            long port = number(halves[0]);
            String target = halves.length == 2 ? halves[1] : halves[0];
            boolean named = !target.matches("\\d+");
            if (port < 1 || port > 65535) {
                throw CommandFailure.error("port must be between 1 and 65535, inclusive");
            }
            return Json.of("name", pair.replace(':', '-'), "port", port, "protocol", "TCP",
                    "targetPort", named ? (Object) target : (Object) Long.valueOf(target), "nodePort", nodePort == 0 ? null : nodePort);
        }

        private static long number(String text) throws CommandFailure {
            if (!text.matches("\\d{1,9}")) {
                throw CommandFailure.error("strconv.ParseUint: parsing \"" + text + "\": invalid syntax");
            }
            return Long.parseLong(text);
        }
    }
}
