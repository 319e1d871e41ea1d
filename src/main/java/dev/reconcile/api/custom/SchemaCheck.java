package dev.reconcile.api.custom;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.Times;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Checks values against an OpenAPI schema, in the words of {@code k8s.io/kube-openapi/pkg/validation}. */
final class SchemaCheck {
    private final Problems problems;

    SchemaCheck(Problems problems) {
        this.problems = problems;
    }

    /** The whole object. */
    void object(Json schema, Json object) {
        value(schema, object.without("metadata").without("apiVersion").without("kind"), "");
    }

    private void value(Json schema, Object value, String path) {
        if (!type(schema, value, path)) {
            return;
        }
        List<Object> choices = schema.list("enum");
        if (!choices.isEmpty() && !choices.contains(value)) {
            problems.notSupported(path, value, choices.stream().map(choice -> choice instanceof String text ? text : JsonText.compact(choice)).toList());
        }
        switch (value) {
            case Json json -> fields(schema, json, path);
            case List<?> list -> items(schema, list, path);
            case String text -> text(schema, text, path);
            case Number number -> number(schema, number, path);
            default -> {
                return;
            }
        }
        combined(schema, value, path);
    }

    private boolean type(Json schema, Object value, String path) {
        String type = schema.textOrEmpty("type");
        String found = found(value);
        if (schema.isTrue("x-kubernetes-int-or-string")) {
            return value instanceof String || value instanceof Long || wrong(path, "integer,string", found);
        }
        boolean fits = type.isEmpty() || type.equals(found) || type.equals("number") && found.equals("integer");
        return fits || wrong(path, type, found);
    }

    private boolean wrong(String path, String wanted, String found) {
        problems.invalid(path, found, path + " in body must be of type " + wanted + ": \"" + found + "\"");
        return false;
    }

    static String found(Object value) {
        return switch (value) {
            case Json json -> "object";
            case List<?> list -> "array";
            case String text -> "string";
            case Boolean truth -> "boolean";
            case Long number -> "integer";
            case null -> "null";
            default -> "number";
        };
    }

