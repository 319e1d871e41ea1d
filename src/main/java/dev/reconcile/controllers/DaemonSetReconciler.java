package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps one pod on every node that it is meant for ({@code pkg/controller/daemon/daemon_controller.go}, {@code update.go}).
 */
public record DaemonSetReconciler(Memories memories) implements Reconciler {
    static final String RESOURCE = "daemonsets.apps";
    private static final String GENERATION = "deprecated.daemonset.template.generation";

    /** The most pods that one plan creates or deletes ({@code BurstReplicas}). */
    private static final int BURST = 250;

    @Override
    public String name() {
        return "daemonset-controller";
    }

    @Override
    public List<Watch> watches() {
        return List.of(Watch.own(RESOURCE), Claim.watch("pods", "DaemonSet", RESOURCE), new Watch("nodes", DaemonSetReconciler::all));
    }

    /** A node came, or changed in what decides who may run on it; as upstream, one that went is noticed with its pods. */
    private static List<String> all(Body.Change change, View view) {
        boolean same = change.kind() == Body.ChangeKind.DELETED || change.kind() == Body.ChangeKind.MODIFIED
                && change.before().labels().equals(change.after().labels())
                && change.before().spec().list("taints").equals(change.after().spec().list("taints"));
        return same ? List.of() : view.list(RESOURCE, "").stream().map(set -> set.namespace() + "/" + set.name()).toList();
    }

    @Override
    public Plan reconcile(String key, View view) {
        return view.get(ObjectKey.of(RESOURCE, key)).map(set -> reconcile(set, view)).orElseGet(() -> gone(DaemonFailures.memory(key)));
    }

    private Plan gone(String memory) {
        return memories.get(memory).isEmpty() ? Plan.NOTHING : Plan.builder().step(
                new Plan.Intent.Local("forget", memory, () -> memories.put(memory, Json.EMPTY)), Reason.of("daemonset.forgotten")).build();
    }

    private Plan reconcile(KubeObject set, View view) {
        LabelSelector selector = Claim.selector(set);
        Claim pods = Claim.of(set, selector, view.list("pods", set.namespace()));
        Claim revisions = Claim.of(set, selector, view.list(History.RESOURCE, set.namespace()));
        Plan.Builder plan = Plan.builder();
        pods.write(plan, "pods", set);
        revisions.write(plan, History.RESOURCE, set);
        Plan claims = plan.build();
        return claims.steps().isEmpty() && !set.isTerminating()
                ? new Turn(set, view, plan, pods.owned(), revisions.owned(), new DaemonFailures(set, memories, view.now())).plan()
                : claims;
    }

    /** One look at one set. */
    private static final class Turn {
        private final KubeObject set;
        private final View view;
        private final Plan.Builder plan;
        private final History history;
        private final History.Update update;
        private final DaemonPods pods;
        private final DaemonFailures failures;
        private final List<String> wanted;
        private final List<KubeObject> leaving = new ArrayList<>();
        private boolean busy;

        Turn(KubeObject set, View view, Plan.Builder plan, List<KubeObject> pods, List<KubeObject> revisions, DaemonFailures failures) {
            this.set = set;
            this.view = view;
            this.plan = plan;
            this.history = History.of(set, DaemonPods.HASH_LABEL, revisions);
            this.update = history.update(view);
            String hash = update.revision().label(DaemonPods.HASH_LABEL).orElse("");
            this.pods = DaemonPods.of(set, hash, view.list("nodes", ""), pods, view.now());
            this.failures = failures;
            this.wanted = this.pods.wanted();
        }

        Plan plan() {
            plan.saw("nodes", pods.places().size()).saw("pods", pods.all().size()).wanted("nodes", wanted.size());
            update.step().ifPresent(step -> plan.step(step.intent(), step.reason()));
            List<String> missing = new ArrayList<>();
            for (String node : pods.concerned()) {
                manage(node, missing);
            }
            create(missing, "daemonset.missing");
            if (!busy && !pods.isOnDelete()) {
                roll();
            }
            status(plan);
            truncate();
            return plan.build();
        }

        private void manage(String node, List<String> missing) {
            DaemonPlace.Place place = pods.places().get(node);
            if (place == null) {
                // Pods that were bound to it are the pod garbage collector's.
                pods.staying(node).stream().filter(pod -> Pods.node(pod).isEmpty()).forEach(pod -> delete(pod, node, "daemonset.node-gone"));
                return;
            }
            if (place == DaemonPlace.Place.MUST_GO) {
                pods.staying(node).forEach(pod -> delete(pod, node, "daemonset.misplaced"));
                return;
            }
            List<KubeObject> running = new ArrayList<>();
            for (KubeObject pod : pods.staying(node)) {
                if (Pods.isFinished(pod)) {
                    replaceFinished(pod, node);
                } else {
                    running.add(pod);
                }
            }
            boolean free = pods.surges() ? running.isEmpty() : pods.on(node).isEmpty();
            if (free && place == DaemonPlace.Place.BELONGS) {
                missing.add(node);
            } else if (pods.surges()) {
                thin(running, node);
            } else {
                running.stream().skip(1).forEach(pod -> delete(pod, node, "daemonset.doubled"));
            }
        }

