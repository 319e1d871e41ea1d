package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.IntOrPercent;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps one pod on every node that it is meant for ({@code pkg/controller/daemon/daemon_controller.go}, {@code update.go}).
 *
 * <p>Left out: {@code maxSurge}, the back-off of failed daemon pods.
 */
public final class DaemonSetReconciler implements Reconciler {
    static final String RESOURCE = "daemonsets.apps";
    private static final String HASH_LABEL = "controller-revision-hash";
    private static final String GENERATION = "deprecated.daemonset.template.generation";

    @Override
    public String name() {
        return "daemonset-controller";
    }

    @Override
    public List<Watch> watches() {
        return List.of(Watch.own(RESOURCE), Claim.watch("pods", "DaemonSet", RESOURCE), new Watch("nodes", DaemonSetReconciler::all));
    }

    /** A node came, went, or changed in what decides who may run on it. */
    private static List<String> all(Body.Change change, View view) {
        boolean same = change.kind() == Body.ChangeKind.MODIFIED
                && change.before().labels().equals(change.after().labels())
                && change.before().spec().list("taints").equals(change.after().spec().list("taints"));
        return same ? List.of() : view.list(RESOURCE, "").stream().map(set -> set.namespace() + "/" + set.name()).toList();
    }

    @Override
    public Plan reconcile(String key, View view) {
        return view.get(ObjectKey.of(RESOURCE, key)).map(set -> reconcile(set, view)).orElse(Plan.NOTHING);
    }

    private static Plan reconcile(KubeObject set, View view) {
        LabelSelector selector = Claim.selector(set);
        Claim pods = Claim.of(set, selector, view.list("pods", set.namespace()));
        Claim revisions = Claim.of(set, selector, view.list(History.RESOURCE, set.namespace()));
        Plan.Builder plan = Plan.builder();
        pods.write(plan, "pods", set);
        revisions.write(plan, History.RESOURCE, set);
        Plan claims = plan.build();
        return claims.steps().isEmpty() && !set.isTerminating()
                ? new Turn(set, view, plan, pods.owned(), revisions.owned()).plan()
                : claims;
    }

    /** One look at one set. */
    private static final class Turn {
        private final KubeObject set;
        private final View view;
        private final Plan.Builder plan;
        private final History history;
        private final History.Update update;
        private final String hash;
        private final TreeMap<String, DaemonPlace.Place> places = new TreeMap<>();
        private final TreeMap<String, List<KubeObject>> onNode = new TreeMap<>();
        private boolean busy;

        Turn(KubeObject set, View view, Plan.Builder plan, List<KubeObject> pods, List<KubeObject> revisions) {
            this.set = set;
            this.view = view;
            this.plan = plan;
            this.history = History.of(set, HASH_LABEL, revisions);
            this.update = history.update(view);
            this.hash = update.revision().label(HASH_LABEL).orElse("");
            view.list("nodes", "").forEach(node -> places.put(node.name(), DaemonPlace.of(set, node)));
            pods.stream().filter(pod -> !(pod.isTerminating() && Pods.isFinished(pod)))
                    .sorted(Comparator.comparingLong(KubeObject::createdAt).thenComparing(KubeObject::name))
                    .forEach(pod -> onNode.computeIfAbsent(DaemonPlace.node(pod), n -> new ArrayList<>()).add(pod));
        }

        private List<KubeObject> on(String node) {
            return onNode.getOrDefault(node, List.of());
        }

        private List<KubeObject> staying(String node) {
            return on(node).stream().filter(pod -> !pod.isTerminating()).toList();
        }

        Plan plan() {
            List<String> wanted = places.keySet().stream().filter(node -> places.get(node) == DaemonPlace.Place.BELONGS).toList();
            plan.saw("nodes", places.size()).saw("pods", onNode.values().stream().mapToInt(List::size).sum()).wanted("nodes", wanted.size());
            update.step().ifPresent(step -> plan.step(step.intent(), step.reason()));
            remove();
            create(wanted.stream().filter(node -> on(node).isEmpty()).toList());
            if (!busy && !"OnDelete".equals(set.tree().text("spec", "updateStrategy", "type"))) {
                roll(wanted);
            }
            status(wanted);
            Set<String> live = new TreeSet<>(Set.of(update.revision().name()));
            history.revisions().stream()
                    .filter(revision -> onNode.values().stream().flatMap(List::stream)
                            .anyMatch(pod -> pod.labels().get(HASH_LABEL) != null && pod.labels().get(HASH_LABEL).equals(revision.labels().get(HASH_LABEL))))
                    .forEach(revision -> live.add(revision.name()));
            history.truncate(plan, live);
            return plan.build();
        }

