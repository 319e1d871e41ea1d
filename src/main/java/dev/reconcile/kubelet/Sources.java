package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.View;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ConfigMaps and Secrets of one namespace, as their texts; what cannot be found becomes the problem. */
final class Sources {
    enum Kind {
        CONFIG_MAP("configmap", "ConfigMap"), SECRET("secret", "Secret");

        final String resource;
        final String kind;

        Kind(String resource, String kind) {
            this.resource = resource;
            this.kind = kind;
        }
    }

    private final String namespace;
    private final View view;
    private String problem = "";

    Sources(String namespace, View view) {
        this.namespace = namespace;
        this.view = view;
    }

    /** The first thing that went wrong, in upstream's words; empty if nothing did. */
    String problem() {
        return problem;
    }

    void fail(String text) {
        problem = problem.isEmpty() ? text : problem;
    }

    /** All texts of the one that is named; a missing one is a problem unless it is optional. */
    Optional<Map<String, String>> all(Kind kind, String name, boolean optional) {
        Optional<KubeObject> found = view.get(kind.resource + "s", namespace, name);
        if (found.isEmpty() && !optional) {
            fail("%s \"%s\" not found".formatted(kind.resource, name));
        }
        return found.map(object -> data(object, kind));
    }

    /** One text, as a {@code configMapKeyRef} or {@code secretKeyRef} names it. */
    Optional<String> key(Kind kind, Json reference) {
        boolean optional = reference.isTrue("optional");
        String name = reference.textOrEmpty("name");
        Optional<Map<String, String>> data = all(kind, name, optional);
        String key = reference.textOrEmpty("key");
        if (data.isPresent() && !data.get().containsKey(key) && !optional) {
            fail("couldn't find key %s in %s %s/%s".formatted(key, kind.kind, namespace, name));
        }
        return data.map(values -> values.get(key));
    }

    private static Map<String, String> data(KubeObject object, Kind kind) {
        Map<String, String> data = new TreeMap<>(object.tree().textMap("data"));
        if (kind == Kind.SECRET) {
            data.replaceAll((key, value) -> decoded(value));
        }
        object.tree().textMap("binaryData").forEach((key, value) -> data.put(key, decoded(value)));
        return data;
    }

    private static String decoded(String value) {
        return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    }
}
