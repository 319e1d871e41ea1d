package dev.reconcile.api;

import dev.reconcile.model.Json;
import dev.reconcile.model.MergePatch;
import java.util.ArrayList;
import java.util.List;

/** JSON patch (RFC 6902). Whatever goes wrong, the API server only says that the request is in error. */
final class JsonPatch {
    /** Operations of one patch; upstream's own limit. */
    private static final int MAX_OPERATIONS = 10_000;

    /** What an operation may have. */
    static final List<String> FIELDS = List.of("from", "op", "path", "value");

    private JsonPatch() {}

    static Json apply(Json target, Object document) throws PatchRefused {
        if (!(document instanceof List<?> operations)) {
            String found = document instanceof Json ? "object" : document instanceof String ? "string" : "number";
            throw new PatchRefused(Status.badRequest("json: cannot unmarshal " + found + " into Go value of type jsonpatch.Patch"));
        }
        if (operations.size() > MAX_OPERATIONS) {
            throw new PatchRefused(Status.tooLarge("The allowed maximum operations in a JSON patch is %d, got %d"
                    .formatted(MAX_OPERATIONS, operations.size())));
        }
        Object result = target;
        for (Object operation : operations) {
            result = apply(result, operation instanceof Json json ? json : Json.EMPTY);
        }
        if (result instanceof Json json) {
            return json;
        }
        throw rejected();
    }

    private static Object apply(Object target, Json operation) throws PatchRefused {
        List<String> path = pointer(operation.text("path"));
        Object value = operation.get("value");
        return switch (operation.textOrEmpty("op")) {
            case "add" -> edit(target, path, 0, Edit.ADD, value);
            case "replace" -> edit(target, path, 0, Edit.REPLACE, value);
            case "remove" -> edit(target, path, 0, Edit.REMOVE, null);
            case "test" -> {
                Object wanted = MergePatch.REMOVE.equals(value) ? null : value;
                if (!java.util.Objects.equals(find(target, path), wanted)) {
                    throw rejected();
                }
                yield target;
            }
            case "copy" -> edit(target, path, 0, Edit.ADD, existing(target, pointer(operation.text("from"))));
            case "move" -> {
                List<String> from = pointer(operation.text("from"));
                Object moved = existing(target, from);
                yield edit(edit(target, from, 0, Edit.REMOVE, null), path, 0, Edit.ADD, moved);
            }
            default -> throw rejected();
        };
    }

    private enum Edit { ADD, REPLACE, REMOVE }

    private static PatchRefused rejected() {
        return new PatchRefused(new Status(422, "Invalid", "the server rejected our request due to an error in our request", Json.EMPTY));
    }

    private static List<String> pointer(String text) throws PatchRefused {
        if (text == null || !text.isEmpty() && !text.startsWith("/")) {
            throw rejected();
        }
        List<String> steps = new ArrayList<>();
        if (!text.isEmpty()) {
            for (String step : text.substring(1).split("/", -1)) {
                steps.add(step.replace("~1", "/").replace("~0", "~"));
            }
        }
        return steps;
    }

    private static Object existing(Object target, List<String> path) throws PatchRefused {
        Object found = find(target, path);
        if (found == null) {
            throw rejected();
        }
        return found;
    }

    private static Object find(Object target, List<String> path) throws PatchRefused {
        Object found = target;
        for (String step : path) {
            found = switch (found) {
                case Json json -> json.get(step);
                case List<?> list -> list.get(index(step, list.size() - 1));
                case null, default -> throw rejected();
            };
        }
        return found;
    }

    private static int index(String step, int last) throws PatchRefused {
        if (!step.matches("-?\\d{1,9}")) {
            throw rejected();
        }
        int index = Integer.parseInt(step);
        // The library that upstream uses counts negative indices from the end.
        int at = index < 0 ? index + last + 1 : index;
        if (at < 0 || at > last) {
            throw rejected();
        }
        return at;
    }

    private static Object edit(Object node, List<String> path, int depth, Edit edit, Object value) throws PatchRefused {
        if (depth == path.size()) {
            return value;
        }
        String step = path.get(depth);
        boolean last = depth == path.size() - 1;
        return switch (node) {
            case Json json -> editObject(json, step, last, path, depth, edit, value);
            case List<?> list -> editList(list, step, last, path, depth, edit, value);
            case null, default -> throw rejected();
        };
    }

    private static Json editObject(Json json, String step, boolean last, List<String> path, int depth, Edit edit, Object value)
            throws PatchRefused {
        Object child = json.get(step);
        if (child == null && (!last || edit != Edit.ADD)) {
            throw rejected();
        }
        if (last && (edit == Edit.REMOVE || MergePatch.REMOVE.equals(value))) {
            return json.without(step);
        }
        return json.with(step, edit(child, path, depth + 1, edit, value));
    }

    private static List<Object> editList(List<?> list, String step, boolean last, List<String> path, int depth, Edit edit, Object value)
            throws PatchRefused {
        List<Object> items = new ArrayList<>(list);
        if (last && edit == Edit.ADD) {
            items.add(step.equals("-") ? items.size() : index(step, items.size()), value);
            return items;
        }
        int at = index(step, items.size() - 1);
        if (last && edit == Edit.REMOVE) {
            items.remove(at);
        } else {
            items.set(at, edit(items.get(at), path, depth + 1, edit, value));
        }
        return items;
    }
}
