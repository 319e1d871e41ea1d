package dev.reconcile.api.kinds;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.util.ArrayList;
import java.util.List;

/**
 * HorizontalPodAutoscalers of {@code autoscaling/v1}, kept as those of v2 ({@code pkg/apis/autoscaling/v1/conversion.go}): v1 has a field for the
 * target of processor use alone, and carries the rest as JSON in annotations.
 */
final class AutoscalerConversion {
    private static final String PREFIX = "autoscaling.alpha.kubernetes.io/";
    private static final String TARGET = "targetCPUUtilizationPercentage";
    private static final String CURRENT = "currentCPUUtilizationPercentage";

    private AutoscalerConversion() {}

    static Json toV2(Json v1) {
        Json spec = v1.object("spec");
        Json status = v1.object("status");
        List<Object> metrics = new ArrayList<>(carried(v1, "metrics"));
        if (spec.has(TARGET)) {
            metrics.addFirst(processor(spec.get(TARGET)));
        }
        List<Object> current = new ArrayList<>(carried(v1, "current-metrics"));
        if (status.has(CURRENT)) {
            current.addFirst(Json.of("type", "Resource", "resource", Json.of("name", "cpu",
                    "current", Json.of("averageUtilization", status.get(CURRENT), "averageValue", "0"))));
        }
        spec = spec.without(TARGET).with("metrics", metrics.isEmpty() ? null : metrics).with("behavior", behaviour(v1));
        List<Object> conditions = carried(v1, "conditions");
        status = status.without(CURRENT)
                .with("currentMetrics", current.isEmpty() ? null : current)
                .with("conditions", conditions.isEmpty() ? null : conditions);
        Json converted = v1.with("apiVersion", "autoscaling/v2").with("spec", spec).with("status", status.isEmpty() ? null : status);
        for (String name : List.of("metrics", "current-metrics", "conditions", "behavior")) {
            converted = converted.withAt(null, "metadata", "annotations", PREFIX + name);
        }
        boolean bare = converted.object("metadata", "annotations").isEmpty();
        return bare ? converted.withAt(null, "metadata", "annotations") : converted;
    }

    private static Json processor(Object percentage) {
        return Json.of("type", "Resource", "resource", Json.of("name", "cpu",
                "target", Json.of("type", "Utilization", "averageUtilization", percentage)));
    }

    private static List<Object> carried(Json v1, String name) {
        return carriedValue(v1, name) instanceof List<?> list ? Json.list(list) : List.of();
    }

    private static Object behaviour(Json v1) {
        return carriedValue(v1, "behavior") instanceof Json json ? json : null;
    }

    private static Object carriedValue(Json v1, String name) {
        String text = v1.text("metadata", "annotations", PREFIX + name);
        try {
            return text == null ? null : JsonText.parse(text);
        } catch (JsonText.Malformed e) {
            // Upstream passes over what it cannot read.
            return null;
        }
    }

    static Json toV1(Json v2) {
        Json spec = v2.object("spec");
        Json status = v2.object("status");
        Json converted = v2.with("apiVersion", "autoscaling/v1");
        List<Object> metrics = new ArrayList<>();
        Object target = null;
        for (Json metric : spec.objects("metrics")) {
            Object percentage = metric.at("resource", "target", "averageUtilization");
            if (target == null && percentage != null && "cpu".equals(metric.text("resource", "name"))) {
                target = percentage;
            } else {
                metrics.add(metric);
            }
        }
        List<Object> current = new ArrayList<>();
        Object used = null;
        for (Json metric : status.objects("currentMetrics")) {
            Object percentage = metric.at("resource", "current", "averageUtilization");
            if (used == null && percentage != null && "cpu".equals(metric.text("resource", "name"))) {
                used = percentage;
            }
            current.add(metric);
        }
        converted = carry(converted, "metrics", metrics.isEmpty() ? null : metrics);
        converted = carry(converted, "behavior", spec.get("behavior"));
        converted = carry(converted, "current-metrics", current.isEmpty() ? null : current);
        converted = carry(converted, "conditions", status.get("conditions"));
        return converted
                .with("spec", spec.without("metrics").without("behavior").with(TARGET, target))
                .with("status", status.without("currentMetrics").without("conditions").with(CURRENT, used));
    }

    private static Json carry(Json object, String name, Object value) {
        return value == null ? object : object.withAt(JsonText.compact(value), "metadata", "annotations", PREFIX + name);
    }
}
