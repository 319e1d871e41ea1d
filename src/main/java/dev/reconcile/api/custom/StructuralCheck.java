package dev.reconcile.api.custom;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import java.util.List;

/**
 * Whether a schema is structural: every field has a type ({@code apiextensions-apiserver/pkg/apiserver/schema/validation.go}), and its rules do
 * not cost too much ({@code ValidateCustomResourceDefinitionOpenAPISchema}).
 */
final class StructuralCheck {
    private StructuralCheck() {}

    static void root(Json schema, String path, Problems problems) {
        String type = schema.textOrEmpty("type");
        if (type.isEmpty()) {
            problems.required(path + ".type", "must not be empty at the root");
        } else if (!type.equals("object")) {
            problems.invalid(path + ".type", type, "must be object at the root");
        }
        RuleBudget budget = new RuleBudget(problems);
        inside(schema, RuleBudget.Place.root(path, schema), budget, problems);
        budget.close(path);
    }

    private static void inside(Json schema, RuleBudget.Place place, RuleBudget budget, Problems problems) {
        String path = place.path();
        schema.object("properties").forEach((name, inner) -> typed((Json) inner, place.property(name, (Json) inner),
                "must not be empty for specified object fields", budget, problems));
        if (schema.get("additionalProperties") instanceof Json any) {
            typed(any, place.values(schema, any), "must not be empty for specified object fields", budget, problems);
        }
        if (schema.get("items") instanceof Json items) {
            typed(items, place.items(schema, items), "must not be empty for specified array items", budget, problems);
        } else if ("array".equals(schema.text("type"))) {
            problems.required(path + ".items", "must be specified");
        }
        if ("map".equals(schema.text("x-kubernetes-list-type")) && schema.list("x-kubernetes-list-map-keys").isEmpty()) {
            problems.required(path + ".x-kubernetes-list-map-keys", "must not be empty if x-kubernetes-list-type is map");
        }
        List<Json> rules = schema.objects("x-kubernetes-validations");
        for (int i = 0; i < rules.size(); i++) {
            String here = path + ".x-kubernetes-validations[" + i + "]";
            if (rules.get(i).textOrEmpty("rule").isBlank()) {
                problems.required(here + ".rule", "rule is not specified");
            } else {
                budget.spend(rules.get(i), "rule", here, place);
                budget.spend(rules.get(i), "messageExpression", here, place);
            }
        }
    }

    private static void typed(Json schema, RuleBudget.Place place, String why, RuleBudget budget, Problems problems) {
        String path = place.path();
        String type = schema.textOrEmpty("type");
        boolean free = schema.isTrue("x-kubernetes-int-or-string") || schema.isTrue("x-kubernetes-preserve-unknown-fields");
        if (type.isEmpty() && !free) {
            problems.required(path + ".type", why);
        } else if (!type.isEmpty() && !SchemaCheck.TYPES.contains(type)) {
            problems.notSupported(path + ".type", type, List.copyOf(SchemaCheck.TYPES));
        }
        inside(schema, place, budget, problems);
    }
}
