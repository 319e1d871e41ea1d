package dev.reconcile.api;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A field that a field selector may name, per kind ({@code pkg/apis/core/v1/conversion.go} and the registries' {@code SelectableFields}).
 *
 * @param value the field's text for an object; empty where it is absent
 */
record SelectableField(String name, Function<KubeObject, String> value) {
    private static final List<SelectableField> EVERY_KIND = List.of(
            new SelectableField("metadata.name", KubeObject::name),
            new SelectableField("metadata.namespace", KubeObject::namespace));

    private static final Map<String, List<SelectableField>> BY_KIND = new TreeMap<>();

    static {
        BY_KIND.put("Pod", List.of(
                text("spec.nodeName"),
                new SelectableField("spec.host", pod -> pod.spec().textOrEmpty("nodeName")),
                text("spec.restartPolicy"),
                text("spec.schedulerName"),
                text("spec.serviceAccountName"),
                new SelectableField("spec.hostNetwork", pod -> Boolean.toString(pod.spec().isTrue("hostNetwork"))),
                text("status.phase"),
                text("status.podIP"),
                text("status.podIPs", "status.podIP"),
                text("status.nominatedNodeName")));
        BY_KIND.put("Node", List.of(
                new SelectableField("spec.unschedulable", node -> Boolean.toString(node.spec().isTrue("unschedulable")))));
        BY_KIND.put("Event", List.of(
                text("involvedObject.kind"), text("involvedObject.namespace"), text("involvedObject.name"), text("involvedObject.uid"),
                text("involvedObject.apiVersion"), text("involvedObject.resourceVersion"), text("involvedObject.fieldPath"),
                text("reason"), text("type"), text("reportingComponent"),
                new SelectableField("source", SelectableField::source)));
        BY_KIND.put("Namespace", List.of(text("status.phase")));
        BY_KIND.put("Secret", List.of(text("type")));
        BY_KIND.put("Service", List.of(text("spec.clusterIP"), text("spec.type")));
        BY_KIND.put("ReplicationController", List.of(number("status.replicas", "status.replicas")));
        BY_KIND.put("Job", List.of(number("status.successful", "status.succeeded")));
    }

    private static SelectableField text(String name) {
        return text(name, name);
    }

    private static SelectableField text(String name, String path) {
        String[] steps = path.split("\\.");
        return new SelectableField(name, object -> object.tree().textOrEmpty(steps));
    }

    private static SelectableField number(String name, String path) {
        String[] steps = path.split("\\.");
        return new SelectableField(name, object -> Long.toString(object.tree().number(0, steps)));
    }

    private static String source(KubeObject event) {
        Json tree = event.tree();
        String component = tree.textOrEmpty("source", "component");
        return component.isEmpty() ? tree.textOrEmpty("reportingComponent") : component;
    }

    static Optional<SelectableField> of(Kind kind, String name) {
        if (kind.isCustom() && kind.rules().selectable().contains(name)) {
            return Optional.of(new SelectableField(name, object -> Objects.toString(object.tree().at(name.split("\\.")), "")));
        }
        List<SelectableField> own = kind.isCustom() ? List.of() : BY_KIND.getOrDefault(kind.kind(), List.of());
        for (List<SelectableField> fields : List.of(EVERY_KIND, own)) {
            for (SelectableField field : fields) {
                if (field.name().equals(name)) {
                    return Optional.of(field);
                }
            }
        }
        return Optional.empty();
    }

    /** What the field is called in the stored version of a kind; empty if this version has no such field ({@code pkg/apis/events/v1/conversion.go}). */
    static String stored(Kind kind, String name) {
        if (!kind.group().equals("events.k8s.io") || List.of("metadata.name", "metadata.namespace", "reason", "type").contains(name)) {
            return name;
        }
        if (name.equals("reportingController")) {
            return "reportingComponent";
        }
        String stored = name.replaceFirst("^regarding\\.", "involvedObject.");
        return !stored.equals(name) && BY_KIND.get("Event").stream().anyMatch(field -> field.name().equals(stored)) ? stored : "";
    }

    /** Kinds with fields of their own say it in other words than the rest. */
    static String unknown(Kind kind, String name) {
        if (kind.kind().equals("Job")) {
            return "field label \"" + name + "\" not supported for Job";
        }
        return kind.isCustom() || BY_KIND.containsKey(kind.kind())
                ? "field label not supported: " + name
                : "\"" + name + "\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"";
    }
}
