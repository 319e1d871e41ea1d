package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Changes;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.LastApplied;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.PodSpecs;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.MergePatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code kubectl expose}: makes a service for what is there ({@code kubectl/pkg/cmd/expose/expose.go}). */
final class Expose implements Command {
    /** As long as a service's name may be. */
    private static final int NAME_LENGTH = 63;
    private static final List<String> EXPOSED = List.of("ReplicationController", "Service", "Pod", "Deployment", "ReplicaSet");

    @Override
    public Spec spec() {
        return Spec.of("expose", "(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name]"
                                + " [--external-ip=external-ip-of-service] [--type=type]",
                        "Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service")
                .details("Make a service for the pods of a pod, deployment, replica set, replication controller or other service.\n\n"
                        + " Selector and labels are taken from that object, and its ports if --port is not given.")
                .examples("# Serve a deployment's pods on port 80", "kubectl expose deployment web --port=80 --target-port=8080",
                        "# Serve a pod under another name", "kubectl expose pod web-0 --port=80 --name=first")
                .flags(CreateOne.managedBy("kubectl-expose",
                        Changes.record(),
                        Flag.text("port", "", "", "The port that the service should serve on. Copied from the resource being exposed, if unspecified"),
                        Flag.text("target-port", "", "", "Name or number for the port on the container that the service should direct traffic to. Optional."),
                        Flag.text("protocol", "", "", "The network protocol for the service to be created. Default is 'TCP'."),
                        Flag.text("type", "", "", "Type for this service: ClusterIP, NodePort, LoadBalancer, or ExternalName. Default is 'ClusterIP'."),
                        Flag.text("name", "", "", "The name for the newly created object."),
                        Flag.text("labels", "l", "", "Labels to apply to the service created by this call."),
                        Flag.text("selector", "", "", "A label selector to use for this service, instead of the object's own."),
                        Flag.text("cluster-ip", "", "", "ClusterIP of the service. Empty for any, 'None' for a headless service."),
                        Flag.text("external-ip", "", "", "Additional external IP address to accept for the service."),
                        Flag.text("load-balancer-ip", "", "", "IP to assign to the LoadBalancer."),
                        Flag.text("session-affinity", "", "", "If non-empty, set the session affinity for the service to this; legal values: 'None', 'ClientIP'"),
                        Flag.text("overrides", "", "", "JSON that is merged into the generated object."),
                        Flag.text("override-type", "", "merge", "How --overrides is merged. Only merge is part of this lab.")))
                .flags(Mutation.files("identifying the resource to expose a service"));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        return call.flags().list("filename").contains("-") ? call.withInput(() -> expose(call)) : expose(call);
    }

    private static Step expose(Call call) throws CommandFailure {
        List<CommandFailure> failures = new ArrayList<>();
        if (call.arguments().isEmpty() && call.flags().list("filename").isEmpty()) {
            throw CommandFailure.error(Edit.NOTHING);
        }
        Selection selection = Selection.of(call, call.arguments(), false);
        for (Found found : selection.objects(failures)) {
            try {
                expose(call, found);
            } catch (CommandFailure failure) {
                failures.add(failure);
            }
        }
        CommandFailure.throwIfAny(failures);
        return Step.OK;
    }

    private static void expose(Call call, Found found) throws CommandFailure {
        if (!EXPOSED.contains(found.kind().kind())) {
            throw CommandFailure.error("cannot expose a " + found.kind().groupKind());
        }
        Json service = Changes.recorded(call, overridden(call, service(call, found.object())));
        Kind kind = call.kind("services");
        Json sent = call.flags().is("save-config") ? LastApplied.onto(service) : service;
        KubeObject result = Mutation.dryRun(call) == Mutation.DryRun.CLIENT
                ? new KubeObject(service)
                : call.create(kind, call.namespace(), sent, Mutation.options(call));
        Mutation.print(call, kind, result, "exposed");
    }

    private static Json overridden(Call call, Json service) throws CommandFailure {
        String overrides = call.flags().text("overrides");
        try {
            return overrides.isEmpty() ? service : MergePatch.apply(service, JsonText.patch(overrides));
        } catch (JsonText.Malformed e) {
            throw CommandFailure.error(e.getMessage());
        }
    }

