package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import java.util.List;
import java.util.Optional;

/** HorizontalPodAutoscalers ({@code pkg/apis/autoscaling/validation/validation.go}); behaviour policies are taken as they are. */
final class AutoscalerValidation {
    private static final List<String> TYPES = List.of("ContainerResource", "External", "Object", "Pods", "Resource");
    private static final List<String> TARGETS = List.of("Utilization", "Value", "AverageValue");

    private AutoscalerValidation() {}

    static void check(KubeObject autoscaler, Problems problems) {
        Json spec = autoscaler.spec();
        Optional<Long> least = spec.number("minReplicas");
        long most = spec.number(0, "maxReplicas");
        if (least.isPresent() && least.get() < 1) {
            problems.invalid("spec.minReplicas", least.get(), "must be greater than or equal to 1");
        }
        if (most < 1) {
            problems.invalid("spec.maxReplicas", most, "must be greater than 0");
        }
        if (least.isPresent() && most < least.get()) {
            problems.invalid("spec.maxReplicas", most, "must be greater than or equal to `minReplicas`");
        }
        for (String field : List.of("kind", "name")) {
            String value = spec.textOrEmpty("scaleTargetRef", field);
            if (value.isEmpty()) {
                problems.required("spec.scaleTargetRef." + field, "");
            } else {
                Checks.wrong(Names.pathSegment(value), "spec.scaleTargetRef." + field, value, problems);
            }
        }
        List<Json> metrics = spec.objects("metrics");
        for (int i = 0; i < metrics.size(); i++) {
            metric(metrics.get(i), "spec.metrics[" + i + "]", problems);
        }
        boolean outside = metrics.stream().anyMatch(metric -> List.of("Object", "External").contains(metric.textOrEmpty("type")));
        if (least.isPresent() && least.get() == 0 && !outside) {
            problems.forbidden("spec.metrics", "must specify at least one Object or External metric to support scaling to zero replicas");
        }
    }

    private static void metric(Json metric, String path, Problems problems) {
        String type = metric.textOrEmpty("type");
        if (type.isEmpty()) {
            problems.required(path + ".type", "must specify a metric source type");
            return;
        }
        if (!TYPES.contains(type)) {
            problems.notSupported(path + ".type", type, TYPES);
            return;
        }
        String source = Character.toLowerCase(type.charAt(0)) + type.substring(1);
        if (!metric.has(source)) {
            problems.required(path + "." + source, "must populate information for the given metric source");
            return;
        }
        target(metric.object(source, "target"), path + "." + source + ".target", problems);
    }

    private static void target(Json target, String path, Problems problems) {
        Checks.oneOf(target.textOrEmpty("type"), TARGETS, path + ".type", problems);
        target.number("averageUtilization").filter(percent -> percent < 1).ifPresent(percent ->
                problems.invalid(path + ".averageUtilization", percent, "must be greater than 0"));
    }
}