    private void fields(Json schema, Json object, String path) {
        for (String name : schema.texts("required")) {
            if (!object.has(name)) {
                problems.required(join(path, name), "");
            }
        }
        bound(schema, "minProperties", object.size(), path, least -> "should have at least " + least + " properties");
        bound(schema, "maxProperties", -object.size(), path, most -> "should have at most " + most + " properties");
        for (String name : object.names()) {
            Json inner = schema.object("properties", name);
            if (schema.has("properties", name)) {
                value(inner, object.get(name), join(path, name));
            } else if (schema.get("additionalProperties") instanceof Json any) {
                value(any, object.get(name), join(path, name));
            }
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Says what is wrong with a limit. */
    private interface Words {
        String of(long limit);
    }

    /** @param size what is at least the limit; negative where the limit is a maximum */
    private void bound(Json schema, String name, int size, String path, Words words) {
        boolean most = name.startsWith("max");
        schema.number(name).filter(limit -> most ? -size > limit : size < limit)
                .ifPresent(limit -> problems.invalid(path, Math.abs(size), path + " in body " + words.of(limit)));
    }

    private void items(Json schema, List<?> list, String path) {
        bound(schema, "minItems", list.size(), path, least -> "should have at least " + least + " items");
        schema.number("maxItems").filter(most -> list.size() > most).ifPresent(most -> problems.tooMany(path, list.size(), most.intValue()));
        if (schema.get("items") instanceof Json items) {
            for (int i = 0; i < list.size(); i++) {
                value(items, list.get(i), path + "[" + i + "]");
            }
        }
        unique(schema, list, path);
    }

    private void unique(Json schema, List<?> list, String path) {
        List<Object> seen = new ArrayList<>();
        String type = schema.textOrEmpty("x-kubernetes-list-type");
        for (int i = 0; i < list.size() && !type.isEmpty() && !type.equals("atomic"); i++) {
            Object key = type.equals("set") ? list.get(i) : keys(schema, list.get(i));
            if (seen.contains(key)) {
                problems.duplicate(path + "[" + i + "]", key);
            }
            seen.add(key);
        }
    }

    private static Json keys(Json schema, Object item) {
        Json keys = Json.EMPTY;
        for (String name : schema.texts("x-kubernetes-list-map-keys")) {
            keys = keys.with(name, item instanceof Json json ? json.get(name) : null);
        }
        return keys;
    }

    private void text(Json schema, String text, String path) {
        int length = text.codePointCount(0, text.length());
        schema.number("minLength").filter(least -> length < least)
                .ifPresent(least -> problems.invalid(path, text, path + " in body should be at least " + least + " chars long"));
        schema.number("maxLength").filter(most -> length > most).ifPresent(most -> problems.tooLong(path, most.intValue()));
        String pattern = schema.textOrEmpty("pattern");
        if (!pattern.isEmpty() && !matches(pattern, text)) {
            problems.invalid(path, text, path + " in body should match '" + pattern + "'");
        }
        String format = schema.textOrEmpty("format");
        if ((format.equals("date-time") || format.equals("datetime")) && Times.millis(text).isEmpty()) {
            problems.invalid(path, text, path + " in body must be of type " + format + ": \"" + text + "\"");
        }
    }

    /** A pattern that Java cannot read lets everything pass. */
    private static boolean matches(String pattern, String text) {
        try {
            return Pattern.compile(pattern).matcher(text).find();
        } catch (PatternSyntaxException e) {
            return true;
        }
    }

    private void number(Json schema, Number number, String path) {
        BigDecimal value = new BigDecimal(number.toString());
        limit(schema, "minimum", "exclusiveMinimum", value, path, true);
        limit(schema, "maximum", "exclusiveMaximum", value, path, false);
        if (schema.get("multipleOf") instanceof Number unit && value.remainder(new BigDecimal(unit.toString())).signum() != 0) {
            problems.invalid(path, number, path + " in body should be a multiple of " + unit);
        }
    }

    private void limit(Json schema, String name, String exclusive, BigDecimal value, String path, boolean least) {
        if (!(schema.get(name) instanceof Number limit)) {
            return;
        }
        int order = value.compareTo(new BigDecimal(limit.toString()));
        boolean strict = schema.isTrue(exclusive);
        boolean fits = least ? strict ? order > 0 : order >= 0 : strict ? order < 0 : order <= 0;
        if (!fits) {
            String words = (least ? "greater than " : "less than ") + (strict ? "" : "or equal to ");
            problems.invalid(path, value, path + " in body should be " + words + limit);
        }
    }

    private void combined(Json schema, Object value, String path) {
        long any = schema.objects("anyOf").stream().filter(part -> fits(part, value)).count();
        if (!schema.list("anyOf").isEmpty() && any == 0 && !schema.isTrue("x-kubernetes-int-or-string")) {
            problems.invalid(path, SchemaCheck.found(value).equals("object") ? "" : value, "\"" + path + "\" must validate at least one schema (anyOf)");
        }
        long one = schema.objects("oneOf").stream().filter(part -> fits(part, value)).count();
        if (!schema.list("oneOf").isEmpty() && one != 1) {
            String count = one == 0 ? "Found none valid" : "Found " + one + " valid alternatives";
            problems.invalid(path, SchemaCheck.found(value).equals("object") ? "" : value,
                    "\"" + path + "\" must validate one and only one schema (oneOf). " + count);
        }
        if (schema.objects("allOf").stream().anyMatch(part -> !fits(part, value))) {
            problems.invalid(path, SchemaCheck.found(value).equals("object") ? "" : value, "\"" + path + "\" must validate all the schemas (allOf)");
        }
        if (schema.get("not") instanceof Json not && fits(not, value)) {
            problems.invalid(path, SchemaCheck.found(value).equals("object") ? "" : value, "\"" + path + "\" must not validate the schema (not)");
        }
    }

    private static boolean fits(Json schema, Object value) {
        Problems inner = new Problems();
        new SchemaCheck(inner).value(schema, value, "");
        return inner.isEmpty();
    }

    /** Types of OpenAPI. */
    static final TreeSet<String> TYPES = new TreeSet<>(List.of("array", "boolean", "integer", "number", "object", "string"));
}
