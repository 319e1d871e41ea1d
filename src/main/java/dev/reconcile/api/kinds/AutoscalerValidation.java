package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import dev.reconcile.model.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** HorizontalPodAutoscalers ({@code pkg/apis/autoscaling/validation/validation.go}). */
final class AutoscalerValidation {
    private static final List<String> TYPES = List.of("ContainerResource", "External", "Object", "Pods", "Resource");
    private static final List<String> SOURCES = List.of("object", "external", "pods", "resource", "containerResource");
    private static final List<String> TARGETS = List.of("Utilization", "Value", "AverageValue");
    private static final List<String> SELECTIONS = List.of("Disabled", "Max", "Min");
    private static final List<String> POLICIES = List.of("Percent", "Pods");

    /** Seconds ({@code MaxStabilizationWindowSeconds}, {@code MaxPeriodSeconds}). */
    private static final int LONGEST_WINDOW = 3600;
    private static final int LONGEST_PERIOD = 1800;

    private AutoscalerValidation() {}

    /** Without the feature gate {@code HPAConfigurableTolerance} tolerances are left out, unless there were some. */
    static KubeObject taken(KubeObject before, KubeObject after) {
        return before != null && isTolerant(before) || !isTolerant(after) ? after
                : after.with(null, "spec", "behavior", "scaleUp", "tolerance").with(null, "spec", "behavior", "scaleDown", "tolerance");
    }

