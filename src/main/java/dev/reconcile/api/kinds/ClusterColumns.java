package dev.reconcile.api.kinds;

import static dev.reconcile.api.kinds.CommonColumns.AGE;
import static dev.reconcile.api.kinds.CommonColumns.NAME;
import static dev.reconcile.api.kinds.CommonColumns.isTrue;
import static dev.reconcile.api.kinds.CommonColumns.orNone;
import static dev.reconcile.api.kinds.CommonColumns.text;
import static dev.reconcile.api.kinds.CommonColumns.timed;
import static dev.reconcile.api.kinds.CommonColumns.wide;
import static dev.reconcile.api.kinds.CommonColumns.wideTimed;

import dev.reconcile.api.Column;
import dev.reconcile.api.Durations;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The tables of nodes, namespaces and events ({@code printNode} and its like). */
final class ClusterColumns {
    private static final String ROLE_PREFIX = "node-role.kubernetes.io/";
    private static final String ROLE = "kubernetes.io/role";

    static final List<Column> NODE = List.of(
            NAME,
            text("Status", ClusterColumns::nodeStatus),
            text("Roles", ClusterColumns::roles),
            AGE,
            text("Version", node -> node.status().textOrEmpty("nodeInfo", "kubeletVersion")),
            wide("Internal-IP", node -> address(node, "InternalIP")),
            wide("External-IP", node -> address(node, "ExternalIP")),
            wide("OS-Image", node -> info(node, "osImage")),
            wide("Kernel-Version", node -> info(node, "kernelVersion")),
            wide("Container-Runtime", node -> info(node, "containerRuntimeVersion")));

    static final List<Column> RUNTIME_CLASS = List.of(NAME, text("Handler", runtimeClass -> runtimeClass.tree().textOrEmpty("handler")), AGE);

    static final List<Column> NAMESPACE = List.of(NAME, text("Status", namespace -> namespace.status().textOrEmpty("phase")), AGE);

    static final List<Column> EVENT = List.of(
            timed("Last Seen", ClusterColumns::lastSeen),
            text("Type", event -> event.tree().textOrEmpty("type")),
            text("Reason", event -> event.tree().textOrEmpty("reason")),
            text("Object", ClusterColumns::involved),
            wide("Subobject", event -> event.tree().textOrEmpty("involvedObject", "fieldPath")),
            wide("Source", ClusterColumns::source),
            text("Message", event -> event.tree().textOrEmpty("message").strip()),
            wideTimed("First Seen", ClusterColumns::firstSeen),
            wide("Count", ClusterColumns::count),
            wide("Name", KubeObject::name));

    static final List<Column> COMPONENT_STATUS = List.of(
            CommonColumns.NAME,
            text("Status", component -> "Healthy"),
            text("Message", component -> condition(component, "message")),
            text("Error", component -> condition(component, "error")));

    private ClusterColumns() {}

    private static String condition(KubeObject component, String field) {
        return component.tree().objects("conditions").stream().map(condition -> condition.textOrEmpty(field)).findFirst().orElse("");
    }

    private static String nodeStatus(KubeObject node) {
        List<String> words = new ArrayList<>();
        node.condition("Ready").ifPresent(ready -> words.add(isTrue(node, "Ready") ? "Ready" : "NotReady"));
        if (words.isEmpty()) {
            words.add("Unknown");
        }
        if (node.spec().isTrue("unschedulable")) {
            words.add("SchedulingDisabled");
        }
        return String.join(",", words);
    }

    private static String roles(KubeObject node) {
        TreeSet<String> roles = new TreeSet<>();
        node.labels().forEach((name, value) -> {
            if (name.startsWith(ROLE_PREFIX) && name.length() > ROLE_PREFIX.length()) {
                roles.add(name.substring(ROLE_PREFIX.length()));
            } else if (name.equals(ROLE) && !value.isEmpty()) {
                roles.add(value);
            }
        });
        return orNone(String.join(",", roles));
    }

    private static String address(KubeObject node, String type) {
        return orNone(node.status().objects("addresses").stream()
                .filter(address -> type.equals(address.text("type")))
                .map(address -> address.textOrEmpty("address"))
                .findFirst()
                .orElse(""));
    }

    private static String info(KubeObject node, String field) {
        String text = node.status().textOrEmpty("nodeInfo", field);
        return text.isEmpty() ? Durations.UNKNOWN : text;
    }

    private static String firstSeen(KubeObject event, long now) {
        String first = event.tree().text("firstTimestamp");
        return Durations.since(first == null ? event.tree().text("eventTime") : first, now);
    }

    private static String lastSeen(KubeObject event, long now) {
        Json tree = event.tree();
        if (tree.has("series")) {
            return Durations.since(tree.text("series", "lastObservedTime"), now);
        }
        return tree.has("lastTimestamp") ? Durations.since(tree.text("lastTimestamp"), now) : firstSeen(event, now);
    }

    private static Long count(KubeObject event) {
        Json tree = event.tree();
        return tree.has("series") ? tree.number(0, "series", "count") : Math.max(1, tree.number(0, "count"));
    }

    private static String involved(KubeObject event) {
        String kind = event.tree().textOrEmpty("involvedObject", "kind").toLowerCase(Locale.ROOT);
        String name = event.tree().textOrEmpty("involvedObject", "name");
        return name.isEmpty() ? kind : kind + "/" + name;
    }

    private static String source(KubeObject event) {
        String component = first(event, "source", "component", "reportingComponent");
        String host = first(event, "source", "host", "reportingInstance");
        return host.isEmpty() ? component : component + ", " + host;
    }

    private static String first(KubeObject event, String object, String field, String otherwise) {
        String text = event.tree().textOrEmpty(object, field);
        return text.isEmpty() ? event.tree().textOrEmpty(otherwise) : text;
    }
}
