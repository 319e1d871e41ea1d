package dev.reconcile.kubectl.openapi;

import static dev.reconcile.kubectl.openapi.Definitions.fields;

import dev.reconcile.api.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The paths of the kinds. Clients look in them for the query parameters that a server understands. */
final class Paths {
    private static final List<String> WRITING = List.of("dryRun", "fieldManager", "fieldValidation");

    private Paths() {}

    static Map<String, Object> of(List<Kind> kinds, boolean third) {
        Map<String, Object> paths = new TreeMap<>();
        for (Kind kind : kinds) {
            String base = (kind.group().isEmpty() ? "/api/" : "/apis/" + kind.group() + "/") + kind.version()
                    + (kind.namespaced() ? "/namespaces/{namespace}/" : "/") + kind.plural();
            paths.put(base, fields("get", operation(kind, "list", List.of("labelSelector", "fieldSelector", "limit", "continue"), third),
                    "post", operation(kind, "post", WRITING, third)));
            paths.put(base + "/{name}", fields("get", operation(kind, "get", List.of(), third),
                    "put", operation(kind, "put", WRITING, third),
                    "patch", operation(kind, "patch", List.of("dryRun", "fieldManager", "fieldValidation", "force"), third),
                    "delete", operation(kind, "delete", List.of("dryRun", "gracePeriodSeconds", "propagationPolicy"), third)));
        }
        return paths;
    }

    private static Map<String, Object> operation(Kind kind, String action, List<String> parameters, boolean third) {
        List<Map<String, Object>> described = parameters.stream().map(name -> third
                ? fields("name", name, "in", "query", "schema", fields("type", "string"))
                : fields("name", name, "in", "query", "type", "string")).toList();
        return fields("parameters", described,
                "responses", fields("200", fields("description", "OK")),
                "x-kubernetes-action", action,
                "x-kubernetes-group-version-kind", Definitions.groupVersionKind(kind, kind.kind()));
    }
}
