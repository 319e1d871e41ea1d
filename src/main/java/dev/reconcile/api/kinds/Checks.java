package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.model.Names;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Checks that many kinds share ({@code apimachinery/pkg/api/validation}, {@code apimachinery/pkg/apis/meta/v1/validation}). */
final class Checks {
    /** What {@link Problems} shows for a map or a list that is not there. */
    static final Problems.Shown NULL = new Problems.Shown("null");

    private static final List<String> STATUSES = List.of("False", "True", "Unknown");

    private static final String IMMUTABLE = "field is immutable";

    private Checks() {}

    /** Adds each text of what is wrong with the value. */
    static void wrong(List<String> texts, String field, Object value, Problems problems) {
        for (String text : texts) {
            problems.invalid(field, value, text);
        }
    }

    static void notNegative(Json object, String name, String path, Problems problems) {
        long number = object.number(0, name);
        if (number < 0) {
            problems.invalid(path + "." + name, number, "must be greater than or equal to 0");
        }
    }

    /** One of the values; an empty one is missing. */
    static void oneOf(String value, List<String> supported, String field, Problems problems) {
        if (value.isEmpty()) {
            problems.required(field, "");
        } else if (!supported.contains(value)) {
            problems.notSupported(field, value, supported);
        }
    }

    static void labels(Map<String, String> labels, String path, Problems problems) {
        labels.forEach((key, value) -> {
            wrong(Names.qualified(key), path, key, problems);
            wrong(Names.labelValue(value), path, value, problems);
        });
    }

    static void annotations(Map<String, String> annotations, String path, Problems problems) {
        annotations.keySet().forEach(key -> wrong(Names.qualified(key.toLowerCase(Locale.ROOT)), path, key, problems));
    }

    static void selector(Json selector, String path, Problems problems) {
        labels(selector.textMap("matchLabels"), path + ".matchLabels", problems);
        List<Json> expressions = selector.objects("matchExpressions");
        for (int i = 0; i < expressions.size(); i++) {
            requirement(expressions.get(i), path + ".matchExpressions[" + i + "]", problems);
        }
    }

    private static void requirement(Json expression, String path, Problems problems) {
        List<String> values = expression.texts("values");
        String operator = expression.textOrEmpty("operator");
        switch (operator) {
            case "In", "NotIn" -> {
                if (values.isEmpty()) {
                    problems.required(path + ".values", "must be specified when `operator` is 'In' or 'NotIn'");
                }
            }
            case "Exists", "DoesNotExist" -> {
                if (!values.isEmpty()) {
                    problems.forbidden(path + ".values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                }
            }
            default -> problems.invalid(path + ".operator", operator, "not a valid selector operator");
        }
        wrong(Names.qualified(expression.textOrEmpty("key")), path + ".key", expression.textOrEmpty("key"), problems);
        for (int i = 0; i < values.size(); i++) {
            wrong(Names.labelValue(values.get(i)), path + ".values[" + i + "]", values.get(i), problems);
        }
    }

    /** Whether the labels match; a missing selector matches nothing, one that cannot be read has been reported already. */
    static boolean matches(Object selector, Map<String, String> labels) {
        if (!(selector instanceof Json given)) {
            return false;
        }
        try {
            return LabelSelector.of(given).matches(labels);
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    static boolean isEmptySelector(Json selector) {
        return selector.object("matchLabels").isEmpty() && selector.list("matchExpressions").isEmpty();
    }

    /** A selector with its fields in the order of upstream's type. */
    static Object shownSelector(Object selector) {
        if (!(selector instanceof Json given)) {
            return selector;
        }
        StringBuilder text = new StringBuilder("{");
        for (String name : List.of("matchLabels", "matchExpressions")) {
            Object value = given.get(name);
            if (value != null && !value.equals(Json.EMPTY) && !value.equals(List.of())) {
                text.append(text.length() > 1 ? "," : "").append('"').append(name).append("\":").append(JsonText.compact(value));
            }
        }
        return new Problems.Shown(text.append('}').toString());
    }

    /** Labels as they are shown: null without any. */
    static Object shownLabels(Json labelled) {
        Object labels = labelled.at("metadata", "labels");
        return labels == null ? NULL : labels;
    }

    /** {@code ValidateConditions}, for the kinds whose conditions are of the common type. */
    static void conditions(List<Json> conditions, String path, Problems problems) {
        List<String> types = conditions.stream().map(condition -> condition.textOrEmpty("type")).toList();
        for (int i = 0; i < conditions.size(); i++) {
            Json condition = conditions.get(i);
            String here = path + "[" + i + "]";
            String type = types.get(i);
            if (types.indexOf(type) < i) {
                problems.duplicate(here + ".type", type);
            }
            wrong(Names.qualified(type), here + ".type", type, problems);
            if (!STATUSES.contains(condition.textOrEmpty("status"))) {
                problems.notSupported(here + ".status", condition.textOrEmpty("status"), STATUSES);
            }
            if (condition.number(0, "observedGeneration") < 0) {
                problems.invalid(here + ".observedGeneration", condition.number(0, "observedGeneration"), "must be greater than or equal to zero");
            }
            if (condition.textOrEmpty("lastTransitionTime").isEmpty()) {
                problems.required(here + ".lastTransitionTime", "must be set");
            }
            String reason = condition.textOrEmpty("reason");
            if (reason.isEmpty()) {
                problems.required(here + ".reason", "must be set");
            } else {
                wrong(Formats.reason(reason), here + ".reason", reason, problems);
            }
        }
    }

    static void immutable(Object before, Object after, String field, Problems problems) {
        if (!Objects.equals(before, after)) {
            problems.invalid(field, after, IMMUTABLE);
        }
    }

    static void immutableSelector(Object before, Object after, String field, Problems problems) {
        if (!Objects.equals(before, after)) {
            problems.invalid(field, shownSelector(after), IMMUTABLE);
        }
    }

    /** Neither negative nor a percentage that cannot be read ({@code ValidatePositiveIntOrPercent}). */
    static void amountOrPercent(Object value, String field, Problems problems) {
        if (value instanceof String text) {
            wrong(Formats.percent(text), field, text, problems);
        } else if (value instanceof Long number && number < 0) {
            problems.invalid(field, number, "must be greater than or equal to 0");
        }
    }

    /** The number itself, or the number before the percent sign; 0 for what cannot be read. */
    static long amountOrPercent(Object value) {
        return switch (value) {
            case Long number -> number;
            case String text when text.matches("\\d{1,9}%?") -> Long.parseLong(text.replace("%", ""));
            case null, default -> 0;
        };
    }

    static void atMostAll(Object value, String field, Problems problems) {
        if (value instanceof String text && text.endsWith("%") && amountOrPercent(text) > 100) {
            problems.invalid(field, text, "must not be greater than 100%");
        }
    }
}
