package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import dev.reconcile.model.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** LimitRanges ({@code ValidateLimitRange}); resources in the order of their names, which upstream leaves to chance. */
final class LimitValidation {
    private static final List<String> TYPES = List.of("Pod", "Container", "PersistentVolumeClaim");
    private static final List<String> AMOUNTS = List.of("max", "min", "default", "defaultRequest", "maxLimitRequestRatio");

    private final Json limit;
    private final String path;
    private final Problems problems;

    private LimitValidation(Json limit, String path, Problems problems) {
        this.limit = limit;
        this.path = path;
        this.problems = problems;
    }

    static void check(KubeObject range, Problems problems) {
        List<Json> limits = range.spec().objects("limits");
        Set<String> types = new TreeSet<>();
        for (int i = 0; i < limits.size(); i++) {
            String type = limits.get(i).textOrEmpty("type");
            String path = "spec.limits[" + i + "]";
            List<String> wrong = Names.qualified(type);
            Checks.wrong(wrong, path + ".type", type, problems);
            if (wrong.isEmpty() && !type.contains("/") && !TYPES.contains(type)) {
                problems.invalid(path + ".type", type, "must be a standard limit type or fully qualified");
            }
            if (!types.add(type)) {
                problems.duplicate(path + ".type", type);
            }
            new LimitValidation(limits.get(i), path, problems).check(type);
        }
    }

    private void check(String type) {
        boolean pod = type.equals("Pod");
        boolean claim = type.equals("PersistentVolumeClaim");
        Set<String> resources = new TreeSet<>();
        for (String amount : AMOUNTS) {
            Json amounts = limit.object(amount);
            if (pod && amount.startsWith("default")) {
                if (!amounts.isEmpty()) {
                    problems.forbidden(path + "." + amount, "may not be specified when `type` is 'Pod'");
                }
                continue;
            }
            if (claim && amount.equals("maxLimitRequestRatio") && !limit.has("min", "storage") && !limit.has("max", "storage")) {
                problems.required(path + ".limits", "either minimum or maximum storage value is required, but neither was provided");
            }
            for (String name : amounts.names()) {
                resources.add(name);
                if (pod || type.equals("Container")) {
                    ResourceValidation.containerName(name, at(amount, name), problems);
                } else {
                    ResourceValidation.name(name, at(amount, name), problems);
                }
            }
        }
        resources.forEach(this::compare);
    }

    private String at(String amount, String resource) {
        return path + "." + amount + "[" + resource + "]";
    }

    private void compare(String resource) {
        boolean pod = limit.textOrEmpty("type").equals("Pod");
        Quantity min = amount("min", resource);
        Quantity max = amount("max", resource);
        Quantity limits = pod ? null : amount("default", resource);
        Quantity requests = pod ? null : amount("defaultRequest", resource);
        ordered(min, "min value", max, "max value", min, at("min", resource));
        ordered(min, "min value", requests, "default request value", requests, at("defaultRequest", resource));
        ordered(requests, "default request value", max, "max value", requests, at("defaultRequest", resource));
        ordered(requests, "default request value", limits, "default limit value", requests, at("defaultRequest", resource));
        ordered(min, "min value", limits, "default value", min, at("default", resource));
        ordered(limits, "default value", max, "max value", max, at("default", resource));
        ratio(amount("maxLimitRequestRatio", resource), min, max, at("maxLimitRequestRatio", resource));
        if (!ResourceValidation.isElastic(resource) && limits != null && requests != null && limits.compareTo(requests) != 0) {
            problems.invalid(at("defaultRequest", resource), requests.text(),
                    "default value " + limits.text() + " must equal to defaultRequest value " + requests.text() + " in " + resource);
        }
    }

    private Quantity amount(String name, String resource) {
        return limit.has(name, resource) ? Quantity.of(limit.at(name, resource)) : null;
    }

    private void ordered(Quantity small, String smallName, Quantity large, String largeName, Quantity shown, String field) {
        if (small != null && large != null && small.compareTo(large) > 0) {
            problems.invalid(field, shown.text(), smallName + " " + small.text() + " is greater than " + largeName + " " + large.text());
        }
    }

    private void ratio(Quantity ratio, Quantity min, Quantity max, String field) {
        if (ratio == null) {
            return;
        }
        if (ratio.value().compareTo(BigDecimal.ONE) < 0) {
            problems.invalid(field, ratio.text(), "ratio " + ratio.text() + " is less than 1");
        }
        if (min != null && max != null) {
            double most = max.value().doubleValue() / min.value().doubleValue();
            if (ratio.value().doubleValue() > most) {
                problems.invalid(field, ratio.text(),
                        "ratio " + ratio.text() + " is greater than max/min = " + String.format(Locale.ROOT, "%f", most));
            }
        }
    }
}
