package dev.reconcile.api;

import dev.reconcile.api.schema.Schema;
import dev.reconcile.model.Json;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * All there is to know about a kind, once: discovery, routes, decoding, printers and the page derive from it.
 *
 * @param group empty for the core group
 * @param plural the resource's name in paths
 * @param categories such as {@code all}
 * @param subresources {@code status}, {@code scale}, {@code log}, …
 * @param verbs what can be done with its objects, in the order of discovery
 * @param model the fabric8 class whose fields are the kind's schema; null for a kind that a CustomResourceDefinition makes
 * @param schema the shape of its objects
 * @param stored for a further version of a kind, what its objects are kept as; null for kinds that are kept as themselves
 */
public record Kind(
        String group,
        String version,
        String kind,
        String plural,
        String singular,
        List<String> shortNames,
        boolean namespaced,
        List<String> categories,
        List<String> subresources,
        List<String> verbs,
        Class<?> model,
        Schema schema,
        Rules rules,
        List<Column> columns,
        Stored stored) {

    /** What can be done with most kinds. */
    public static final List<String> ALL_VERBS = List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    /**
     * The version in which objects are kept, and the ways there and back.
     *
     * @param resource of the stored kind
     * @param to from this version's object to the stored one's
     * @param from back
     */
    public record Stored(String resource, UnaryOperator<Json> to, UnaryOperator<Json> from) {}

    /**
     * How requests address it: {@code pods}, {@code deployments.apps}, and for a further version of a kind
     * {@code horizontalpodautoscalers.v1.autoscaling}.
     */
    public String resource() {
        if (stored != null) {
            return plural + "." + version + "." + group;
        }
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** {@code v1}, {@code apps/v1}. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** {@code Pod}, {@code Deployment.apps}: how errors name it. */
    public String groupKind() {
        return group.isEmpty() ? kind : kind + "." + group;
    }

    /** Made by a CustomResourceDefinition. */
    public boolean isCustom() {
        return model == null && isKept();
    }

    /** Whether there are objects of it: reviews are answered and forgotten. */
    public boolean isKept() {
        return verbs.contains("watch");
    }

    public boolean hasStatus() {
        return subresources.contains("status");
    }

    public boolean hasScale() {
        return subresources.contains("scale");
    }

    /** How tables show the kind's subresource: a scale has columns of its own. */
    public Kind part(String subresource) {
        return !subresource.equals("scale") ? this
                : new Kind(group, version, kind, plural, singular, shortNames, namespaced, categories, subresources, verbs, model, schema, rules, Scales.COLUMNS, stored);
    }
}
