package dev.reconcile.kubectl;

import dev.reconcile.api.Kinds;
import dev.reconcile.api.schema.Schema;
import dev.reconcile.kubectl.call.Resources;
import java.util.List;
import java.util.TreeSet;

/** The paths of fields that can be explained, for Tab. */
final class FieldPaths {
    private FieldPaths() {}

    /** @param written such as {@code pods.spec.co}: what is before its last dot stays */
    static List<String> below(Kinds kinds, String written) {
        String parent = written.substring(0, written.lastIndexOf('.'));
        String[] names = parent.split("\\.");
        Schema schema = new Resources(kinds).find(names[0]).filter(kind -> kind.model() != null).map(kind -> Schema.of(kind.model())).orElse(null);
        for (int i = 1; i < names.length && schema != null; i++) {
            schema = struct(schema) instanceof Schema.Struct struct ? struct.field(names[i]).orElse(null) : null;
        }
        return schema != null && struct(schema) instanceof Schema.Struct struct
                ? new TreeSet<>(struct.lazyFields().get().keySet()).stream().map(name -> parent + "." + name).toList() : List.of();
    }

    private static Schema struct(Schema schema) {
        return switch (schema) {
            case Schema.ListOf list -> struct(list.item());
            case Schema.MapOf map -> struct(map.value());
            case Schema.Struct struct -> struct;
            case Schema.Text text -> text;
            case Schema.Whole whole -> whole;
            case Schema.Special special -> special;
        };
    }
}