    private static boolean isTolerant(KubeObject autoscaler) {
        return Stream.of("scaleUp", "scaleDown").anyMatch(direction -> autoscaler.spec().has("behavior", direction, "tolerance"));
    }

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
        reference(spec.object("scaleTargetRef"), "spec.scaleTargetRef", problems);
        List<Json> metrics = spec.objects("metrics");
        for (int i = 0; i < metrics.size(); i++) {
            metric(metrics.get(i), "spec.metrics[" + i + "]", problems);
        }
        boolean outside = metrics.stream().anyMatch(metric -> List.of("Object", "External").contains(metric.textOrEmpty("type")));
        if (least.isPresent() && least.get() == 0 && !outside) {
            problems.forbidden("spec.metrics", "must specify at least one Object or External metric to support scaling to zero replicas");
        }
        for (String direction : List.of("scaleUp", "scaleDown")) {
            if (spec.has("behavior", direction)) {
                behaviour(spec.object("behavior", direction), "spec.behavior." + direction, problems);
            }
        }
    }

    private static void reference(Json reference, String path, Problems problems) {
        for (String field : List.of("kind", "name")) {
            String value = reference.textOrEmpty(field);
            if (value.isEmpty()) {
                problems.required(path + "." + field, "");
            } else {
                Checks.wrong(Names.pathSegment(value), path + "." + field, value, problems);
            }
        }
    }

    private static void metric(Json metric, String path, Problems problems) {
        String type = metric.textOrEmpty("type");
        if (type.isEmpty()) {
            problems.required(path + ".type", "must specify a metric source type");
        }
        if (!TYPES.contains(type)) {
            problems.notSupported(path + ".type", type, TYPES);
        }
        List<String> present = SOURCES.stream().filter(metric::has).toList();
        if (!present.isEmpty()) {
            source(present.getFirst(), metric.object(present.getFirst()), path + "." + present.getFirst(), problems);
        }
        String wanted = type.isEmpty() ? "" : Character.toLowerCase(type.charAt(0)) + type.substring(1);
        if (TYPES.contains(type) && !metric.has(wanted)) {
            problems.required(path + "." + wanted, "must populate information for the given metric source");
        }
        if (present.size() > 1) {
            present.stream().filter(other -> !other.equals(wanted))
                    .forEach(other -> problems.forbidden(path + "." + other, "must populate the given metric source only"));
        }
    }

    private static void source(String type, Json source, String path, Problems problems) {
        Json target = source.object("target");
        switch (type) {
            case "object" -> {
                reference(source.object("describedObject"), path + ".describedObject", problems);
                identifier(source, path + ".metric.name", problems);
                target(target, path + ".target", problems);
                if (!target.has("value") && !target.has("averageValue")) {
                    problems.required(path + ".target.averageValue", "must set either a target value or averageValue");
                }
            }
            case "external" -> {
                identifier(source, path + ".metric.name", problems);
                target(target, path + ".target", problems);
                if (!target.has("value") && !target.has("averageValue")) {
                    problems.required(path + ".target.averageValue", "must set either a target value for metric or a per-pod target");
                } else if (target.has("value") && target.has("averageValue")) {
                    problems.forbidden(path + ".target.value", "may not set both a target value for metric and a per-pod target");
                }
            }
            case "pods" -> {
                identifier(source, path + ".metric.name", problems);
                target(target, path + ".target", problems);
                if (!target.has("averageValue")) {
                    problems.required(path + ".target.averageValue", "must specify a positive target averageValue");
                }
            }
            default -> resource(type, source, path, problems);
        }
    }

    private static void resource(String type, Json source, String path, Problems problems) {
        String name = source.textOrEmpty("name");
        if (name.isEmpty()) {
            problems.required(path + ".name", "must specify a resource name");
        } else if (type.equals("containerResource")) {
            ResourceValidation.containerName(name, path + ".name", problems);
        }
        if (type.equals("containerResource")) {
            String container = source.textOrEmpty("container");
            if (container.isEmpty()) {
                problems.required(path + ".container", "must specify a container");
            } else {
                Checks.wrong(Names.label(container), path + ".container", container, problems);
            }
        }
        Json target = source.object("target");
        target(target, path + ".target", problems);
        if (!target.has("averageUtilization") && !target.has("averageValue")) {
            problems.required(path + ".target.averageUtilization", "must set either a target raw value or a target utilization");
        } else if (target.has("averageUtilization") && target.has("averageValue")) {
            problems.forbidden(path + ".target.averageValue", "may not set both a target raw value and a target utilization");
        }
    }

    private static void identifier(Json source, String path, Problems problems) {
        String name = source.textOrEmpty("metric", "name");
        if (name.isEmpty()) {
            problems.required(path, "must specify a metric name");
        } else {
            Checks.wrong(Names.pathSegment(name), path, name, problems);
        }
    }

    private static void target(Json target, String path, Problems problems) {
        String type = target.textOrEmpty("type");
        if (type.isEmpty()) {
            problems.required(path + ".type", "must specify a metric target type");
        }
        if (!TARGETS.contains(type)) {
            problems.invalid(path + ".type", type, "must be either Utilization, Value, or AverageValue");
        }
        for (String amount : List.of("value", "averageValue")) {
            if (target.has(amount) && Quantity.of(target.get(amount)).value().signum() <= 0) {
                problems.invalid(path + "." + amount, Quantity.of(target.get(amount)).text(), "must be positive");
            }
        }
        target.number("averageUtilization").filter(percent -> percent < 1).ifPresent(percent ->
                problems.invalid(path + ".averageUtilization", percent, "must be greater than 0"));
    }

    private static void behaviour(Json rules, String path, Problems problems) {
        Optional<Long> window = rules.number("stabilizationWindowSeconds");
        if (window.isPresent() && window.get() < 0) {
            problems.invalid(path + ".stabilizationWindowSeconds", window.get(), "must be greater than or equal to zero");
        }
        if (window.isPresent() && window.get() > LONGEST_WINDOW) {
            problems.invalid(path + ".stabilizationWindowSeconds", window.get(), "must be less than or equal to " + LONGEST_WINDOW);
        }
        String select = rules.text("selectPolicy");
        if (select != null && !SELECTIONS.contains(select)) {
            problems.notSupported(path + ".selectPolicy", select, SELECTIONS);
        }
        List<Json> policies = rules.objects("policies");
        if (policies.isEmpty()) {
            problems.required(path + ".policies", "must specify at least one Policy");
        }
        for (int i = 0; i < policies.size(); i++) {
            policy(policies.get(i), path + ".policies[" + i + "]", problems);
        }
    }

    private static void policy(Json policy, String path, Problems problems) {
        String type = policy.textOrEmpty("type");
        if (!POLICIES.contains(type)) {
            problems.notSupported(path + ".type", type, POLICIES);
        }
        for (String field : List.of("value", "periodSeconds")) {
            if (policy.number(0, field) <= 0) {
                problems.invalid(path + "." + field, policy.number(0, field), "must be greater than zero");
            }
        }
        if (policy.number(0, "periodSeconds") > LONGEST_PERIOD) {
            problems.invalid(path + ".periodSeconds", policy.number(0, "periodSeconds"), "must be less than or equal to " + LONGEST_PERIOD);
        }
    }
}
