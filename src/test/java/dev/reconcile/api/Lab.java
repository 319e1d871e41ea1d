package dev.reconcile.api;

import dev.reconcile.api.kinds.StandardKinds;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Yaml;
import dev.reconcile.sim.Dice;
import dev.reconcile.sim.VirtualClock;
import dev.reconcile.store.Log;
import dev.reconcile.store.Store;
import java.util.List;

/** An API server of all standard kinds without controllers, and the words in which tests speak to it. */
final class Lab {
    static final Caller LEARNER = Caller.learner(0);

    final VirtualClock clock = new VirtualClock(1_764_000_000_000L);
    final Log log = new Log();
    final Store store = new Store(log, clock);
    final Api api;

    Lab(List<Admission> admissions) {
        api = new Api(StandardKinds.registry(), store, log, clock, new Dice(7), admissions);
    }

    Lab() {
        this(List.of());
    }

    static Json yaml(String text) {
        try {
            return Yaml.parse(text).object();
        } catch (Yaml.Malformed e) {
            throw new IllegalArgumentException(e);
        }
    }

    static Json patchText(String text) {
        try {
            return Yaml.patch(text).object();
        } catch (Yaml.Malformed e) {
            throw new IllegalArgumentException(e);
        }
    }

    Reply create(String resource, String namespace, String yaml, Object... options) {
        return api.handle(Request.create(LEARNER, resource, namespace, yaml(yaml), Options.of(options)));
    }

    Reply patch(String resource, String namespace, String name, Patch.Type type, Object document) {
        return api.handle(Request.patch(LEARNER, new ObjectKey(resource, namespace, name), new Patch(type, document), Options.NONE));
    }

    Reply delete(String resource, String namespace, String name, Object... options) {
        return api.handle(Request.delete(LEARNER, new ObjectKey(resource, namespace, name), Options.of(options)));
    }

    KubeObject get(String resource, String namespace, String name) {
        return store.get(resource, namespace, name).orElseThrow();
    }

    static KubeObject object(Reply reply) {
        return switch (reply) {
            case Reply.One one -> one.object();
            case Reply.Failed failed -> throw new AssertionError(failed.status().message());
            default -> throw new AssertionError(reply.toString());
        };
    }

    static String message(Reply reply) {
        return reply instanceof Reply.Failed failed
                ? failed.status().code() + " " + failed.status().message()
                : "not refused: " + reply;
    }

    static String deployment(String name) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: %s}
                spec:
                  replicas: 3
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec:
                      containers:
                      - name: web
                        image: nginx:1.20
                """.formatted(name);
    }

    static String pod(String name) {
        return """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s}
                spec:
                  containers:
                  - name: web
                    image: nginx:1.20
                """.formatted(name);
    }
}
