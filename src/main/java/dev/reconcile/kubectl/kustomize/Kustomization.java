package dev.reconcile.kubectl.kustomize;

import dev.reconcile.api.Kinds;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Manifests;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Yaml;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Invocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A directory with a {@code kustomization.yaml} ({@code sigs.k8s.io/kustomize/api}). What is not part of it here is refused by name. */
public final class Kustomization {
    private static final List<String> NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");
    private static final List<String> KNOWN = List.of("apiVersion", "kind", "metadata", "resources", "bases", "namespace", "namePrefix", "nameSuffix", "commonLabels",
            "commonAnnotations", "labels", "images", "replicas", "patches", "patchesStrategicMerge", "patchesJson6902", "configMapGenerator", "secretGenerator",
            "generatorOptions");
    /** Kustomizations that include each other. */
    private static final int MAX_DEPTH = 20;
    /** Objects of these kinds come first, in this order. */
    private static final List<String> ORDER = List.of("Namespace", "ResourceQuota", "StorageClass", "CustomResourceDefinition", "ServiceAccount", "Role", "ClusterRole",
            "RoleBinding", "ClusterRoleBinding", "ConfigMap", "Secret", "Endpoints", "Service", "LimitRange", "PriorityClass", "PersistentVolume",
            "PersistentVolumeClaim", "Deployment", "StatefulSet", "CronJob", "PodDisruptionBudget");

    private final Invocation invocation;
    private final Kinds kinds;
    private final String directory;
    private final Json spec;

    private Kustomization(Invocation invocation, Kinds kinds, String directory, Json spec) {
        this.invocation = invocation;
        this.kinds = kinds;
        this.directory = directory;
        this.spec = spec;
    }

    /** The objects of the directory, in the order in which they should be made. */
    public static List<Json> build(Invocation invocation, Kinds kinds, String directory) throws CommandFailure {
        List<Json> objects = new ArrayList<>();
        for (Named named : read(invocation, kinds, invocation.path(directory), directory, 0)) {
            objects.add(named.object());
        }
        objects.sort(Comparator.comparingInt(Kustomization::place).thenComparing(object -> object.textOrEmpty("apiVersion"))
                .thenComparing(object -> object.textOrEmpty("kind")).thenComparing(object -> object.textOrEmpty("metadata", "namespace"))
                .thenComparing(object -> object.textOrEmpty("metadata", "name")));
        return objects;
    }

    private static int place(Json object) {
        int place = ORDER.indexOf(object.textOrEmpty("kind"));
        return place < 0 ? ORDER.size() : place;
    }

    /** @param shown the directory as it was written */
    private static List<Named> read(Invocation invocation, Kinds kinds, String path, String shown, int depth) throws CommandFailure {
        if (!invocation.files().isDirectory(path)) {
            throw CommandFailure.error("must build at directory: not a valid directory: evalsymlink failure on '" + shown + "' : lstat " + path
                    + ": no such file or directory");
        }
        List<String> found = NAMES.stream().filter(name -> invocation.files().isFile(path + "/" + name)).toList();
        if (found.isEmpty()) {
            throw CommandFailure.error("unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '" + path + "'");
        }
        if (found.size() > 1 || depth > MAX_DEPTH) {
            throw CommandFailure.error(found.size() > 1 ? "Found multiple kustomization files under: " + path : "cycle detected: " + path);
        }
        Json spec = yaml(invocation.files().content(path + "/" + found.getFirst()).orElse(""), found.getFirst());
        for (String name : spec.names()) {
            if (!KNOWN.contains(name)) {
                throw CommandFailure.error("the field " + name + " of " + shown + "/" + found.getFirst() + " is not part of this lab's kustomize");
            }
        }
        return new Kustomization(invocation, kinds, path, spec).build(depth);
    }

    static Json yaml(String text, String file) throws CommandFailure {
        try {
            return Yaml.parse(text).value() instanceof Json json ? json : Json.EMPTY;
        } catch (Yaml.Malformed e) {
            throw CommandFailure.error("invalid Kustomization: " + file + ": " + e.getMessage());
        }
    }

    private List<Named> build(int depth) throws CommandFailure {
        List<Named> objects = new ArrayList<>();
        List<String> resources = new ArrayList<>(spec.texts("resources"));
        resources.addAll(spec.texts("bases"));
        for (String resource : resources) {
            objects.addAll(resource(resource, depth));
        }
        objects.addAll(new Generators(spec, this::content).all());
        new Patching(spec, kinds, this::content).apply(objects);
        return new Transformations(spec, kinds).apply(objects);
    }

    private List<Named> resource(String resource, int depth) throws CommandFailure {
        String path = path(resource);
        if (resource.contains("://")) {
            throw CommandFailure.error("this lab has no way to \"" + resource + "\": copy it into the directory");
        }
        if (invocation.files().isDirectory(path)) {
            return read(invocation, kinds, path, resource, depth + 1);
        }
        List<Named> objects = new ArrayList<>();
        for (Manifests.Document document : Manifests.parse(content(resource), resource)) {
            objects.add(Named.of(document.object()));
        }
        return objects;
    }

    private String path(String name) {
        return name.startsWith("/") ? name : Files.normalise(directory, name);
    }

    private String content(String name) throws CommandFailure {
        return invocation.files().content(path(name)).orElseThrow(() -> CommandFailure.error(
                "accumulating resources: accumulation err='accumulating resources from '" + name + "': open " + path(name) + ": no such file or directory'"));
    }

    /** Reads a file of the kustomization. */
    interface Content {
        String of(String name) throws CommandFailure;
    }

    /**
     * An object on its way, with the name that others still use for it.
     *
     * @param hashed whether its name gets the hash of its content
     */
    record Named(Json object, String original, boolean hashed) {
        static Named of(Json object) {
            return new Named(object, object.textOrEmpty("metadata", "name"), false);
        }

        Named with(Json changed) {
            return new Named(changed, original, hashed);
        }

        KubeObject toObject() {
            return new KubeObject(object);
        }
    }
}