        /** Deletes pods where none should be, all but the eldest where there are several, and those that ended. */
        private void remove() {
            for (String node : onNode.keySet()) {
                DaemonPlace.Place place = places.getOrDefault(node, DaemonPlace.Place.MUST_GO);
                List<KubeObject> running = new ArrayList<>();
                for (KubeObject pod : staying(node)) {
                    if (place == DaemonPlace.Place.MUST_GO) {
                        delete(pod, node, places.containsKey(node) ? "daemonset.misplaced" : "daemonset.node-gone");
                    } else if (Pods.isFinished(pod)) {
                        replaceFinished(pod, node);
                    } else {
                        running.add(pod);
                    }
                }
                running.stream().skip(1).forEach(pod -> delete(pod, node, "daemonset.doubled"));
            }
        }

        private void replaceFinished(KubeObject pod, String node) {
            boolean failed = Pods.phase(pod).equals("Failed");
            plan.event(set, failed ? "Warning" : "Normal", failed ? "FailedDaemonPod" : "SucceededDaemonPod",
                    (failed ? "Found failed daemon pod %s/%s on node %s, will try to kill it"
                            : "Found succeeded daemon pod %s/%s on node %s, will try to delete it").formatted(pod.namespace(), pod.name(), node));
            delete(pod, node, "daemonset.ended");
        }

        private void create(List<String> nodes) {
            KubeObject unnamed = PodBirth.of(set, set.spec().object("template")).withLabel(HASH_LABEL, hash)
                    .withLabel("pod-template-generation", set.annotation(GENERATION).orElse(null));
            List<KubeObject> births = new ArrayList<>();
            for (String node : nodes) {
                births.add(DaemonPlace.bound(PodBirth.named(unnamed, set, births.size(), view), node));
            }
            if (!births.isEmpty()) {
                busy = true;
                Reason reason = Reason.of("daemonset.missing", "nodes", String.join(", ", nodes));
                new SlowStart(set, births, reason, refused -> List.of()).write(plan);
            }
        }

        /** Replaces old pods node by node, as many at once as may be unavailable. */
        private void roll(List<String> wanted) {
            long unavailable = 0;
            List<KubeObject> candidates = new ArrayList<>();
            for (String node : wanted) {
                List<KubeObject> pods = staying(node);
                if (pods.size() != 1) {
                    unavailable++;
                } else if (isUpdated(pods.getFirst())) {
                    unavailable += isAvailable(pods.getFirst()) ? 0 : 1;
                } else if (isAvailable(pods.getFirst())) {
                    candidates.add(pods.getFirst());
                } else {
                    delete(pods.getFirst(), node, "daemonset.replace-unavailable");
                }
            }
            long may = Math.max(0, maxUnavailable(wanted.size()) - unavailable);
            candidates.stream().limit(may).forEach(pod -> delete(pod, DaemonPlace.node(pod), "daemonset.replace"));
        }

        private long maxUnavailable(int nodes) {
            Object limit = set.tree().at("spec", "updateStrategy", "rollingUpdate", "maxUnavailable");
            return Math.max(1, IntOrPercent.scaled(limit == null ? (Object) 1L : limit, nodes, true));
        }

        private boolean isUpdated(KubeObject pod) {
            return hash.equals(pod.labels().get(HASH_LABEL));
        }

        private boolean isAvailable(KubeObject pod) {
            return Pods.isAvailable(pod, set.spec().number(0, "minReadySeconds"), view.now());
        }

        private void delete(KubeObject pod, String node, String why) {
            busy = true;
            plan.delete("pods", pod, Options.NONE, Reason.of(why, "name", pod.name(), "node", node));
            plan.event(set, "Normal", "SuccessfulDelete", "Deleted pod: " + pod.name());
        }

        private void status(List<String> wanted) {
            List<KubeObject> eldest = wanted.stream().filter(node -> !on(node).isEmpty()).map(node -> on(node).getFirst()).toList();
            long misplaced = onNode.keySet().stream().filter(places::containsKey).filter(node -> !wanted.contains(node)).count();
            long ready = eldest.stream().filter(Pods::isReady).count();
            long available = eldest.stream().filter(this::isAvailable).count();
            Json status = set.status()
                    .with("currentNumberScheduled", (long) eldest.size())
                    .with("desiredNumberScheduled", (long) wanted.size())
                    .with("numberMisscheduled", misplaced)
                    .with("numberReady", ready)
                    .with("observedGeneration", Counts.orAbsent(set.generation()))
                    .with("updatedNumberScheduled", Counts.orAbsent(eldest.stream().filter(this::isUpdated).count()))
                    .with("numberAvailable", Counts.orAbsent(available))
                    .with("numberUnavailable", Counts.orAbsent(wanted.size() - available))
                    .with("collisionCount", Counts.orAbsent(update.collisions()));
            plan.status(RESOURCE, set, status,
                    Reason.of("daemonset.status", "scheduled", eldest.size(), "wanted", wanted.size(), "ready", ready));
            ReplicaSetStatus.nextAvailableAt(set, eldest, view.now()).ifPresent(plan::lookAgainAt);
        }
    }
}
