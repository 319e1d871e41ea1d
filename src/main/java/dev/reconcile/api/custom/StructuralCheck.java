package dev.reconcile.api.custom;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import java.util.List;

/** Whether a schema is structural: every field has a type ({@code apiextensions-apiserver/pkg/apiserver/schema/validation.go}). */
final class StructuralCheck {
    private StructuralCheck() {}

    static void root(Json schema, String path, Problems problems) {
        String type = schema.textOrEmpty("type");
        if (type.isEmpty()) {
            problems.required(path + ".type", "must not be empty at the root");
        } else if (!type.equals("object")) {
            problems.invalid(path + ".type", type, "must be object at the root");
        }
        inside(schema, path, problems);
    }

    private static void inside(Json schema, String path, Problems problems) {
        schema.object("properties").forEach((name, inner) ->
                typed((Json) inner, path + ".properties[" + name + "]", "must not be empty for specified object fields", problems));
        if (schema.get("additionalProperties") instanceof Json any) {
            typed(any, path + ".additionalProperties", "must not be empty for specified object fields", problems);
        }
        if (schema.get("items") instanceof Json items) {
            typed(items, path + ".items", "must not be empty for specified array items", problems);
        } else if ("array".equals(schema.text("type"))) {
            problems.required(path + ".items", "must be specified");
        }
        if ("map".equals(schema.text("x-kubernetes-list-type")) && schema.list("x-kubernetes-list-map-keys").isEmpty()) {
            problems.required(path + ".x-kubernetes-list-map-keys", "must not be empty if x-kubernetes-list-type is map");
        }
        List<Json> rules = schema.objects("x-kubernetes-validations");
        for (int i = 0; i < rules.size(); i++) {
            String here = path + ".x-kubernetes-validations[" + i + "].rule";
            String rule = rules.get(i).textOrEmpty("rule");
            if (rule.isBlank()) {
                problems.required(here, "rule is not specified");
            } else {
                CelRules.problem(rule).ifPresent(why -> problems.invalid(here, rule, why));
            }
        }
    }

    private static void typed(Json schema, String path, String why, Problems problems) {
        String type = schema.textOrEmpty("type");
        boolean free = schema.isTrue("x-kubernetes-int-or-string") || schema.isTrue("x-kubernetes-preserve-unknown-fields");
        if (type.isEmpty() && !free) {
            problems.required(path + ".type", why);
        } else if (!type.isEmpty() && !SchemaCheck.TYPES.contains(type)) {
            problems.notSupported(path + ".type", type, List.copyOf(SchemaCheck.TYPES));
        }
        inside(schema, path, problems);
    }
}
