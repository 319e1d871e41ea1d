package dev.reconcile.api.custom;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Problems;
import dev.reconcile.api.Rules;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rules of CustomResourceDefinitions ({@code apiextensions-apiserver/pkg/apis/apiextensions}). */
public final class DefinitionRules implements Rules {
    public static final Rules INSTANCE = new DefinitionRules();

    private DefinitionRules() {}

    @Override
    public Json defaults(Json object) {
        Json kept = object.withDefault("None", "spec", "conversion", "strategy");
        String kind = object.textOrEmpty("spec", "names", "kind");
        if (!kind.isEmpty()) {
            kept = kept.withDefault(kind + "List", "spec", "names", "listKind")
                    .withDefault(kind.toLowerCase(Locale.ROOT), "spec", "names", "singular");
        }
        return kept;
    }

    @Override
    public KubeObject prepareCreate(KubeObject object) {
        Json noNames = Json.of("kind", "", "plural", "");
        return object.with(Json.of("acceptedNames", noNames, "conditions", List.of(), "storedVersions", storage(object)), "status");
    }

    private static List<String> storage(KubeObject object) {
        return object.spec().objects("versions").stream().filter(v -> v.isTrue("storage")).map(v -> v.textOrEmpty("name")).toList();
    }

    @Override
    public List<Kind> defines(KubeObject object) {
        return CustomKinds.of(object);
    }

    @Override
    public void validate(KubeObject object, Problems problems) {
        Json spec = object.spec();
        Json names = spec.object("names");
        String wanted = names.textOrEmpty("plural") + "." + spec.textOrEmpty("group");
        if (!object.name().equals(wanted)) {
            problems.invalid("metadata.name", object.name(), "must be spec.names.plural+\".\"+spec.group");
        }
        group(spec.textOrEmpty("group"), problems);
        scope(spec.textOrEmpty("scope"), problems);
        versions(spec.objects("versions"), problems);
        names(names, problems);
    }

    private static void group(String group, Problems problems) {
        if (group.isEmpty()) {
            problems.required("spec.group", "");
            return;
        }
        Names.subdomain(group).forEach(wrong -> problems.invalid("spec.group", group, wrong));
        if (!group.contains(".")) {
            problems.invalid("spec.group", group, "should be a domain with at least one dot");
        }
    }

    private static void scope(String scope, Problems problems) {
        if (scope.isEmpty()) {
            problems.required("spec.scope", "");
        } else if (!List.of("Cluster", "Namespaced").contains(scope)) {
            problems.notSupported("spec.scope", scope, List.of("Cluster", "Namespaced"));
        }
    }

    private static void versions(List<Json> versions, Problems problems) {
        List<String> seen = new ArrayList<>();
        boolean doubled = false;
        for (int i = 0; i < versions.size(); i++) {
            String name = versions.get(i).textOrEmpty("name");
            String path = "spec.versions[" + i + "]";
            doubled |= seen.contains(name);
            seen.add(name);
            Names.label1035(name).forEach(wrong -> problems.invalid(path + ".name", name, wrong));
            Json schema = versions.get(i).object("schema", "openAPIV3Schema");
            if (schema.isEmpty()) {
                problems.required(path + ".schema.openAPIV3Schema", "schemas are required");
            } else {
                String where = versions.size() == 1 ? "spec.validation.openAPIV3Schema" : path + ".schema.openAPIV3Schema";
                StructuralCheck.root(schema, where, problems);
            }
        }
        if (doubled) {
            problems.invalid("spec.versions", versions, "must contain unique version names");
        }
        if (versions.stream().filter(version -> version.isTrue("storage")).count() != 1) {
            problems.invalid("spec.versions", versions, "must have exactly one version marked as storage version");
        }
    }

    private static void names(Json names, Problems problems) {
        for (String field : List.of("plural", "singular")) {
            String name = names.textOrEmpty(field);
            String path = "spec.names." + field;
            if (name.isEmpty()) {
                problems.required(path, "");
            } else {
                Names.label1035(name).forEach(wrong -> problems.invalid(path, name, wrong));
            }
        }
        for (String field : List.of("kind", "listKind")) {
            String name = names.textOrEmpty(field);
            String path = "spec.names." + field;
            if (name.isEmpty()) {
                problems.required(path, "");
            } else {
                Names.label1035(name.toLowerCase(Locale.ROOT)).forEach(wrong -> problems.invalid(path, name, "may have mixed case, but should otherwise match: " + wrong));
            }
        }
        if (!names.textOrEmpty("kind").isEmpty() && names.textOrEmpty("kind").equals(names.text("listKind"))) {
            problems.invalid("spec.names.listKind", names.text("listKind"), "kind and listKind may not be the same");
        }
    }

    @Override
    public void validateUpdate(KubeObject before, KubeObject after, Problems problems) {
        validate(after, problems);
        for (String[] path : new String[][] {{"group"}, {"scope"}, {"names", "kind"}, {"names", "plural"}}) {
            Object old = before.spec().at(path);
            Object now = after.spec().at(path);
            if (old != null && !old.equals(now)) {
                problems.invalid("spec." + String.join(".", path), now, "field is immutable");
            }
        }
    }
}
