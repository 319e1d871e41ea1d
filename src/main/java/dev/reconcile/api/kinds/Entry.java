package dev.reconcile.api.kinds;

import dev.reconcile.api.Column;
import dev.reconcile.api.Kind;
import dev.reconcile.api.Rules;
import java.util.List;
import java.util.Locale;

/** Writes one entry of the registry: what is not said has the value that most kinds have. */
final class Entry {
    private final String apiVersion;
    private final String plural;
    private final Class<?> model;
    private final boolean namespaced;
    private List<String> shortNames = List.of();
    private List<String> categories = List.of();
    private List<String> subresources = List.of();
    private Rules rules = Rules.NONE;
    private List<Column> columns = CommonColumns.NAME_AND_AGE;

    private Entry(String apiVersion, String plural, Class<?> model, boolean namespaced) {
        this.apiVersion = apiVersion;
        this.plural = plural;
        this.model = model;
        this.namespaced = namespaced;
    }

    /** A kind whose objects live in a namespace; its name is that of the model's class. */
    static Entry namespaced(String apiVersion, String plural, Class<?> model) {
        return new Entry(apiVersion, plural, model, true);
    }

    /** A kind whose objects belong to the whole cluster. */
    static Entry clustered(String apiVersion, String plural, Class<?> model) {
        return new Entry(apiVersion, plural, model, false);
    }

    Entry shortNames(String... names) {
        shortNames = List.of(names);
        return this;
    }

    /** One of those that {@code kubectl get all} shows. */
    Entry inAll() {
        categories = List.of("all");
        return this;
    }

    Entry subresources(String... names) {
        subresources = List.of(names);
        return this;
    }

    Entry rules(Rules rules) {
        this.rules = rules;
        return this;
    }

    Entry columns(List<Column> columns) {
        this.columns = columns;
        return this;
    }

    Kind kind() {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        String name = model.getSimpleName();
        return new Kind(group, apiVersion.substring(slash + 1), name, plural, name.toLowerCase(Locale.ROOT), shortNames, namespaced, categories,
                subresources, model, rules, columns);
    }
}
