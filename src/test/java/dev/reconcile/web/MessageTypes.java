package dev.reconcile.web;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.reconcile.model.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the TypeScript types of the stream's messages from the Java records. */
final class MessageTypes {
    private static final String HEAD = """
            // Generated from the records in src/main/java/dev/reconcile/web by MessageTypesTest; do not edit.

            export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
            export type JsonObject = { [key: string]: Json }
            """;

    private final StringBuilder text = new StringBuilder(HEAD);
    private final Set<Class<?>> written = new LinkedHashSet<>();
    private final Deque<Class<?>> waiting = new ArrayDeque<>();

    private MessageTypes() {}

    static String text() {
        MessageTypes types = new MessageTypes();
        types.union("ClientMessage", ClientMessage.class, "Client");
        types.union("ServerMessage", ServerMessage.class, "");
        types.union("Entry", WireEntry.class, "");
        types.rest();
        return types.text.toString();
    }

    private void union(String name, Class<?> sealed, String prefix) {
        List<Class<?>> members = Arrays.stream(sealed.getPermittedSubclasses()).filter(c -> c.isAnnotationPresent(JsonTypeName.class)).toList();
        text.append("\nexport type ").append(name).append(" =\n");
        members.forEach(member -> text.append("  | ").append(prefix).append(member.getSimpleName()).append('\n'));
        members.forEach(member -> record(member, prefix));
    }

    private void rest() {
        while (!waiting.isEmpty()) {
            record(waiting.removeFirst(), "");
        }
    }

    private void record(Class<?> type, String prefix) {
        if (!written.add(type)) {
            return;
        }
        text.append("\nexport interface ").append(prefix).append(type.getSimpleName()).append(" {\n");
        JsonTypeName tag = type.getAnnotation(JsonTypeName.class);
        if (tag != null) {
            text.append("  type: '").append(tag.value()).append("'\n");
        }
        for (RecordComponent field : type.getRecordComponents()) {
            boolean optional = field.isAnnotationPresent(Nullable.class) || field.getAccessor().isAnnotationPresent(Nullable.class);
            text.append("  ").append(field.getName()).append(optional ? "?: " : ": ").append(name(field.getGenericType()));
            text.append(optional ? " | null\n" : "\n");
        }
        text.append("}\n");
    }

    private String name(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return name(list.getActualTypeArguments()[0]) + "[]";
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return "string";
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return "boolean";
        }
        if (plain == long.class || plain == int.class || plain == double.class || plain == Long.class || plain == Double.class) {
            return "number";
        }
        if (plain == Json.class) {
            return "JsonObject";
        }
        if (plain == Object.class) {
            return "Json";
        }
        if (plain == WireEntry.class) {
            return "Entry";
        }
        if (plain.isRecord()) {
            if (!written.contains(plain)) {
                waiting.add(plain);
            }
            return plain.getSimpleName();
        }
        throw new IllegalArgumentException("no TypeScript type for " + type + "; known are " + Arrays.stream(new Class<?>[] {String.class, boolean.class, long.class})
                .map(Class::getSimpleName).collect(Collectors.joining(", ")) + ", lists and records");
    }
}
