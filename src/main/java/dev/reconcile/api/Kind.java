package dev.reconcile.api;

import dev.reconcile.api.schema.Schema;
import java.util.List;

/**
 * All there is to know about a kind, once: discovery, routes, decoding, printers and the page derive from it.
 *
 * @param group empty for the core group
 * @param plural the resource's name in paths
 * @param categories such as {@code all}
 * @param subresources {@code status}, {@code scale}, {@code log}, …
 * @param model the fabric8 class whose fields are the kind's schema
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
        Class<?> model,
        Rules rules,
        List<Column> columns) {

    /** {@code pods}, {@code deployments.apps}. */
    public String resource() {
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

    /** The shape of its objects. */
    public Schema schema() {
        return Schema.of(model);
    }

    public boolean hasStatus() {
        return subresources.contains("status");
    }

    public boolean hasScale() {
        return subresources.contains("scale");
    }
}
