package dev.reconcile.api.kinds;

import dev.reconcile.api.Column;
import dev.reconcile.api.Durations;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Columns and cells that many kinds share ({@code pkg/printers/internalversion/printers.go}). */
final class CommonColumns {
    static final String NONE = "<none>";
    static final String UNSET = "<unset>";

    static final Column NAME = text("Name", KubeObject::name);
    static final Column AGE = timed("Age", CommonColumns::age);
    static final Column CREATED_AT = text("Created At", object -> object.metadata().textOrEmpty("creationTimestamp"));
    static final List<Column> NAME_AND_AGE = List.of(NAME, AGE);

    private CommonColumns() {}

    /** A cell that depends on the time. */
    interface Timed {
        Object of(KubeObject object, long now);
    }

    static Column text(String name, Function<KubeObject, Object> cell) {
        return new Column(name, "string", 0, (object, now) -> cell.apply(object));
    }

    static Column timed(String name, Timed cell) {
        return new Column(name, "string", 0, cell::of);
    }

    static Column number(String name, Function<KubeObject, Object> cell) {
        return new Column(name, "integer", 0, (object, now) -> cell.apply(object));
    }

    /** A number of the status, 0 while it is not written. */
    static Column status(String name, String field) {
        return number(name, object -> object.status().number(0, field));
    }

    /** A column that only {@code -o wide} shows. */
    static Column wide(String name, Function<KubeObject, Object> cell) {
        return new Column(name, "string", 1, (object, now) -> cell.apply(object));
    }

    static Column wideTimed(String name, Timed cell) {
        return new Column(name, "string", 1, cell::of);
    }

    static String age(KubeObject object, long now) {
        return Durations.since(object.metadata().text("creationTimestamp"), now);
    }

    /** The names of the containers in the pod spec at the path. */
    static Column containers(String... podSpec) {
        return wide("Containers", object -> joined(object.tree().object(podSpec), "name"));
    }

    static Column images(String... podSpec) {
        return wide("Images", object -> joined(object.tree().object(podSpec), "image"));
    }

    private static String joined(Json podSpec, String field) {
        return podSpec.objects("containers").stream().map(container -> container.textOrEmpty(field)).collect(Collectors.joining(","));
    }

    /** A label selector as {@code metav1.FormatLabelSelector} shows it. */
    static Column selector(String... path) {
        return wide("Selector", object -> selected(object.tree().object(path)));
    }

    static String selected(Json selector) {
        return orNone(LabelSelector.of(selector).text());
    }

    /** A plain map of labels as {@code labels.FormatLabels} shows it. */
    static String labels(KubeObject object, String... path) {
        return orNone(object.tree().textMap(path).entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(",")));
    }

    static String orNone(String text) {
        return text.isEmpty() ? NONE : text;
    }

    static String orUnset(String text) {
        return text == null || text.isEmpty() ? UNSET : text;
    }

    static boolean isTrue(KubeObject object, String condition) {
        return object.condition(condition).map(c -> "True".equals(c.text("status"))).orElse(false);
    }
}
