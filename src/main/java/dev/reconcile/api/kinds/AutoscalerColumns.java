package dev.reconcile.api.kinds;

import static dev.reconcile.api.kinds.CommonColumns.text;

import dev.reconcile.api.Column;
import dev.reconcile.api.Durations;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** The table of HorizontalPodAutoscalers ({@code printHorizontalPodAutoscaler}). */
final class AutoscalerColumns {
    /** So many metrics are listed, then counted. */
    private static final int LISTED = 2;

    static final List<Column> ALL = List.of(
            CommonColumns.NAME,
            text("Reference", hpa -> hpa.spec().textOrEmpty("scaleTargetRef", "kind") + "/" + hpa.spec().textOrEmpty("scaleTargetRef", "name")),
            text("Targets", AutoscalerColumns::targets),
            text("MinPods", hpa -> hpa.spec().number("minReplicas").map(String::valueOf).orElse(CommonColumns.UNSET)),
            text("MaxPods", hpa -> hpa.spec().number(0, "maxReplicas")),
            text("Replicas", hpa -> hpa.status().number(0, "currentReplicas")),
            CommonColumns.AGE);

    private AutoscalerColumns() {}

    private static String targets(KubeObject hpa) {
        List<Json> wanted = hpa.spec().objects("metrics");
        List<Json> current = hpa.status().objects("currentMetrics");
        List<String> all = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            all.add(target(wanted.get(i), i < current.size() ? current.get(i) : Json.EMPTY));
        }
        if (all.isEmpty()) {
            return CommonColumns.NONE;
        }
        String first = String.join(", ", all.subList(0, Math.min(LISTED, all.size())));
        return all.size() > LISTED ? first + " + " + (all.size() - LISTED) + " more..." : first;
    }

    private static String target(Json wanted, Json current) {
        return switch (wanted.textOrEmpty("type")) {
            case "Resource" -> wanted.textOrEmpty("resource", "name") + ": " + measured(wanted.object("resource"), current.object("resource"));
            case "ContainerResource" -> wanted.textOrEmpty("containerResource", "name") + ": "
                    + measured(wanted.object("containerResource"), current.object("containerResource"));
            case "Pods" -> measured(wanted.object("pods"), current.object("pods"));
            case "Object" -> measured(wanted.object("object"), current.object("object"));
            case "External" -> measured(wanted.object("external"), current.object("external"));
            default -> "<unknown type>";
        };
    }

    private static String measured(Json wanted, Json current) {
        Json target = wanted.object("target");
        if (target.has("averageUtilization")) {
            return current.number("current", "averageUtilization").map(now -> now + "%").orElse(Durations.UNKNOWN)
                    + "/" + target.number(0, "averageUtilization") + "%";
        }
        String field = target.has("averageValue") ? "averageValue" : "value";
        Object now = current.at("current", field);
        return (now == null ? Durations.UNKNOWN : now) + "/" + target.get(field) + (field.equals("averageValue") && wanted.has("metric", "selector")
                ? " (avg)"
                : "");
    }
}
