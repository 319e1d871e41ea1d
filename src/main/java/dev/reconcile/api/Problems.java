package dev.reconcile.api;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Collects what is wrong with an object, field by field. Texts follow {@code apimachinery/pkg/util/validation/field/errors.go}.
 */
public final class Problems {
    /** Kinds of field errors, with the text that starts the message and the machine-readable reason. */
    public enum Type {
        NOT_FOUND("Not found", "FieldValueNotFound"),
        REQUIRED("Required value", "FieldValueRequired"),
        DUPLICATE("Duplicate value", "FieldValueDuplicate"),
        INVALID("Invalid value", "FieldValueInvalid"),
        NOT_SUPPORTED("Unsupported value", "FieldValueNotSupported"),
        FORBIDDEN("Forbidden", "FieldValueForbidden"),
        TOO_LONG("Too long", "FieldValueTooLong"),
        TOO_MANY("Too many", "FieldValueTooMany"),
        TYPE_INVALID("Invalid value", "FieldValueTypeInvalid");

        private final String words;
        private final String reason;

        Type(String words, String reason) {
            this.words = words;
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }
    }

    /** @param message the text without the field's path */
    public record Problem(Type type, String field, String message) {
        public String text() {
            return field + ": " + message;
        }
    }

    private final List<Problem> found = new ArrayList<>();

    public List<Problem> found() {
        return List.copyOf(found);
    }

    public int size() {
        return found.size();
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** Adds what somebody else has found. */
    public void addAll(Problems others) {
        found.addAll(others.found);
    }

    private void add(Type type, String field, String message) {
        found.add(new Problem(type, field, message));
    }

    public void required(String field, String detail) {
        add(Type.REQUIRED, field, detail.isEmpty() ? Type.REQUIRED.words : Type.REQUIRED.words + ": " + detail);
    }

    public void invalid(String field, Object value, String detail) {
        add(Type.INVALID, field, Type.INVALID.words + ": " + shown(value) + ": " + detail);
    }

    /** Without the value, as for an object whose parts do not go together. */
    public void invalid(String field, String detail) {
        add(Type.INVALID, field, Type.INVALID.words + ": " + detail);
    }

    public void typeInvalid(String field, Object value, String detail) {
        add(Type.TYPE_INVALID, field, Type.TYPE_INVALID.words + ": " + shown(value) + ": " + detail);
    }

    public void duplicate(String field, Object value) {
        add(Type.DUPLICATE, field, Type.DUPLICATE.words + ": " + shown(value));
    }

    public void duplicate(String field, Object value, String detail) {
        add(Type.DUPLICATE, field, Type.DUPLICATE.words + ": " + shown(value) + ": " + detail);
    }

    public void notFound(String field, Object value) {
        add(Type.NOT_FOUND, field, Type.NOT_FOUND.words + ": " + shown(value));
    }

    public void notFound(String field, Object value, String detail) {
        add(Type.NOT_FOUND, field, Type.NOT_FOUND.words + ": " + shown(value) + ": " + detail);
    }

    public void forbidden(String field, String detail) {
        add(Type.FORBIDDEN, field, Type.FORBIDDEN.words + ": " + detail);
    }

    /** @param supported in the order in which upstream lists them */
    public void notSupported(String field, Object value, List<String> supported) {
        String list = supported.stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(", "));
        add(Type.NOT_SUPPORTED, field, Type.NOT_SUPPORTED.words + ": " + shown(value) + ": supported values: " + list);
    }

    /** The same for choices that upstream does not sort. */
    public void notAmong(String field, Object value, List<String> supported) {
        String list = supported.stream().map(s -> "\"" + s + "\"").collect(Collectors.joining(", "));
        add(Type.NOT_SUPPORTED, field, Type.NOT_SUPPORTED.words + ": " + shown(value) + ": supported values: " + list);
    }

    public void tooLong(String field, int most) {
        add(Type.TOO_LONG, field, Type.TOO_LONG.words + ": may not be more than " + most + " bytes");
    }

    public void tooMany(String field, int actual, int most) {
        add(Type.TOO_MANY, field, Type.TOO_MANY.words + ": " + actual + ": must have at most " + most + " items");
    }

    /** A value that upstream shows in a form of its own, such as one of its internal types. */
    public record Shown(String text) {}

    /** As Go's JSON shows it; a pointer to nothing is the text "null". */
    private static String shown(Object value) {
        return switch (value) {
            case null -> "\"null\"";
            case Shown shown -> shown.text();
            case String text -> JsonText.compact(text);
            case Json json -> json.toString();
            case List<?> list -> JsonText.compact(list);
            default -> value.toString();
        };
    }
}
