package dev.reconcile.api.kinds;

import dev.reconcile.api.Column;
import dev.reconcile.api.Kind;
import dev.reconcile.api.Rules;
import dev.reconcile.api.schema.Schema;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Writes one entry of the registry: what is not said has the value that most kinds have. */
final class Entry {
    /** What asks for a review is read by whoever answers it. */
    private static final Schema REVIEW = Schema.open();

    private final String apiVersion;
    private final String plural;
    private final Class<?> model;
    private String name;
    private boolean namespaced;
    private List<String> shortNames = List.of();
    private List<String> categories = List.of();
    private List<String> subresources = List.of();
    private Rules rules = Rules.NONE;
    private List<Column> columns = CommonColumns.NAME_AND_AGE;
    private List<String> verbs = Kind.ALL_VERBS;
    private Kind.Stored stored;

    private Entry(String apiVersion, String plural, Class<?> model, boolean namespaced) {
        this.apiVersion = apiVersion;
        this.plural = plural;
        this.model = model;
        this.name = model == null ? "" : model.getSimpleName();
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

    /** A question that is answered and forgotten: it can only be created. */
    static Entry review(String apiVersion, String plural, String kind) {
        Entry entry = new Entry(apiVersion, plural, null, false);
        entry.name = kind;
        entry.verbs = List.of("create");
        return entry;
    }

    Entry inNamespaces() {
        namespaced = true;
        return this;
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

    Entry inExtensions() {
        categories = List.of("api-extensions");
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

    /** What can be done with it, where that is not everything. */
    Entry verbs(String... names) {
        verbs = List.of(names);
        return this;
    }

    /** A further version of that kind. */
    Entry storedAs(String resource, UnaryOperator<Json> to, UnaryOperator<Json> from) {
        stored = new Kind.Stored(resource, to, from);
        return this;
    }

    Kind kind() {
        int slash = apiVersion.indexOf('/');
        String group = slash < 0 ? "" : apiVersion.substring(0, slash);
        return new Kind(group, apiVersion.substring(slash + 1), name, plural, name.toLowerCase(Locale.ROOT), shortNames, namespaced, categories,
                subresources, verbs, model, model == null ? REVIEW : Schema.of(model), rules, shown(), stored);
    }

    /** Cells are written for the stored version. */
    private List<Column> shown() {
        return stored == null ? columns : columns.stream().map(column -> new Column(column.name(), column.type(), column.priority(),
                (object, now) -> column.cell().apply(new KubeObject(stored.to().apply(object.tree())), now))).toList();
    }
}
