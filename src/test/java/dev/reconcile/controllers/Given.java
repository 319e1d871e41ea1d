package dev.reconcile.controllers;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
import dev.reconcile.api.kinds.StandardKinds;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Times;
import dev.reconcile.sim.VirtualClock;
import dev.reconcile.store.Body;
import dev.reconcile.store.Log;
import dev.reconcile.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** A situation to decide about: objects in a store, at an instant. The vocabulary of the decision tables. */
final class Given {
    static final Kinds KINDS = StandardKinds.registry();

    /** 2026-01-01T00:00:00Z. */
    static final long NOW = 1_767_225_600_000L;

    private final Store store = new Store(new Log(), new VirtualClock(NOW));
    private int revision = 1;

    static Given objects(KubeObject... objects) {
        return new Given().and(List.of(objects));
    }

    Given and(List<KubeObject> objects) {
        for (KubeObject object : objects) {
            Kind kind = KINDS.of(object.apiVersion(), object.kind()).orElseThrow();
            KubeObject stamped = object.with(Integer.toString(revision++), "metadata", "resourceVersion");
            store.fold(new Body.Change(Body.ChangeKind.ADDED, new ObjectKey(kind.resource(), object.namespace(), object.name()), null, stamped));
        }
        return this;
    }

    Given and(KubeObject... objects) {
        return and(List.of(objects));
    }

    Plan plan(Reconciler reconciler, String key) {
        return reconciler.reconcile(key, store);
    }

    /** The steps as words, without events and status writes: what the plan does to other objects. */
    static List<String> deeds(Plan plan) {
        return plan.steps().stream()
                .filter(step -> !(step.intent() instanceof Plan.Intent.Event) && !(step.intent() instanceof Plan.Intent.SetStatus))
                .map(step -> step.intent().action() + " " + step.intent().target())
                .toList();
    }

    static List<String> events(Plan plan) {
        return plan.steps().stream().map(Plan.Step::intent)
                .filter(Plan.Intent.Event.class::isInstance).map(Plan.Intent.Event.class::cast)
                .map(intent -> intent.event().type() + " " + intent.event().reason() + " " + intent.event().message())
                .toList();
    }

    static List<String> reasons(Plan plan) {
        return plan.steps().stream().map(step -> step.reason().id()).filter(id -> !id.equals("event")).toList();
    }

    /** The last status that the plan writes, or null. */
    static Json status(Plan plan) {
        Json status = null;
        for (Plan.Step step : plan.steps()) {
            status = step.intent() instanceof Plan.Intent.SetStatus set ? set.status() : status;
        }
        return status;
    }

    static KubeObject yaml(String text) {
        Map<String, Object> tree = new Yaml().load(text);
        return new KubeObject(Json.copyOf(tree));
    }

    static KubeObject pod(String name, String... traits) {
        KubeObject pod = KubeObject.of("v1", "Pod", "default", name)
                .with("uid-" + name, "metadata", "uid")
                .with(ago(60), "metadata", "creationTimestamp")
                .withLabel("app", "web")
                .with("worker-1", "spec", "nodeName")
                .with("Running", "status", "phase")
                .with(List.of(ready(30)), "status", "conditions");
        return traits(pod, traits);
    }

    static KubeObject traits(KubeObject pod, String... traits) {
        KubeObject changed = pod;
        for (String trait : traits) {
            changed = trait(changed, trait);
        }
        return changed;
    }

    private static KubeObject trait(KubeObject pod, String trait) {
        String[] words = trait.split(" ");
        return switch (words[0]) {
            case "unassigned" -> pod.with(null, "spec", "nodeName").with("Pending", "status", "phase").with(null, "status", "conditions");
            case "pending" -> pod.with("Pending", "status", "phase").with(null, "status", "conditions");
            case "unready" -> pod.with(null, "status", "conditions");
            case "anonymous" -> pod.withLabel("statefulset.kubernetes.io/pod-name", null);
            case "finished" -> pod.with("Succeeded", "status", "phase").with(null, "status", "conditions");
            case "terminating" -> pod.with(ago(0), "metadata", "deletionTimestamp");
            case "stranger" -> pod.withLabel("app", "other");
            case "on" -> pod.with(words[1], "spec", "nodeName");
            case "cost" -> pod.withAnnotation("controller.kubernetes.io/pod-deletion-cost", words[1]);
            case "ready-for" -> pod.with(List.of(ready(Long.parseLong(words[1]))), "status", "conditions");
            case "created" -> pod.with(ago(Long.parseLong(words[1])), "metadata", "creationTimestamp");
            case "restarts" -> pod.with(List.of(Json.of("restartCount", Long.parseLong(words[1]))), "status", "containerStatuses");
            case "sidecar-restarts" -> pod.with(List.of(Json.of("name", "s", "restartPolicy", "Always")), "spec", "initContainers")
                    .with(List.of(Json.of("name", "s", "restartCount", Long.parseLong(words[1]))), "status", "initContainerStatuses");
            default -> throw new IllegalArgumentException(trait);
        };
    }

    static Json ready(long seconds) {
        return Json.of("type", "Ready", "status", "True", "lastTransitionTime", ago(seconds));
    }

    static String ago(long seconds) {
        return Times.text(NOW - seconds * 1000);
    }

    static KubeObject replicaSet(String name, long replicas) {
        return yaml("""
                apiVersion: apps/v1
                kind: ReplicaSet
                metadata: {name: %s, namespace: default, uid: uid-%s, generation: 1}
                spec:
                  replicas: %d
                  selector: {matchLabels: {app: web}}
                  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}
                """.formatted(name, name, replicas));
    }

    static List<KubeObject> ownedBy(KubeObject owner, KubeObject... objects) {
        List<KubeObject> owned = new ArrayList<>();
        for (KubeObject object : objects) {
            owned.add(object.withController(owner));
        }
        return owned;
    }
}