        /** Where new pods come beside old ones: one of each stays, and the old one only while the new one does not serve and it does. */
        private void thin(List<KubeObject> running, String node) {
            List<KubeObject> fresh = running.stream().filter(pods::isUpdated).toList();
            List<KubeObject> old = running.stream().filter(pod -> !pods.isUpdated(pod)).toList();
            running.stream().filter(pod -> fresh.indexOf(pod) > 0 || old.indexOf(pod) > 0).forEach(pod -> delete(pod, node, "daemonset.doubled"));
            if (!fresh.isEmpty() && !old.isEmpty()) {
                if (!Pods.isReady(old.getFirst())) {
                    delete(old.getFirst(), node, "daemonset.replace-unavailable");
                } else if (pods.isAvailable(fresh.getFirst())) {
                    delete(old.getFirst(), node, "daemonset.superseded");
                }
            }
        }

        private void replaceFinished(KubeObject pod, String node) {
            if (Pods.phase(pod).equals("Failed")) {
                long backOff = failures.backOff(node);
                if (backOff > 0) {
                    plan.lookAgainAt(view.now() + backOff);
                    return;
                }
                failures.failed(node);
                failures.note(plan);
                plan.event(set, "Warning", DaemonFailures.REASON, DaemonFailures.message(pod, node));
            } else {
                plan.event(set, "Normal", "SucceededDaemonPod",
                        "Found succeeded daemon pod %s/%s on node %s, will try to delete it".formatted(pod.namespace(), pod.name(), node));
            }
            delete(pod, node, "daemonset.ended");
        }

        private void create(List<String> nodes, String why) {
            if (nodes.isEmpty()) {
                return;
            }
            busy = true;
            KubeObject unnamed = PodBirth.of(set, set.spec().object("template")).withLabel(DaemonPods.HASH_LABEL, pods.hash())
                    .withLabel("pod-template-generation", set.annotation(GENERATION).orElse(null));
            List<KubeObject> births = new ArrayList<>();
            for (String node : nodes.subList(0, Math.min(nodes.size(), BURST))) {
                births.add(DaemonPlace.bound(PodBirth.named(unnamed, set, births.size(), view), node));
            }
            new SlowStart(set, births, Reason.of(why, "nodes", String.join(", ", nodes)), refused -> {
                Plan.Builder rest = Plan.builder();
                status(rest);
                return rest.build().steps();
            }).write(plan);
        }

        private void roll() {
            DaemonRollout rollout = DaemonRollout.of(pods);
            rollout.useless().forEach(pod -> delete(pod, DaemonPlace.node(pod), "daemonset.replace-unavailable"));
            rollout.replaceable().forEach(pod -> delete(pod, DaemonPlace.node(pod), pods.surges() ? "daemonset.sunset" : "daemonset.replace"));
            rollout.superseded().forEach(pod -> delete(pod, DaemonPlace.node(pod), "daemonset.superseded"));
            create(rollout.surge(), "daemonset.surge");
        }

        private void delete(KubeObject pod, String node, String why) {
            busy = true;
            if (leaving.size() < BURST) {
                leaving.add(pod);
                plan.delete("pods", pod, Options.NONE, Reason.of(why, "name", pod.name(), "node", node));
                plan.event(set, "Normal", "SuccessfulDelete", "Deleted pod: " + pod.name());
            }
        }

        private void status(Plan.Builder to) {
            List<KubeObject> eldest = wanted.stream().filter(node -> !pods.on(node).isEmpty()).map(node -> pods.on(node).getFirst()).toList();
            long misplaced = pods.onNode().keySet().stream().filter(pods.places()::containsKey).filter(node -> !wanted.contains(node)).count();
            long ready = eldest.stream().filter(Pods::isReady).count();
            long available = eldest.stream().filter(pods::isAvailable).count();
            Json status = set.status()
                    .with("currentNumberScheduled", (long) eldest.size())
                    .with("desiredNumberScheduled", (long) wanted.size())
                    .with("numberMisscheduled", misplaced)
                    .with("numberReady", ready)
                    .with("observedGeneration", Counts.orAbsent(set.generation()))
                    .with("updatedNumberScheduled", Counts.orAbsent(eldest.stream().filter(pods::isUpdated).count()))
                    .with("numberAvailable", Counts.orAbsent(available))
                    .with("numberUnavailable", Counts.orAbsent(wanted.size() - available))
                    .with("collisionCount", Counts.orAbsent(update.collisions()));
            to.status(RESOURCE, set, status,
                    Reason.of("daemonset.status", "scheduled", eldest.size(), "wanted", wanted.size(), "ready", ready));
            ReplicaSetStatus.nextAvailableAt(set, pods.all(), view.now()).ifPresent(plan::lookAgainAt);
        }

        private void truncate() {
            Set<String> hashes = new TreeSet<>();
            pods.all().forEach(pod -> pod.label(DaemonPods.HASH_LABEL).ifPresent(hashes::add));
            Set<String> live = new TreeSet<>(Set.of(update.revision().name()));
            history.revisions().stream().filter(revision -> revision.label(DaemonPods.HASH_LABEL).filter(hashes::contains).isPresent())
                    .forEach(revision -> live.add(revision.name()));
            history.truncate(plan, live, history.others(update).size());
        }
    }
}
