package dev.reconcile.api.custom;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Rules;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.KubeVersions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds that one CustomResourceDefinition makes: one per served version, kept as the version that is marked for storage. */
final class CustomKinds {
    private CustomKinds() {}

    static List<Kind> of(KubeObject definition) {
        boolean established = definition.condition("Established").map(c -> "True".equals(c.text("status"))).orElse(false);
        List<Kind> kinds = new ArrayList<>();
        for (Json version : definition.spec().objects("versions")) {
            if (established && (version.isTrue("served") || version.isTrue("storage"))) {
                kinds.add(kind(definition, version));
            }
        }
        return List.copyOf(kinds);
    }

    private static Kind kind(KubeObject definition, Json version) {
        Json spec = definition.spec();
        Json names = definition.status().object("acceptedNames");
        String group = spec.textOrEmpty("group");
        String plural = names.textOrEmpty("plural");
        String name = names.textOrEmpty("kind");
        String singular = names.textOrEmpty("singular").isEmpty() ? name.toLowerCase(Locale.ROOT) : names.textOrEmpty("singular");
        Json schema = version.object("schema", "openAPIV3Schema");
        Json parts = version.object("subresources");
        List<String> subresources = new ArrayList<>();
        if (parts.has("scale")) {
            subresources.add("scale");
        }
        if (parts.has("status")) {
            subresources.add("status");
        }
        return new Kind(group, version.textOrEmpty("name"), name, plural, singular, names.texts("shortNames"),
                "Namespaced".equals(spec.text("scope")), names.texts("categories"), List.copyOf(subresources), Kind.ALL_VERBS, null,
                Structural.shape(schema), new CustomRules(schema, scale(parts.object("scale")), deprecation(spec, name, version), selectable(version)),
                CustomColumns.of(version), stored(spec, version));
    }

    /** The definition's own words, or upstream's, with the best of the better versions ({@code defaultDeprecationWarning}). */
    private static String deprecation(Json spec, String kind, Json version) {
        if (!version.isTrue("deprecated")) {
            return "";
        }
        String words = version.textOrEmpty("deprecationWarning");
        String group = spec.textOrEmpty("group");
        String name = version.textOrEmpty("name");
        Optional<String> better = spec.objects("versions").stream().filter(other -> other.isTrue("served") && !other.isTrue("deprecated"))
                .map(other -> other.textOrEmpty("name")).filter(other -> KubeVersions.BEST_FIRST.compare(other, name) < 0).min(KubeVersions.BEST_FIRST);
        String usual = group + "/" + name + " " + kind + " is deprecated" + better.map(other -> "; use " + group + "/" + other + " " + kind).orElse("");
        return words.isEmpty() ? usual : words;
    }

    private static List<String> selectable(Json version) {
        return version.objects("selectableFields").stream().map(field -> field.textOrEmpty("jsonPath").replaceFirst("^\\.", "")).toList();
    }

    private static Rules.ScalePaths scale(Json scale) {
        return scale.isEmpty() ? null : new Rules.ScalePaths(path(scale.textOrEmpty("specReplicasPath")), path(scale.textOrEmpty("statusReplicasPath")),
                scale.has("labelSelectorPath") ? path(scale.textOrEmpty("labelSelectorPath")) : null);
    }

    private static List<String> path(String dotted) {
        return List.of(dotted.replaceFirst("^\\.", "").split("\\."));
    }

    private static Kind.Stored stored(Json spec, Json version) {
        if (version.isTrue("storage")) {
            return null;
        }
        String storage = spec.objects("versions").stream().filter(v -> v.isTrue("storage")).map(v -> v.textOrEmpty("name")).findFirst().orElse("");
        String group = spec.textOrEmpty("group");
        return new Kind.Stored(spec.textOrEmpty("names", "plural") + "." + group,
                object -> object.with("apiVersion", group + "/" + storage),
                object -> object.with("apiVersion", group + "/" + version.textOrEmpty("name")));
    }
}
