package dev.reconcile.kubelet;

import dev.reconcile.api.Api;
import dev.reconcile.api.Admission;
import dev.reconcile.api.Caller;
import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.cluster.Blueprint;
import dev.reconcile.cluster.Cluster;
import dev.reconcile.cluster.StandardBlueprint;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Times;
import dev.reconcile.model.Yaml;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import dev.reconcile.store.EntryJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The standard cluster and short words for what is done to it and seen of it. */
public final class Lab {
    static final long START = 1_764_000_000_000L;

    private Cluster cluster;

    private Lab(Cluster cluster) {
        this.cluster = cluster;
    }

    public static Lab standard() {
        return new Lab(Cluster.create(StandardBlueprint.INSTANCE, 7, START));
    }

    public Cluster cluster() {
        return cluster;
    }

    /** Creates what the YAML says, in the namespace {@code default}. */
    public Lab apply(String yaml) {
        for (Json json : documents(yaml)) {
            KubeObject object = new KubeObject(json);
            Kind kind = cluster.kinds().of(object.apiVersion(), object.kind()).orElseThrow();
            Reply reply = cluster.request(Request.create(Caller.learner(0), kind.resource(), kind.namespaced() ? "default" : "", json, Options.NONE));
            if (reply instanceof Reply.Failed failed) {
                throw new AssertionError(failed.status().message());
            }
        }
        return this;
    }

    private static List<Json> documents(String yaml) {
        try {
            List<Json> documents = new ArrayList<>();
            for (Yaml.Part part : Yaml.split(yaml)) {
                documents.add(Yaml.parse(part.text()).object());
            }
            return documents;
        } catch (Yaml.Malformed e) {
            throw new AssertionError(e);
        }
    }

    /** A pod of one container with these further lines of its specification. */
    public Lab pod(String name, String image, String container) {
        return apply("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s}
                spec:
                  containers:
                  - name: main
                    image: %s
                """.formatted(name, image) + container.indent(4));
    }

    public Lab after(String span) {
        cluster.runUntil(cluster.now() + Spans.millis(span).orElseThrow());
        return this;
    }

    public Lab setImage(String name, String image) {
        List<Json> containers = List.of(pod(name).spec().objects("containers").getFirst().with("image", image));
        cluster.request(Request.update(Caller.learner(0), "pods", pod(name).with(containers, "spec", "containers"), Options.NONE));
        return this;
    }

    public Lab delete(String name, Object... options) {
        cluster.request(Request.delete(Caller.learner(0), key(name), Options.of(options)));
        return this;
    }

    /** Goes on in a cluster that was written down and read again. */
    public Lab reloaded() {
        List<Json> entries = cluster.log().since(0).stream().map(EntryJson::write).toList();
        return new Lab(Cluster.load(StandardBlueprint.INSTANCE, entries, cluster.save()));
    }

    public static ObjectKey key(String name) {
        return new ObjectKey("pods", "default", name);
    }

    public KubeObject pod(String name) {
        return cluster.view().get(key(name)).orElseThrow(() -> new AssertionError("no pod " + name));
    }

    public boolean exists(String name) {
        return cluster.view().get(key(name)).isPresent();
    }

    public Json container(String name) {
        return pod(name).status().objects("containerStatuses").getFirst();
    }

    /** {@code running}, {@code waiting CrashLoopBackOff}, {@code terminated Completed 0}. */
    public String state(String name) {
        Json state = container(name).object("state");
        String kind = state.names().getFirst();
        String reason = state.textOrEmpty(kind, "reason");
        String code = state.number(kind, "exitCode").map(c -> " " + c).orElse("");
        return (kind + " " + reason + code).strip();
    }

    public String condition(String name, String type) {
        return pod(name).condition(type).map(c -> (c.text("status") + " " + c.textOrEmpty("reason")).strip()).orElse("absent");
    }

    /** {@code Reason: message} of the events about the pod, in the order of their first time. */
    public List<String> events(String name) {
        return changes()
                .filter(change -> change.kind() == Body.ChangeKind.ADDED && change.key().resource().equals("events"))
                .map(change -> change.after().tree())
                .filter(event -> name.equals(event.text("involvedObject", "name")))
                .map(event -> event.text("reason") + ": " + event.text("message"))
                .toList();
    }

    private Stream<Body.Change> changes() {
        return cluster.log().since(0).stream().map(Entry::body).filter(Body.Change.class::isInstance).map(Body.Change.class::cast);
    }

    /** Every version of the pod's container state since the beginning, repeated ones left out. */
    public List<String> life(String name) {
        return changes()
                .filter(change -> change.key().equals(key(name)))
                .map(change -> change.kind() == Body.ChangeKind.DELETED ? "deleted" : summary(change.after()))
                .distinct()
                .toList();
    }

    private static String summary(KubeObject pod) {
        Json container = pod.status().objects("containerStatuses").stream().findFirst().orElse(Json.EMPTY);
        Json state = container.object("state");
        String kind = state.isEmpty() ? "-" : state.names().getFirst();
        String ready = container.isTrue("ready") ? "ready" : "unready";
        String node = pod.spec().has("nodeName") ? "bound" : "unbound";
        return String.join(" ", node, pod.status().textOrEmpty("phase"), (kind + ":" + state.textOrEmpty(kind, "reason")).replaceFirst(":$", ""), ready);
    }

    /** The text of the log, or the message of the refusal. */
    public String log(String name, Object... options) {
        Request get = Request.get(Caller.learner(0), key(name));
        Request log = new Request(get.caller(), get.verb(), "pods", "default", name, "log", null, null, Options.of(options));
        return switch (cluster.request(log)) {
            case Reply.Text text -> text.text();
            case Reply.Failed failed -> failed.status().message();
            case Reply reply -> throw new AssertionError(reply);
        };
    }

    public long seconds() {
        return (cluster.now() - START) / 1000;
    }

    public static long millis(String time) {
        return Times.millis(time).orElseThrow();
    }
}
