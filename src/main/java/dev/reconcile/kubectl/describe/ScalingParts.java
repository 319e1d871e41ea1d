package dev.reconcile.kubectl.describe;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import java.util.Locale;

/** Descriptions of autoscalers and of priority classes. */
final class ScalingParts {
    private static final String UNKNOWN = "<unknown>";

    private ScalingParts() {}

    static void priorityClass(Sheet sheet, KubeObject object) {
        Json tree = object.tree();
        sheet.line(0, "Name:\t%s", object.name());
        sheet.line(0, "Value:\t%d", tree.number(0, "value"));
        sheet.line(0, "GlobalDefault:\t%s", tree.isTrue("globalDefault"));
        sheet.line(0, "PreemptionPolicy:\t%s", tree.textOrEmpty("preemptionPolicy"));
        sheet.line(0, "Description:\t%s", tree.textOrEmpty("description"));
        sheet.line(0, "Annotations:\t%s", Describers.pairs(object.annotations()));
    }

    static void autoscaler(Sheet sheet, KubeObject object) {
        Json spec = object.spec();
        Json status = object.status();
        String kind = spec.textOrEmpty("scaleTargetRef", "kind");
        Describers.head(sheet, object);
        Describers.labels(sheet, object);
        sheet.line(0, "CreationTimestamp:\t%s", Sheet.time(object.metadata().text("creationTimestamp")));
        sheet.line(0, "Reference:\t%s/%s", kind, spec.textOrEmpty("scaleTargetRef", "name"));
        sheet.line(0, "Metrics:\t( current / target )");
        List<Json> metrics = spec.objects("metrics");
        List<Json> current = status.objects("currentMetrics");
        for (int i = 0; i < metrics.size(); i++) {
            metric(sheet, metrics.get(i), i < current.size() ? current.get(i) : Json.EMPTY);
        }
        sheet.line(0, "Min replicas:\t%s", spec.has("minReplicas") ? spec.get("minReplicas") : "<unset>");
        sheet.line(0, "Max replicas:\t%d", spec.number(0, "maxReplicas"));
        if (spec.has("behavior")) {
            sheet.line(0, "Behavior:");
            policies(sheet, "Scale Up", spec.object("behavior", "scaleUp"));
            policies(sheet, "Scale Down", spec.object("behavior", "scaleDown"));
        }
        sheet.line(0, "%s pods:\t%d current / %d desired", kind, status.number(0, "currentReplicas"), status.number(0, "desiredReplicas"));
        if (!status.objects("conditions").isEmpty()) {
            sheet.line(0, "Conditions:").line(1, "Type\tStatus\tReason\tMessage").line(1, "----\t------\t------\t-------");
            status.objects("conditions").forEach(condition -> sheet.line(1, "%s\t%s\t%s\t%s", condition.textOrEmpty("type"), condition.textOrEmpty("status"),
                    condition.textOrEmpty("reason"), condition.textOrEmpty("message")));
        }
    }

    private static void metric(Sheet sheet, Json metric, Json current) {
        boolean container = metric.textOrEmpty("type").equals("ContainerResource");
        String type = container ? "containerResource" : "resource";
        if (!container && !metric.textOrEmpty("type").equals("Resource")) {
            other(sheet, metric.textOrEmpty("type").toLowerCase(Locale.ROOT), metric, current);
            return;
        }
        String of = container ? " of container " + quoted(metric.textOrEmpty(type, "container")) : "";
        sheet.add(1, "resource %s%s on pods", metric.textOrEmpty(type, "name"), of);
        if (metric.has(type, "target", "averageValue")) {
            sheet.line(0, ":\t%s / %s", shown(current, type, "current", "averageValue"), shown(metric, type, "target", "averageValue"));
            return;
        }
        String now = current.has(type, "current", "averageUtilization")
                ? current.number(0, type, "current", "averageUtilization") + "% (" + shown(current, type, "current", "averageValue") + ")" : UNKNOWN;
        sheet.line(0, "  (as a percentage of request):\t%s / %d%%", now, metric.number(0, type, "target", "averageUtilization"));
    }

    /** @param field {@code pods}, {@code object} or {@code external} */
    private static void other(Sheet sheet, String field, Json metric, Json current) {
        boolean average = metric.has(field, "target", "averageValue");
        String value = average ? "averageValue" : "value";
        String which = " (target " + (average ? "average value" : "value") + ")";
        String of = switch (field) {
            case "pods" -> " on pods";
            case "object" -> " on " + metric.textOrEmpty(field, "describedObject", "kind") + "/" + metric.textOrEmpty(field, "describedObject", "name") + which;
            default -> which;
        };
        sheet.line(1, "%s%s:\t%s / %s", quoted(metric.textOrEmpty(field, "metric", "name")), of, shown(current, field, "current", value),
                shown(metric, field, "target", value));
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    private static Object shown(Json metric, String... path) {
        Object value = metric.at(path);
        return value == null ? UNKNOWN : value;
    }

    private static void policies(Sheet sheet, String title, Json rules) {
        if (rules.isEmpty()) {
            return;
        }
        sheet.line(1, "%s:", title);
        if (rules.has("stabilizationWindowSeconds")) {
            sheet.line(2, "Stabilization Window: %d seconds", rules.number(0, "stabilizationWindowSeconds"));
        }
        if (!rules.objects("policies").isEmpty()) {
            sheet.line(2, "Select Policy: %s", rules.has("selectPolicy") ? rules.text("selectPolicy") : "Max").line(2, "Policies:");
            rules.objects("policies").forEach(policy -> sheet.line(3, "- Type: %s\tValue: %d\tPeriod: %d seconds", policy.textOrEmpty("type"),
                    policy.number(0, "value"), policy.number(0, "periodSeconds")));
        }
    }
}
