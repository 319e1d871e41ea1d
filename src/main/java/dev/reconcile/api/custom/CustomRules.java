package dev.reconcile.api.custom;

import dev.reconcile.api.Problems;
import dev.reconcile.api.Rules;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;

/** The rules of a kind that a definition makes: all of them come from its schema ({@code apiextensions-apiserver/pkg/registry/customresource}). */
final class CustomRules implements Rules {
    private final Json schema;
    private final ScalePaths scale;
    private final String deprecation;
    private final List<String> selectable;
    private final CelRules cel = new CelRules();

    /**
     * @param scale null where the kind has none
     * @param deprecation empty unless the version is about to go
     * @param selectable paths of the fields that selectors may name
     */
    CustomRules(Json schema, ScalePaths scale, String deprecation, List<String> selectable) {
        this.schema = schema;
        this.scale = scale;
        this.deprecation = deprecation;
        this.selectable = selectable;
    }

    @Override
    public Json defaults(Json object) {
        return Structural.defaulted(schema, object);
    }

    @Override
    public Json pruned(Json object, List<String> unknown) {
        return Structural.pruned(schema, object, unknown);
    }

    @Override
    public void validate(KubeObject object, Problems problems) {
        new SchemaCheck(problems).object(schema, object.tree());
        // Rules may trust the types that the schema promises.
        if (problems.isEmpty() && object.revision() == 0) {
            cel.check(schema, null, object.tree(), "", problems);
        }
    }

    @Override
    public void validateUpdate(KubeObject before, KubeObject after, Problems problems) {
        validate(after, problems);
        if (problems.isEmpty()) {
            cel.check(schema, before.tree(), after.tree(), "", problems);
        }
    }

    @Override
    public String deprecation() {
        return deprecation;
    }

    @Override
    public List<String> selectable() {
        return selectable;
    }

    @Override
    public ScalePaths scale() {
        return scale == null ? Rules.super.scale() : scale;
    }
}
