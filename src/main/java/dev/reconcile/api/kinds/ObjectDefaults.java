package dev.reconcile.api.kinds;

import static dev.reconcile.api.kinds.Trees.absent;
import static dev.reconcile.api.kinds.Trees.each;
import static dev.reconcile.api.kinds.Trees.text;
import static dev.reconcile.api.kinds.Trees.within;

import dev.reconcile.model.Json;
import java.util.List;

/** What the writer of the smaller kinds left out (the {@code defaults.go} of their groups). */
final class ObjectDefaults {
    private static final List<Json> CPU_AT_80_PERCENT = List.of(Json.of(
            "type", "Resource", "resource", Json.of("name", "cpu", "target", Json.of("type", "Utilization", "averageUtilization", 80L))));

    private ObjectDefaults() {}

    static Json namespace(Json namespace) {
        String name = namespace.textOrEmpty("metadata", "name");
        Json after = name.isEmpty() ? namespace : namespace.withAt(name, "metadata", "labels", "kubernetes.io/metadata.name");
        after = absent(after, "spec", Json.EMPTY);
        return within(absent(after, "status", Json.EMPTY), "status", status -> text(status, "phase", "Active"));
    }

    static Json node(Json node) {
        return within(within(absent(node, "spec", Json.EMPTY), "spec", NodeValidation::ranged), "status",
                status -> status.has("capacity") ? absent(status, "allocatable", status.get("capacity")) : status);
    }

    static Json secret(Json secret) {
        return text(SecretData.encoded(secret), "type", "Opaque");
    }

    static Json endpoints(Json endpoints) {
        return each(endpoints, "subsets", subset -> each(subset, "ports", port -> text(port, "protocol", "TCP")));
    }

    static Json endpointSlice(Json slice) {
        Json after = each(slice, "ports", port -> absent(absent(port, "name", ""), "protocol", "TCP"));
        return absent(after, "endpoints", List.of());
    }

    static Json ingressClass(Json ingressClass) {
        return within(ingressClass, "spec", spec -> within(spec, "parameters", parameters -> absent(parameters, "scope", "Cluster")));
    }

    static Json limitRange(Json range) {
        return within(range, "spec", spec -> each(spec, "limits", ObjectDefaults::limit));
    }

    private static Json limit(Json limit) {
        if (!limit.textOrEmpty("type").equals("Container")) {
            return limit;
        }
        Json limits = filled(limit.object("default"), limit.object("max"));
        Json requests = filled(filled(limit.object("defaultRequest"), limits), limit.object("min"));
        return limit.with("default", limits).with("defaultRequest", requests);
    }

    private static Json filled(Json amounts, Json from) {
        Json after = amounts;
        for (String name : from.names()) {
            after = absent(after, name, from.get(name));
        }
        return after;
    }

    static Json autoscaler(Json autoscaler) {
        return within(autoscaler, "spec", spec -> {
            Json after = absent(spec, "minReplicas", 1L);
            after = after.list("metrics").isEmpty() ? after.with("metrics", CPU_AT_80_PERCENT) : after;
            return within(after, "behavior", ObjectDefaults::behaviour);
        });
    }

    /** Who gives one rule gets all of them; the window for scaling down stays open, the controller has one of its own. */
    private static Json behaviour(Json behaviour) {
        Json up = absent(absent(behaviour, "scaleUp", Json.EMPTY), "scaleDown", Json.EMPTY);
        return within(within(up, "scaleUp", rules -> scaling(absent(rules, "stabilizationWindowSeconds", 0L), List.of(
                        policy("Pods", 4), policy("Percent", 100)))),
                "scaleDown", rules -> scaling(rules, List.of(policy("Percent", 100))));
    }

    private static Json scaling(Json rules, List<Json> policies) {
        return absent(absent(rules, "selectPolicy", "Max"), "policies", policies);
    }

    private static Json policy(String type, long value) {
        return Json.of("type", type, "value", value, "periodSeconds", 15L);
    }

    static Json priorityClass(Json priorityClass) {
        return absent(priorityClass, "preemptionPolicy", "PreemptLowerPriority");
    }

    static Json networkPolicy(Json policy) {
        return within(policy, "spec", spec -> {
            List<String> types = spec.list("egress").isEmpty() ? List.of("Ingress") : List.of("Ingress", "Egress");
            Json after = spec.list("policyTypes").isEmpty() ? spec.with("policyTypes", types) : spec;
            after = each(after, "ingress", ObjectDefaults::protocols);
            return each(absent(after, "podSelector", Json.EMPTY), "egress", ObjectDefaults::protocols);
        });
    }

    private static Json protocols(Json rule) {
        return each(rule, "ports", port -> text(port, "protocol", "TCP"));
    }

    static Json roleBinding(Json binding) {
        Json after = within(binding, "roleRef", role -> text(role, "apiGroup", "rbac.authorization.k8s.io"));
        return each(after, "subjects", subject -> List.of("User", "Group").contains(subject.textOrEmpty("kind"))
                ? text(subject, "apiGroup", "rbac.authorization.k8s.io")
                : subject);
    }

    static Json podTemplate(Json object) {
        return within(absent(object, "template", Json.EMPTY), "template", PodDefaults::template);
    }
}
