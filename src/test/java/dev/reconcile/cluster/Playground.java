package dev.reconcile.cluster;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.api.Patch;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.api.Verb;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Yaml;
import java.util.List;
import java.util.function.UnaryOperator;

/** A whole standard cluster and short words for what a person does in its namespace default. */
public final class Playground {
    private Cluster cluster;

    private Playground(Cluster cluster) {
        this.cluster = cluster;
    }

    public static Playground standard() {
        return new Playground(Cluster.create(StandardBlueprint.INSTANCE, 3, 1_764_000_000_000L));
    }

    public Cluster cluster() {
        return cluster;
    }

    /** Creates every object of the text, some milliseconds after each other. */
    public Playground apply(String yaml) {
        for (KubeObject object : read(yaml)) {
            Reply reply = create(object);
            if (reply instanceof Reply.Failed failed) {
                throw new AssertionError(object + " was refused: " + failed.status().message());
            }
            millis(10);
        }
        return this;
    }

    /** What the API server answers to an object that it does not take. */
    public Status refused(String yaml) {
        return refusal(create(read(yaml).getFirst()));
    }

    public static Status refusal(Reply reply) {
        if (reply instanceof Reply.Failed failed) {
            return failed.status();
        }
        throw new AssertionError("accepted: " + reply);
    }

    private static List<KubeObject> read(String yaml) {
        try {
            return Yaml.split(yaml).stream().map(Playground::parse).toList();
        } catch (Yaml.Malformed e) {
            throw new AssertionError(e);
        }
    }

    private static KubeObject parse(Yaml.Part part) {
        try {
            return new KubeObject(Yaml.parse(part.text()).object());
        } catch (Yaml.Malformed e) {
            throw new AssertionError(e);
        }
    }

    public Reply create(KubeObject object) {
        Kind kind = cluster.kinds().of(object.apiVersion(), object.kind()).orElseThrow();
        String namespace = !kind.namespaced() ? "" : object.namespace().isEmpty() ? "default" : object.namespace();
        return cluster.request(Request.create(Caller.learner(0), kind.resource(), namespace, object.tree(), Options.NONE));
    }

    /** A merge patch. */
    public Reply patch(String resource, String name, Json patch) {
        return cluster.request(Request.patch(Caller.learner(0), key(resource, name), new Patch(Patch.Type.MERGE, patch), Options.NONE));
    }

    public Playground change(String resource, String name, UnaryOperator<KubeObject> change) {
        return accepted(cluster.request(Request.update(Caller.learner(0), resource, change.apply(get(resource, name)), Options.NONE)));
    }

    public Playground delete(String resource, String name) {
        return accepted(cluster.request(Request.delete(Caller.learner(0), key(resource, name), Options.NONE)));
    }

    public Reply evict(String pod) {
        Json eviction = Json.of("apiVersion", "policy/v1", "kind", "Eviction", "metadata", Json.of("name", pod, "namespace", "default"));
        return cluster.request(new Request(Caller.learner(0), Verb.CREATE, "pods", "default", pod, "eviction", eviction, null, Options.NONE));
    }


    private Playground accepted(Reply reply) {
        if (reply instanceof Reply.Failed failed) {
            throw new AssertionError(failed.status().message());
        }
        return this;
    }

    /** @param line as {@link Fault#parse} reads it */
    public Playground fault(String line) {
        cluster.fault("exercise", Fault.parse(line).orElseThrow()).ifPresent(problem -> {
            throw new AssertionError(problem.message());
        });
        return this;
    }

    public Playground after(long seconds) {
        return millis(seconds * 1000);
    }

    public Playground millis(long millis) {
        cluster.runUntil(cluster.now() + millis);
        return this;
    }

    /** Goes on with what comes out of saving and loading. */
    public Playground fork() {
        cluster = cluster.fork();
        return this;
    }

    private ObjectKey key(String resource, String name) {
        boolean namespaced = cluster.kinds().resource(resource).orElseThrow().namespaced();
        return new ObjectKey(resource, namespaced ? "default" : "", name);
    }

    public boolean has(String resource, String name) {
        return cluster.view().get(key(resource, name)).isPresent();
    }

    public KubeObject get(String resource, String name) {
        return cluster.view().get(key(resource, name)).orElseThrow(() -> new AssertionError("there is no " + resource + " " + name));
    }

    public List<KubeObject> list(String resource) {
        return cluster.view().list(resource, cluster.kinds().resource(resource).orElseThrow().namespaced() ? "default" : "");
    }

    public KubeObject pod(String name) {
        return get("pods", name);
    }

    public String node(String pod) {
        return Pods.node(pod(pod));
    }

    /** Reason and message of each event about the object, oldest first. */
    public List<String> events(KubeObject about) {
        return cluster.view().eventsAbout(about.uid()).stream()
                .sorted(java.util.Comparator.comparingLong(KubeObject::revision))
                .map(event -> event.tree().text("reason") + ": " + event.tree().text("message"))
                .toList();
    }

    public List<String> events(String resource, String name) {
        return events(get(resource, name));
    }

    public List<String> names(String resource) {
        return list(resource).stream().map(KubeObject::name).toList();
    }

    public String status(String resource, String name, String... path) {
        return String.valueOf(get(resource, name).status().at(path));
    }
}
