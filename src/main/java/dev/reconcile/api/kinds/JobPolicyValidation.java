package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which failures and which successes end a job ({@code validatePodFailurePolicy}, {@code validateSuccessPolicy}). */
final class JobPolicyValidation {
    private static final int MOST_RULES = 20;
    private static final int MOST_PATTERNS = 20;
    private static final int MOST_EXIT_CODES = 255;
    private static final int INDEXES_BYTES = 64 * 1024;

    private static final List<String> ACTIONS = List.of("Count", "FailIndex", "FailJob", "Ignore");
    private static final List<String> STATUSES = List.of("False", "True", "Unknown");
    private static final List<String> OPERATORS = List.of("In", "NotIn");

    private JobPolicyValidation() {}

    static void failure(Json spec, String path, Problems problems) {
        Set<String> containers = new TreeSet<>();
        for (String list : List.of("containers", "initContainers")) {
            spec.objects("template", "spec", list).forEach(container -> containers.add(container.textOrEmpty("name")));
        }
        List<Json> rules = spec.objects("podFailurePolicy", "rules");
        atMost(MOST_RULES, rules, path + ".rules", problems);
        for (int i = 0; i < rules.size(); i++) {
            failureRule(rules.get(i), spec.has("backoffLimitPerIndex"), containers, path + ".rules[" + i + "]", problems);
        }
    }

    private static void atMost(int most, List<?> items, String path, Problems problems) {
        if (items.size() > most) {
            problems.tooMany(path, items.size(), most);
        }
    }

    private static void failureRule(Json rule, boolean perIndex, Set<String> containers, String path, Problems problems) {
        String action = rule.textOrEmpty("action");
        if (action.equals("FailIndex") && !perIndex) {
            problems.invalid(path + ".action", action, "requires the backoffLimitPerIndex to be set");
        }
        choice(action, ACTIONS, path + ".action", problems);
        boolean byCode = rule.has("onExitCodes");
        boolean byCondition = !rule.list("onPodConditions").isEmpty();
        if (byCode) {
            exitCodes(rule.object("onExitCodes"), containers, path + ".onExitCodes", problems);
        }
        conditions(rule.objects("onPodConditions"), path + ".onPodConditions", problems);
        if (byCode && byCondition) {
            problems.invalid(path, "specifying both OnExitCodes and OnPodConditions is not supported");
        } else if (!byCode && !byCondition) {
            problems.invalid(path, "specifying one of OnExitCodes and OnPodConditions is required");
        }
    }

    /** One of the values; the text about a missing one names them. */
    private static void choice(String value, List<String> values, String path, Problems problems) {
        if (value.isEmpty()) {
            problems.required(path, "valid values: [" + String.join(" ", values.stream().map(JsonText::compact).toList()) + "]");
        } else if (!values.contains(value)) {
            problems.notSupported(path, value, values);
        }
    }

    private static void conditions(List<Json> patterns, String path, Problems problems) {
        atMost(MOST_PATTERNS, patterns, path, problems);
        for (int i = 0; i < patterns.size(); i++) {
            String type = patterns.get(i).textOrEmpty("type");
            Checks.wrong(Names.qualified(type), path + "[" + i + "].type", type, problems);
            choice(patterns.get(i).textOrEmpty("status"), STATUSES, path + "[" + i + "].status", problems);
        }
    }

    private static void exitCodes(Json wanted, Set<String> containers, String path, Problems problems) {
        choice(wanted.textOrEmpty("operator"), OPERATORS, path + ".operator", problems);
        String container = wanted.text("containerName");
        if (container != null && !containers.contains(container)) {
            problems.invalid(path + ".containerName", container, "must be one of the container or initContainer names in the pod template");
        }
        List<Object> codes = wanted.list("values");
        if (codes.isEmpty()) {
            problems.invalid(path + ".values", wanted.has("values") ? codes : Checks.NULL, "at least one value is required");
        }
        atMost(MOST_EXIT_CODES, codes, path + ".values", problems);
        List<Long> before = new ArrayList<>();
        boolean ordered = true;
        for (int i = 0; i < codes.size(); i++) {
            long code = (Long) codes.get(i);
            if (code == 0 && wanted.textOrEmpty("operator").equals("In")) {
                problems.invalid(path + ".values[" + i + "]", code, "must not be 0 for the In operator");
            }
            if (before.contains(code)) {
                problems.duplicate(path + ".values[" + i + "]", code);
            }
            ordered &= before.isEmpty() || before.getLast() <= code;
            before.add(code);
        }
        if (!ordered) {
            problems.invalid(path + ".values", codes, "must be ordered");
        }
    }

    static void success(Json spec, String path, Problems problems) {
        List<Json> rules = spec.objects("successPolicy", "rules");
        if (!spec.textOrEmpty("completionMode").equals("Indexed")) {
            problems.invalid(path, InternalTypes.shown("SuccessPolicy", spec.object("successPolicy")), "requires indexed completion mode");
            return;
        }
        if (rules.isEmpty()) {
            problems.required(path + ".rules", "at least one rules must be specified when the successPolicy is specified");
        }
        atMost(MOST_RULES, rules, path + ".rules", problems);
        for (int i = 0; i < rules.size(); i++) {
            successRule(rules.get(i), spec.number(0, "completions"), path + ".rules[" + i + "]", problems);
        }
    }

    private static void successRule(Json rule, long completions, String path, Problems problems) {
        String indexes = rule.text("succeededIndexes");
        if (!rule.has("succeededCount") && indexes == null) {
            problems.required(path, "at least one of succeededCount or succeededIndexes must be specified");
        }
        long total = 0;
        if (indexes != null) {
            if (indexes.length() > INDEXES_BYTES) {
                problems.tooLong(path + ".succeededIndexes", INDEXES_BYTES);
            }
            try {
                total = IndexIntervals.count(indexes, completions);
            } catch (IndexIntervals.Malformed e) {
                problems.invalid(path + ".succeededIndexes", indexes, "error parsing succeededIndexes: " + e.getMessage());
            }
        }
        if (!rule.has("succeededCount")) {
            return;
        }
        Checks.notNegative(rule, "succeededCount", path, problems);
        long count = rule.number(0, "succeededCount");
        if (count > completions) {
            problems.invalid(path + ".succeededCount", count,
                    "must be less than or equal to " + completions + " (the number of specified completions)");
        }
        if (indexes != null && count > total) {
            problems.invalid(path + ".succeededCount", count,
                    "must be less than or equal to " + total + " (the number of indexes in the specified succeededIndexes field)");
        }
    }
}
