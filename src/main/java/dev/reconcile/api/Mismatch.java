package dev.reconcile.api;

import dev.reconcile.api.schema.Schema;

/**
 * A value of a body that its field cannot hold.
 *
 * @param struct the Go type that has the field
 * @param path the field's path, without list indices: {@code spec.replicas}
 * @param wanted the Go type of the value
 * @param found what stands there, in the words of Go's JSON decoder: {@code string}, {@code number 1.5}
 * @param own the text of a type that reads itself (quantities, times), which stands alone; empty otherwise
 */
record Mismatch(String struct, String path, Schema wanted, String found, String own) {
    /** As {@code encoding/json} says it: bodies. */
    String jsonText() {
        return own.isEmpty()
                ? "json: cannot unmarshal " + found + " into Go struct field " + struct + "." + path + " of type " + wanted.goType()
                : own;
    }

    /** As {@code runtime.DefaultUnstructuredConverter} says it: strategic merge patches. */
    String converterText() {
        if (!own.isEmpty()) {
            return own;
        }
        String plain = found.startsWith("number") ? found.contains(".") ? "float64" : "int64" : found;
        return switch (wanted) {
            case Schema.Struct struct -> "cannot restore struct from: " + goKind(plain);
            case Schema.ListOf list -> "cannot restore slice from " + goKind(plain);
            case Schema.MapOf map -> "cannot restore map from " + goKind(plain);
            case Schema.Text text -> plain.equals("int64") ? "cannot convert int64 to " + text.goType() : "unrecognized type: string";
            case Schema.Whole whole -> plain.equals("float64") ? "cannot convert float64 to " + whole.goType() : "unrecognized type: " + whole.goType();
            case Schema.Special special -> "unrecognized type: " + special.goType();
        };
    }

    private static String goKind(String found) {
        return switch (found) {
            case "array" -> "slice";
            case "object" -> "map";
            default -> found;
        };
    }
}
