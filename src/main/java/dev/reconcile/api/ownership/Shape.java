package dev.reconcile.api.ownership;

import dev.reconcile.api.schema.ListType;
import dev.reconcile.api.schema.Schema;

/** What of an object is taken apart and what is one value. */
final class Shape {
    private static final Schema VALUE = new Schema.Special(Schema.Form.ANYTHING);

    private Shape() {}

    /** The schema of a field; what is not declared is one value. */
    static Schema field(Schema owner, String name) {
        if (owner instanceof Schema.Struct struct) {
            Schema field = struct.fields().get(name);
            return field == null ? VALUE : field;
        }
        return owner instanceof Schema.MapOf map ? map.value() : VALUE;
    }

    static boolean isMap(Schema schema) {
        return schema instanceof Schema.Struct struct && !struct.whole() || schema instanceof Schema.MapOf map && !map.whole();
    }

    /** {@link ListType#WHOLE} for what is no list. */
    static ListType list(Schema schema) {
        return schema instanceof Schema.ListOf list ? list.type() : ListType.WHOLE;
    }
}
