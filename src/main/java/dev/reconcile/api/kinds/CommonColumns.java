package dev.reconcile.api.kinds;

import dev.reconcile.api.Column;
import dev.reconcile.model.KubeObject;
import java.util.List;
import java.util.function.Function;

/** Columns and cells that many kinds share ({@code pkg/printers/internalversion/printers.go}). */
final class CommonColumns {
    static final Column NAME = text("Name", KubeObject::name);
    static final Column AGE = text("Age", 0, CommonColumns::age);
    static final List<Column> NAME_AND_AGE = List.of(NAME, AGE);

    private CommonColumns() {}

    /** A column of the object alone. */
    static Column text(String name, Function<KubeObject, String> cell) {
        return new Column(name, "string", 0, (object, now) -> cell.apply(object));
    }

    private interface AtTime {
        String of(KubeObject object, long now);
    }

    private static Column text(String name, int priority, AtTime cell) {
        return new Column(name, "string", priority, (object, now) -> cell.of(object, now));
    }

    /** A column of whole numbers. */
    static Column number(String name, Function<KubeObject, Long> cell) {
        return new Column(name, "integer", 0, (object, now) -> cell.apply(object));
    }

    /** A column that only {@code -o wide} shows. */
    static Column wide(String name, Function<KubeObject, String> cell) {
        return new Column(name, "string", 1, (object, now) -> cell.apply(object));
    }

    static String age(KubeObject object, long now) {
        return Durations.since(object.metadata().text("creationTimestamp"), now);
    }
}
