package dev.reconcile.api.custom;

import dev.reconcile.api.Column;
import dev.reconcile.api.Durations;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonPath;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** {@code additionalPrinterColumns} ({@code apiextensions-apiserver/pkg/registry/customresource/tableconvertor}). */
final class CustomColumns {
    private static final Json AGE = Json.of("name", "Age", "type", "date", "jsonPath", ".metadata.creationTimestamp");

    private CustomColumns() {}

    static List<Column> of(Json version) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("Name", "string", 0, (object, now) -> object.name()));
        List<Json> more = version.has("additionalPrinterColumns") ? version.objects("additionalPrinterColumns") : List.of(AGE);
        more.forEach(column -> columns.add(column(column)));
        return List.copyOf(columns);
    }

    private static Column column(Json column) {
        String path = column.textOrEmpty("jsonPath");
        boolean date = "date".equals(column.text("type"));
        JsonPath compiled = compiled(path);
        return new Column(column.textOrEmpty("name"), column.textOrEmpty("type"), (int) column.number(0, "priority"),
                (object, now) -> cell(compiled, date, object, now));
    }

    private static JsonPath compiled(String path) {
        try {
            return JsonPath.template("{" + path + "}");
        } catch (JsonPath.Bad e) {
            // A path that cannot be read shows nothing, as one that leads nowhere.
            return null;
        }
    }

    private static Object cell(JsonPath path, boolean date, KubeObject object, long now) {
        Object value = first(path, object);
        return switch (value) {
            case null -> "";
            case String text when date -> Durations.since(text, now);
            case String text -> text;
            case Long number -> number;
            default -> JsonText.compact(value);
        };
    }

    private static Object first(JsonPath path, KubeObject object) {
        try {
            List<Object> found = path == null ? List.of() : path.values(object.tree());
            return found.isEmpty() ? null : found.getFirst();
        } catch (JsonPath.Bad e) {
            return null;
        }
    }
}
