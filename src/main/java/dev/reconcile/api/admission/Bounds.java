package dev.reconcile.api.admission;

import dev.reconcile.model.Json;
import dev.reconcile.model.PodResources;
import dev.reconcile.model.Quantity;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;

/**
 * The requests and limits of one thing, held against the bounds of a LimitRange, in upstream's words.
 *
 * @param type {@code Container}, {@code Pod} or {@code PersistentVolumeClaim}
 */
record Bounds(String type, Map<String, Quantity> requests, Map<String, Quantity> limits) {
    void check(Json limit, List<String> problems) {
        PodResources.amounts(limit.object("min")).forEach((name, least) -> least(name, least, problems));
        PodResources.amounts(limit.object("max")).forEach((name, most) -> {
            if (!limits.containsKey(name)) {
                problems.add("maximum %s usage per %s is %s.  No limit is specified".formatted(name, type, most.text()));
            } else if (limits.get(name).compareTo(most) > 0) {
                problems.add("maximum %s usage per %s is %s, but limit is %s".formatted(name, type, most.text(), limits.get(name).text()));
            } else if (requests.containsKey(name) && requests.get(name).compareTo(most) > 0) {
                problems.add("maximum %s usage per %s is %s, but request is %s".formatted(name, type, most.text(), requests.get(name).text()));
            }
        });
        PodResources.amounts(limit.object("maxLimitRequestRatio")).forEach((name, most) -> ratio(name, most, problems));
    }

    /** For what has no limits. */
    void checkRequests(Json limit, List<String> problems) {
        PodResources.amounts(limit.object("min")).forEach((name, least) -> least(name, least, problems));
        PodResources.amounts(limit.object("max")).forEach((name, most) -> {
            if (!requests.containsKey(name)) {
                problems.add("maximum %s usage per %s is %s.  No request is specified".formatted(name, type, most.text()));
            } else if (requests.get(name).compareTo(most) > 0) {
                problems.add("maximum %s usage per %s is %s, but request is %s".formatted(name, type, most.text(), requests.get(name).text()));
            }
        });
    }

    private void least(String name, Quantity least, List<String> problems) {
        if (!requests.containsKey(name)) {
            problems.add("minimum %s usage per %s is %s.  No request is specified".formatted(name, type, least.text()));
        } else if (requests.get(name).compareTo(least) < 0) {
            problems.add("minimum %s usage per %s is %s, but request is %s".formatted(name, type, least.text(), requests.get(name).text()));
        } else if (limits.containsKey(name) && limits.get(name).compareTo(least) < 0) {
            problems.add("minimum %s usage per %s is %s, but limit is %s".formatted(name, type, least.text(), limits.get(name).text()));
        }
    }

    private void ratio(String name, Quantity most, List<String> problems) {
        String rule = "%s max limit to request ratio per %s is %s, but ".formatted(name, type, most.text());
        BigDecimal request = requests.getOrDefault(name, Quantity.ZERO).value();
        BigDecimal limit = limits.getOrDefault(name, Quantity.ZERO).value();
        if (request.signum() == 0) {
            problems.add(rule + "no request is specified or request is 0");
        } else if (limit.signum() == 0) {
            problems.add(rule + "no limit is specified or limit is 0");
        } else if (limit.divide(request, MathContext.DECIMAL64).compareTo(most.value()) > 0) {
            problems.add(rule + "provided ratio is %f".formatted(limit.doubleValue() / request.doubleValue()));
        }
    }
}
