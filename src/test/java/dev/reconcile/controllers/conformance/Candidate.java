package dev.reconcile.controllers.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.api.Patch;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Verb;
import dev.reconcile.api.Watch;
import dev.reconcile.cluster.Cluster;
import dev.reconcile.cluster.StandardBlueprint;
import dev.reconcile.kubelet.StreamReply;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Yaml;
import dev.reconcile.shell.Pipe;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Stdio;
import dev.reconcile.shell.Terminal;
import dev.reconcile.shell.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** The cluster whose conformance is asked, with what a client of its API does to it. All names are in the namespace {@code default}. */
final class Candidate {
    private static final long START = 1_764_000_000_000L;
    private static final Caller CLIENT = Caller.learner(0);

    /** How long anything may take: ten minutes. Seconds. */
    private static final int PATIENCE = 600;

    private final Cluster cluster = Cluster.create(StandardBlueprint.INSTANCE, 11, START);

    Cluster cluster() {
        return cluster;
    }

    private static ObjectKey key(String resource, String name) {
        return new ObjectKey(resource, resource.equals("nodes") ? "" : "default", name);
    }

    /** What the API answers if it does not refuse. */
    private KubeObject done(Request request) {
        return switch (cluster.request(request)) {
            case Reply.One one -> one.object();
            case Reply.Failed failed when failed.status().code() == 200 -> null;
            case Reply.Failed failed -> throw new AssertionError(failed.status().message());
            case Reply.Many many -> throw new AssertionError(many);
            case Reply.Watching watching -> throw new AssertionError(watching);
            case Reply.Text text -> throw new AssertionError(text);
        };
    }

    KubeObject create(String yaml) {
        try {
            KubeObject object = new KubeObject(Yaml.parse(yaml).object());
            return create(object);
        } catch (Yaml.Malformed e) {
            throw new AssertionError(e);
        }
    }

    /** In the namespace default, if it names no other. */
    KubeObject create(KubeObject object) {
        Kind kind = cluster.kinds().of(object.apiVersion(), object.kind()).orElseThrow();
        String namespace = !kind.namespaced() ? "" : object.namespace().isEmpty() ? "default" : object.namespace();
        return done(Request.create(CLIENT, kind.resource(), namespace, object.tree(), Options.NONE));
    }

    KubeObject get(String resource, String name) {
        return done(Request.get(CLIENT, key(resource, name)));
    }

    boolean has(String resource, String name) {
        return cluster.request(Request.get(CLIENT, key(resource, name))) instanceof Reply.One;
    }

    KubeObject update(String resource, String name, UnaryOperator<KubeObject> change) {
        return done(Request.update(CLIENT, resource, change.apply(get(resource, name)), Options.NONE));
    }

    KubeObject patch(String resource, String name, Json document) {
        return done(Request.patch(CLIENT, key(resource, name), new Patch(Patch.Type.STRATEGIC, document), Options.NONE));
    }

    void delete(String resource, String name, String propagation) {
        done(Request.delete(CLIENT, key(resource, name), Options.of("propagationPolicy", propagation)));
    }

    List<KubeObject> list(String resource, String selector) {
        return list(resource, "default", selector);
    }

    List<KubeObject> list(String resource, String namespace, String selector) {
        return ((Reply.Many) cluster.request(Request.list(CLIENT, resource, namespace, Options.of("labelSelector", selector)))).items();
    }

    void deleteCollection(String resource, String selector) {
        Options options = Options.of("labelSelector", selector, "propagationPolicy", "Background");
        cluster.request(new Request(CLIENT, Verb.DELETE_COLLECTION, resource, "default", "", "", null, null, options));
    }

    Watch watch(String resource, String selector) {
        Request watch = Request.watch(CLIENT, resource, "default", "", Options.of("labelSelector", selector));
        return ((Reply.Watching) cluster.request(watch)).watch();
    }

