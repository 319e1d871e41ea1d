package dev.reconcile.controllers;

import dev.reconcile.api.Admission;
import dev.reconcile.api.Api;
import dev.reconcile.api.Caller;
import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.cluster.Blueprint;
import dev.reconcile.cluster.Cluster;
import dev.reconcile.control.Reconciler;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.scheduler.Binding;
import dev.reconcile.sim.Agenda;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A real cluster whose nodes are hollow, and short words for what is done to it: given, when, after, then. */
final class Bench {
    private final Cluster cluster;

    private Bench(long seed, List<Reconciler> reconcilers) {
        cluster = Cluster.create(blueprint(reconcilers), seed, Given.NOW);
    }

    /** What a bench of all controllers is built from, to load it again. */
    static Blueprint blueprint(long readyAfter, long goneAfter) {
        return blueprint(all(readyAfter, goneAfter));
    }

    private static List<Reconciler> all(long readyAfter, long goneAfter) {
        List<Reconciler> reconcilers = new ArrayList<>(controllers());
        reconcilers.add(new HollowNodes(readyAfter, goneAfter));
        return reconcilers;
    }

    private static Blueprint blueprint(List<Reconciler> reconcilers) {
        return new Blueprint() {
            @Override
            public Kinds kinds() {
                return Given.KINDS;
            }

            @Override
            public List<Admission> admissions() {
                return List.of();
            }

            @Override
            public Built build(Api api, View view, Agenda agenda) {
                api.serve("pods", "binding", new Binding(api, view));
                return new Built(reconcilers, List.of());
            }

            @Override
            public List<KubeObject> initialObjects() {
                return List.of();
            }
        };
    }

    /** All controllers, and nodes whose pods are ready and gone after so many milliseconds. */
    static Bench with(long readyAfter, long goneAfter) {
        return with(7, readyAfter, goneAfter);
    }

    static Bench with(long seed, long readyAfter, long goneAfter) {
        return of(seed, all(readyAfter, goneAfter));
    }

    /** All but the one that removes pods of nodes that do not exist: hollow nodes are no objects. */
    static List<Reconciler> controllers() {
        return ControlPlane.reconcilers(Given.KINDS, Measurements.NONE, new Memories()).stream().filter(reconciler -> !(reconciler instanceof PodGarbageCollector)).toList();
    }

    static Bench of(long seed, List<Reconciler> reconcilers) {
        return new Bench(seed, reconcilers);
    }

    Cluster cluster() {
        return cluster;
    }

    View view() {
        return cluster.view();
    }

    private static Kind kind(KubeObject object) {
        return Given.KINDS.of(object.apiVersion(), object.kind()).orElseThrow();
    }

    private static ObjectKey key(KubeObject object) {
        return new ObjectKey(kind(object).resource(), object.namespace(), object.name());
    }

    Bench create(KubeObject object) {
        return accepted(cluster.request(
                Request.create(Caller.learner(0), kind(object).resource(), object.namespace(), object.tree(), Options.NONE)));
    }

    /** Changes the object as kubectl edit does. */
    Bench change(String resource, String name, UnaryOperator<KubeObject> change) {
        return change(resource, "default", name, change);
    }

    Bench change(String resource, String namespace, String name, UnaryOperator<KubeObject> change) {
        KubeObject before = view().get(resource, namespace, name).orElseThrow(() -> new IllegalStateException("there is no " + resource + " " + name));
        return accepted(cluster.request(Request.update(Caller.learner(0), resource, change.apply(before), Options.NONE)));
    }

    /** Writes a status, as a kubelet does. */
    Bench status(String resource, KubeObject object, Json status) {
        return accepted(cluster.request(Request.update(Caller.controller("kubelet", 0), resource, object.withStatus(status), Options.NONE).on("status")));
    }

    Bench delete(String resource, String name, Options options) {
        return accepted(cluster.request(Request.delete(Caller.learner(0), new ObjectKey(resource, "default", name), options)));
    }

    private Bench accepted(Reply reply) {
        if (reply instanceof Reply.Failed failed) {
            throw new IllegalStateException(failed.status().message());
        }
        return this;
    }

    Bench after(long seconds) {
        cluster.runUntil(cluster.now() + seconds * 1000);
        return this;
    }

    KubeObject get(String resource, String name) {
        return view().get(resource, "default", name).orElseThrow(() -> new IllegalStateException("there is no " + resource + " " + name));
    }

    boolean has(String resource, String name) {
        return view().get(resource, "default", name).isPresent();
    }

    List<KubeObject> list(String resource) {
        return view().list(resource, "default");
    }

    long position() {
        return cluster.log().position();
    }

    Stream<Entry> since(long position) {
        return cluster.log().since(position).stream();
    }

    /** Changes to objects of one resource, in order. */
    Stream<Body.Change> changes(long position, String resource) {
        return since(position).map(Entry::body)
                .filter(Body.Change.class::isInstance).map(Body.Change.class::cast)
                .filter(change -> change.key().resource().equals(resource));
    }

    /** Messages of events with that reason, in order. */
    List<String> events(long position, String reason) {
        return changes(position, "events")
                .filter(change -> change.kind() == Body.ChangeKind.ADDED && reason.equals(change.after().tree().text("reason")))
                .map(change -> change.after().tree().text("message"))
                .toList();
    }

    static KubeObject deployment(String name, long replicas, Json strategy) {
        KubeObject deployment = Given.yaml("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %1$s, namespace: default, labels: {app: %1$s}}
                spec:
                  replicas: %2$d
                  progressDeadlineSeconds: 600
                  revisionHistoryLimit: 10
                  selector: {matchLabels: {app: %1$s}}
                  template: {metadata: {labels: {app: %1$s}}, spec: {containers: [{name: c, image: "nginx:1.20"}]}}
                """.formatted(name, replicas));
        return deployment.with(strategy, "spec", "strategy");
    }

    static Json rollingUpdate(Object maxSurge, Object maxUnavailable) {
        return Json.of("type", "RollingUpdate", "rollingUpdate", Json.of("maxSurge", maxSurge, "maxUnavailable", maxUnavailable));
    }

    static UnaryOperator<KubeObject> image(String image) {
        return object -> object.with(List.of(Json.of("name", "c", "image", image)), "spec", "template", "spec", "containers");
    }
}
