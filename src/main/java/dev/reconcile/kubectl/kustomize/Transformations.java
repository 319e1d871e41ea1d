package dev.reconcile.kubectl.kustomize;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
import dev.reconcile.kubectl.call.PodSpecs;
import dev.reconcile.kubectl.kustomize.Kustomization.Named;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a kustomization does to all of its objects: namespace, labels, annotations, images, replicas, names. */
final class Transformations {
    private static final List<String> SELECTED = List.of("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet");

    private final Json spec;
    private final Kinds kinds;

    Transformations(Json spec, Kinds kinds) {
        this.spec = spec;
        this.kinds = kinds;
    }

    List<Named> apply(List<Named> objects) {
        List<Named> changed = new ArrayList<>();
        for (Named named : objects) {
            Json object = replicas(named, images(named.object()));
            object = annotations(labels(namespace(object)));
            changed.add(named.with(object));
        }
        List<Named> renamed = changed.stream().map(this::renamed).toList();
        return new References(changed, renamed).follow();
    }

    private Json namespace(Json object) {
        String namespace = spec.textOrEmpty("namespace");
        Optional<Kind> kind = kinds.of(object.textOrEmpty("apiVersion"), object.textOrEmpty("kind"));
        boolean namespaced = kind.map(Kind::namespaced).orElse(true);
        if (namespace.isEmpty()) {
            return object;
        }
        if (object.textOrEmpty("kind").equals("Namespace")) {
            return object.withAt(namespace, "metadata", "name");
        }
        return namespaced ? object.withAt(namespace, "metadata", "namespace") : object;
    }

    private Json labels(Json object) {
        Json result = object;
        for (String name : spec.object("commonLabels").names()) {
            result = label(result, name, spec.text("commonLabels", name), true, true);
        }
        for (Json labels : spec.objects("labels")) {
            boolean selectors = labels.isTrue("includeSelectors");
            for (String name : labels.object("pairs").names()) {
                result = label(result, name, labels.text("pairs", name), selectors, selectors || labels.isTrue("includeTemplates"));
            }
        }
        return result;
    }

    private static Json label(Json object, String name, String value, boolean selectors, boolean templates) {
        String kind = object.textOrEmpty("kind");
        Json result = object.withAt(value, "metadata", "labels", name);
        if (templates && PodSpecs.path(kind).isPresent() && !kind.equals("Pod")) {
            String[] spec = PodSpecs.path(kind).get();
            String[] path = Arrays.copyOf(spec, spec.length + 2);
            path[spec.length - 1] = "metadata";
            path[spec.length] = "labels";
            path[spec.length + 1] = name;
            result = result.withAt(value, path);
        }
        if (selectors && SELECTED.contains(kind)) {
            result = result.withAt(value, "spec", "selector", "matchLabels", name);
        }
        if (selectors && (kind.equals("ReplicationController") || kind.equals("Service") && object.has("spec", "selector"))) {
            result = result.withAt(value, "spec", "selector", name);
        }
        return result;
    }

    private Json annotations(Json object) {
        Json result = object;
        for (String name : spec.object("commonAnnotations").names()) {
            result = result.withAt(spec.text("commonAnnotations", name), "metadata", "annotations", name);
            Optional<String[]> path = PodSpecs.path(object.textOrEmpty("kind")).filter(found -> found.length > 1);
            if (path.isPresent()) {
                String[] template = Arrays.copyOf(path.get(), path.get().length + 2);
                template[path.get().length - 1] = "metadata";
                template[path.get().length] = "annotations";
                template[path.get().length + 1] = name;
                result = result.withAt(spec.text("commonAnnotations", name), template);
            }
        }
        return result;
    }

    private Json images(Json object) {
        Optional<String[]> path = PodSpecs.path(object.textOrEmpty("kind"));
        if (path.isEmpty() || !spec.has("images")) {
            return object;
        }
        KubeObject result = new KubeObject(object);
        for (String list : List.of("containers", "initContainers")) {
            List<Json> containers = new ArrayList<>();
            for (Json container : object.object(path.get()).objects(list)) {
                containers.add(container.with("image", image(container.textOrEmpty("image"))));
            }
            result = PodSpecs.with(result, path.get(), list, containers);
        }
        return result.tree();
    }

    private String image(String image) {
        int at = image.indexOf('@');
        int colon = image.lastIndexOf(':');
        int end = at >= 0 ? at : colon > image.lastIndexOf('/') ? colon : image.length();
        String name = image.substring(0, end);
        String tag = image.substring(end);
        for (Json change : spec.objects("images")) {
            if (name.equals(change.text("name"))) {
                String newTag = change.get("newTag") == null ? "" : ":" + change.get("newTag");
                String digest = change.textOrEmpty("digest");
                String now = !digest.isEmpty() ? "@" + digest : !newTag.isEmpty() ? newTag : tag;
                return (change.has("newName") ? change.text("newName") : name) + now;
            }
        }
        return image;
    }

    private Json replicas(Named named, Json object) {
        for (Json change : spec.objects("replicas")) {
            boolean scaled = List.of("Deployment", "ReplicaSet", "StatefulSet", "ReplicationController").contains(object.textOrEmpty("kind"));
            if (scaled && named.original().equals(change.text("name"))) {
                return object.withAt(change.get("count"), "spec", "replicas");
            }
        }
        return object;
    }

    private Named renamed(Named named) {
        String kind = named.object().textOrEmpty("kind");
        boolean kept = List.of("Namespace", "CustomResourceDefinition").contains(kind);
        String name = named.toObject().name();
        String affixed = kept ? name : spec.textOrEmpty("namePrefix") + name + spec.textOrEmpty("nameSuffix");
        Json object = named.object().withAt(affixed, "metadata", "name");
        return new Named(named.hashed() ? object.withAt(affixed + "-" + ContentHash.ofGenerated(object), "metadata", "name") : object, named.original(), false);
    }
}