    private static Json service(Call call, KubeObject object) throws CommandFailure {
        Values flags = call.flags();
        String own = object.name().substring(0, Math.min(NAME_LENGTH, object.name().length()));
        Json labels = flags.filled("labels").isPresent() ? pairs(flags.text("labels")) : object.metadata().object("labels");
        String externalIp = flags.text("external-ip");
        Json spec = Json.of(
                "clusterIP", flags.filled("cluster-ip").orElse(null),
                "externalIPs", externalIp.isEmpty() ? null : List.of(externalIp),
                "loadBalancerIP", flags.filled("load-balancer-ip").orElse(null),
                "selector", flags.filled("selector").isPresent() ? pairs(flags.text("selector")) : selector(object),
                "sessionAffinity", flags.filled("session-affinity").orElse(null),
                "type", flags.filled("type").orElse(null));
        List<Json> ports = ports(call, object, flags.text("cluster-ip").equals("None"));
        return KubeObject.of("v1", "Service", call.namespaceGiven() ? call.namespace() : "", flags.filled("name").orElse(own)).tree()
                .withAt(labels.isEmpty() ? null : labels, "metadata", "labels")
                .with("spec", spec.with("ports", ports.isEmpty() ? null : ports))
                .with("status", Json.of("loadBalancer", Json.EMPTY));
    }

    private static Json pairs(String text) throws CommandFailure {
        Json pairs = Json.EMPTY;
        for (String pair : text.split(",")) {
            String[] halves = pair.split("=", -1);
            if (halves.length != 2 || halves[0].isEmpty()) {
                throw CommandFailure.error("unexpected label spec: " + pair);
            }
            pairs = pairs.with(halves[0], halves[1]);
        }
        return pairs;
    }

    private static Json selector(KubeObject object) throws CommandFailure {
        Json found = switch (object.kind()) {
            case "Pod" -> object.metadata().object("labels");
            case "Service", "ReplicationController" -> object.spec().object("selector");
            default -> object.spec().object("selector", "matchLabels");
        };
        if (object.spec().has("selector", "matchExpressions")) {
            throw CommandFailure.error("couldn't retrieve selectors via --selector flag or introspection: couldn't convert expressions - \""
                    + object.spec().object("selector") + "\" to map-based selector format");
        }
        if (found.isEmpty()) {
            String why = object.kind().equals("Pod") ? "the pod has no labels and cannot be exposed"
                    : object.kind().equals("Service") ? "the service has no pod selector set" : "the " + object.kind() + " has no selector";
            throw CommandFailure.error("couldn't retrieve selectors via --selector flag or introspection: " + why);
        }
        return found;
    }

    private static List<Json> ports(Call call, KubeObject object, boolean headless) throws CommandFailure {
        Map<String, String> found = new LinkedHashMap<>();
        ports(object).forEach(port -> found.putIfAbsent(Long.toString(port.number(0, number(object))), port.text("protocol") == null ? "TCP" : port.text("protocol")));
        List<String> ports = new ArrayList<>(found.keySet());
        String port = call.flags().text("port");
        if (!port.isEmpty()) {
            ports = List.of(port.split(","));
        } else if (ports.isEmpty() && !headless) {
            throw CommandFailure.error("couldn't find port via --port flag or introspection");
        }
        List<Json> result = new ArrayList<>();
        for (String each : ports) {
            if (!each.matches("\\d{1,9}")) {
                throw CommandFailure.error("strconv.Atoi: parsing \"" + each + "\": invalid syntax");
            }
            String target = call.flags().filled("target-port").orElse(each);
            String protocol = call.flags().filled("protocol").orElse(found.getOrDefault(each, "TCP"));
            result.add(Json.of("name", ports.size() > 1 ? "port-" + (result.size() + 1) : null, "port", Long.valueOf(each), "protocol", protocol,
                    "targetPort", target.matches("\\d+") ? (Object) Long.valueOf(target) : (Object) target));
        }
        return result;
    }

    private static String number(KubeObject object) {
        return object.kind().equals("Service") ? "port" : "containerPort";
    }

    private static List<Json> ports(KubeObject object) {
        if (object.kind().equals("Service")) {
            return object.spec().objects("ports");
        }
        List<Json> ports = new ArrayList<>();
        String[] path = PodSpecs.path(object.kind()).orElseThrow();
        object.tree().object(path).objects("containers").forEach(container -> ports.addAll(container.objects("ports")));
        return ports;
    }
}
