package dev.reconcile.web.kube;

import dev.reconcile.api.Column;
import dev.reconcile.api.Kind;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Unset;
import java.util.ArrayList;
import java.util.List;

/**
 * How objects are shown to a client: as they are, as rows of a table, or as their metadata alone ({@code apiserver/pkg/endpoints/handlers/response.go}).
 *
 * @param whole what a table's rows carry besides their cells: Metadata, Object or None
 */
record Representation(Kind kind, Accept.Shape shape, String whole) {
    private static final String META = "meta.k8s.io/v1";

    static Representation of(Kind kind, HttpCall call) {
        String include = call.parameter("includeObject");
        return new Representation(kind, Accept.of(call).shape(), include.isEmpty() ? "Metadata" : include);
    }

    Representation of(String subresource) {
        return new Representation(kind.part(subresource), shape, whole);
    }

    /** @param now virtual milliseconds, for the cells that tell an age */
    Json one(KubeObject object, long now) {
        return switch (shape) {
            case OBJECT -> Unset.written(object.tree());
            case METADATA -> metadata(object);
            case TABLE -> table(List.of(object), now, Json.of("resourceVersion", object.metadata().get("resourceVersion")), true);
        };
    }

    /** One object of a watch: only the first table names the columns. */
    Json event(KubeObject object, long now, boolean first) {
        return shape == Accept.Shape.TABLE
                ? table(List.of(object), now, Json.of("resourceVersion", object.metadata().get("resourceVersion")), first)
                : one(object, now);
    }

    /** A table without rows, which only tells how far the watch has come. */
    Json bookmark(KubeObject object) {
        return table(List.of(), 0, object.metadata(), false);
    }

    /** @param listMetadata resourceVersion, continue, remainingItemCount */
    Json many(List<KubeObject> objects, long now, Json listMetadata) {
        return switch (shape) {
            case OBJECT -> list(kind.apiVersion(), kind.kind() + "List", listMetadata, objects.stream().map(Representation::item).toList());
            case METADATA -> list(META, "PartialObjectMetadataList", listMetadata, objects.stream().map(Representation::metadata).toList());
            case TABLE -> table(objects, now, listMetadata, true);
        };
    }

    private static Json list(String apiVersion, String kind, Json metadata, List<Json> items) {
        return Json.of("apiVersion", apiVersion, "kind", kind, "metadata", metadata, "items", items);
    }

    /** Items of a list do not repeat what the list says of them. */
    private static Json item(KubeObject object) {
        return Unset.written(object.tree()).without("apiVersion").without("kind");
    }

    private static Json metadata(KubeObject object) {
        return Json.of("apiVersion", META, "kind", "PartialObjectMetadata", "metadata", object.metadata());
    }

    private Json table(List<KubeObject> objects, long now, Json listMetadata, boolean columns) {
        List<Json> rows = new ArrayList<>();
        for (KubeObject object : objects) {
            List<Object> cells = new ArrayList<>();
            for (Column column : kind.columns()) {
                cells.add(column.cell().apply(object, now));
            }
            rows.add(Json.of("cells", cells, "object", switch (whole) {
                case "None" -> null;
                case "Object" -> Unset.written(object.tree());
                default -> metadata(object);
            }));
        }
        List<Json> definitions = columns ? kind.columns().stream().map(Representation::definition).toList() : List.of();
        return Json.of("apiVersion", META, "kind", "Table", "metadata", listMetadata, "columnDefinitions", definitions, "rows", rows);
    }

    private static Json definition(Column column) {
        boolean name = column.name().equals("Name");
        return Json.of("name", column.name(), "type", column.type(), "format", name ? "name" : "", "description", "", "priority", column.priority());
    }
}