    KubeObject mergePatch(String resource, String name, String document) {
        return done(Request.patch(CLIENT, key(resource, name), new Patch(Patch.Type.MERGE, json(document)), Options.NONE));
    }

    private static Json json(String document) {
        try {
            return JsonText.patch(document);
        } catch (JsonText.Malformed e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the API lets the pod be evicted; false for 429 because of a budget. */
    boolean evict(String pod) {
        Json eviction = Json.of("apiVersion", "policy/v1", "kind", "Eviction", "metadata", Json.of("name", pod, "namespace", "default"));
        Reply reply = cluster.request(new Request(CLIENT, Verb.CREATE, "pods", "default", pod, "eviction", eviction, null, Options.NONE));
        if (reply instanceof Reply.Failed failed && failed.status().code() == 429) {
            assertThat(failed.status().details().objects("causes")).extracting(cause -> cause.text("reason")).contains("DisruptionBudget");
            return false;
        }
        assertThat(reply instanceof Reply.Failed failed && failed.status().code() != 200 && failed.status().code() != 201).as("%s", reply).isFalse();
        return true;
    }

    /** Writes the status of an object as its controller or kubelet would. */
    void report(String resource, String name, UnaryOperator<Json> change) {
        KubeObject object = get(resource, name);
        done(Request.update(Caller.controller("kubelet", 0), resource, object.withStatus(change.apply(object.status())), Options.NONE).on("status"));
    }

    /** Writes the status through its subresource, as any client may. */
    void updateStatus(String resource, String name, UnaryOperator<Json> change) {
        KubeObject object = get(resource, name);
        done(Request.update(CLIENT, resource, object.withStatus(change.apply(object.status())), Options.NONE).on("status"));
    }

    /** @param document JSON of a merge patch */
    void patchStatus(String resource, String name, String document) {
        done(Request.patch(CLIENT, key(resource, name), new Patch(Patch.Type.MERGE, json(document)), Options.NONE).on("status"));
    }

    KubeObject status(String resource, String name) {
        return done(Request.get(CLIENT, key(resource, name)).on("status"));
    }

    /** Runs a line of the shell in a pod's first container, to its end. */
    void exec(String pod, String line) {
        Options options = Options.of("command", List.of("sh", "-c", line), "stdout", true, "stderr", true);
        Request request = new Request(CLIENT, Verb.GET, "pods", "default", pod, "exec", null, null, options);
        Stdio io = new Stdio(Pipe.unbounded(), Pipe.unbounded(), Pipe.unbounded());
        Process process = (Process) ((StreamReply.Open) cluster.connect(request, io, world())).conversation();
        Progress progress = process.advance();
        for (int turns = 0; !(progress instanceof Progress.Exited); turns++) {
            assertThat(turns).as("turns of " + line).isLessThan(100);
            cluster.runUntil(cluster.now() + 100);
            progress = process.advance();
        }
        assertThat(progress).isEqualTo(Progress.exited(0));
    }

    private World world() {
        return new World() {
            @Override
            public long nowMillis() {
                return cluster.now();
            }

            @Override
            public Optional<Terminal> terminal() {
                return Optional.empty();
            }
        };
    }

    Candidate after(long seconds) {
        cluster.runUntil(cluster.now() + seconds * 1000);
        return this;
    }

    Candidate until(String what, BooleanSupplier holds) {
        for (int second = 0; !holds.getAsBoolean(); second++) {
            assertThat(second).as("seconds until " + what).isLessThan(PATIENCE);
            after(1);
        }
        return this;
    }

    List<KubeObject> pods(String selector) {
        return list("pods", selector);
    }

    long ready(String selector) {
        return pods(selector).stream().filter(pod -> Pods.isActive(pod) && Pods.isReady(pod)).count();
    }

    Candidate untilReady(String selector, int count) {
        return until(count + " ready pods of " + selector, () -> ready(selector) == count);
    }

    List<String> images(String selector) {
        return pods(selector).stream().filter(pod -> !pod.isTerminating()).map(pod -> pod.spec().objects("containers").getFirst().text("image")).toList();
    }

    /** What a pod of its own gets from there over HTTP. */
    String fetch(String url) {
        String name = "asks-" + cluster.log().position();
        create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: %s}
                spec:
                  restartPolicy: Never
                  containers:
                  - {name: c, image: "busybox:1.36", command: [wget, -qO-, "%s"]}
                """.formatted(name, url));
        until("an answer", () -> Pods.isFinished(get("pods", name)));
        Request log = new Request(CLIENT, Verb.GET, "pods", "default", name, "log", null, null, Options.NONE);
        return ((Reply.Text) cluster.request(log)).text();
    }

    private KubeObject scale(Verb verb, String resource, String name, Json body, Patch patch) {
        return done(new Request(CLIENT, verb, resource, "default", name, "scale", body, patch, Options.NONE));
    }

    void patchScale(String resource, String name, long replicas) {
        scale(Verb.PATCH, resource, name, null, new Patch(Patch.Type.STRATEGIC, Json.of("spec", Json.of("replicas", replicas))));
    }

    KubeObject scale(String resource, String name) {
        return scale(Verb.GET, resource, name, null, null);
    }

    /** The scale subresource can be read, updated and patched, and the object follows. */
    void hasWorkingScale(String resource, String name) {
        KubeObject read = scale(resource, name).with(null, "metadata", "resourceVersion");
        assertThat(read.spec().number("replicas")).contains(1L);
        assertThat(read.status().number("replicas")).contains(1L);
        assertThat(scale(Verb.UPDATE, resource, name, read.with(2L, "spec", "replicas").tree(), null).spec().number("replicas")).contains(2L);
        assertThat(get(resource, name).spec().number("replicas")).contains(2L);
        scale(Verb.PATCH, resource, name, null, new Patch(Patch.Type.STRATEGIC, Json.of("spec", Json.of("replicas", 4L))));
        assertThat(get(resource, name).spec().number("replicas")).contains(4L);
    }

    /** The status can be read, updated and patched by itself, and each change is visible to who reads or watches afterwards. */
    void hasWorkingStatus(String resource, String name, String selector) {
        Watch watch = watch(resource, selector);
        watch.next();
        KubeObject read = done(Request.get(CLIENT, key(resource, name)).on("status"));
        Json updated = Json.of("type", "StatusUpdate", "status", "True", "reason", "E2E", "message", "Set from e2e test");
        List<Json> conditions = new ArrayList<>(read.status().objects("conditions"));
        conditions.add(updated);
        done(Request.update(CLIENT, resource, read.with(conditions, "status", "conditions"), Options.NONE).on("status"));
        assertThat(get(resource, name).condition("StatusUpdate").map(c -> c.text("message"))).contains("Set from e2e test");

        Json patched = Json.of("status", Json.of("conditions", List.of(Json.of("type", "StatusPatched", "status", "True"))),
                "metadata", Json.of("annotations", Json.of("patchedstatus", "true")));
        done(Request.patch(CLIENT, key(resource, name), new Patch(Patch.Type.MERGE, patched), Options.NONE).on("status"));
        assertThat(get(resource, name).condition("StatusPatched").map(c -> c.text("status"))).contains("True");
        assertThat(watch.next()).anyMatch(event -> event.object().condition("StatusUpdate").isPresent())
                .anyMatch(event -> event.object().condition("StatusPatched").isPresent());
    }

    /** Objects can be listed by their labels and deleted all at once. */
    void isListedAndDeletedAsCollection(String resource, String selector, int count) {
        assertThat(list(resource, "", selector)).hasSize(count);
        deleteCollection(resource, selector);
        until("the collection is gone", () -> list(resource, "", selector).isEmpty());
    }
}
