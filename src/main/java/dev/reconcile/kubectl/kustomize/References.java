package dev.reconcile.kubectl.kustomize;

import dev.reconcile.kubectl.kustomize.Kustomization.Named;
import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lets objects name each other by their new names. */
final class References {
    /** By kind and a slash and the name before: the name now. */
    private final Map<String, String> names = new TreeMap<>();
    private final List<Named> objects;

    /** @param after the same objects in the same order */
    References(List<Named> before, List<Named> after) {
        this.objects = after;
        for (int i = 0; i < before.size(); i++) {
            String kind = before.get(i).toObject().kind();
            names.put(kind + "/" + before.get(i).toObject().name(), after.get(i).toObject().name());
        }
    }

    List<Named> follow() {
        List<Named> followed = new ArrayList<>();
        for (Named named : objects) {
            Json spec = named.object().object("spec");
            followed.add(spec.isEmpty() ? named : named.with(named.object().with("spec", followed("spec", spec))));
        }
        return followed;
    }

    private Json followed(String place, Json value) {
        Json result = value;
        for (String name : value.names()) {
            Object field = value.get(name);
            Object now = switch (field) {
                case Json inner -> followed(name, inner);
                case List<?> list -> list.stream().map(item -> item instanceof Json json ? followed(name, json) : item).toList();
                case String text -> renamed(kind(place, name, value), text);
                default -> field;
            };
            result = result.with(name, now);
        }
        return result;
    }

    private String renamed(String kind, String name) {
        return names.getOrDefault(kind + "/" + name, name);
    }

    /** Of what kind the object is that the field names; empty if it names none. */
    private static String kind(String place, String field, Json around) {
        return switch (place + "." + field) {
            case "configMap.name", "configMapRef.name", "configMapKeyRef.name" -> "ConfigMap";
            case "secret.name", "secret.secretName", "secretRef.name", "secretKeyRef.name", "imagePullSecrets.name" -> "Secret";
            case "persistentVolumeClaim.claimName" -> "PersistentVolumeClaim";
            case "scaleTargetRef.name" -> around.textOrEmpty("kind");
            case "service.name" -> "Service";
            default -> switch (field) {
                case "serviceAccountName" -> "ServiceAccount";
                case "serviceName" -> "Service";
                case "priorityClassName" -> "PriorityClass";
                default -> "";
            };
        };
    }
}
