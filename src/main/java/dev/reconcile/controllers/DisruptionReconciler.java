package dev.reconcile.controllers;

import dev.reconcile.api.GoText;
import dev.reconcile.api.Kinds;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.IntOrPercent;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Times;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts for each disruption budget how many of its pods may go ({@code pkg/controller/disruption/disruption.go}). */
public record DisruptionReconciler(Kinds kinds) implements Reconciler {
    static final String RESOURCE = "poddisruptionbudgets.policy";

    /** How long an evicted pod may take to get its deletion ({@code DeletionTimeout}). Milliseconds. */
    private static final long DELETION_TIMEOUT = 120_000;

    private static final String UNMANAGED = "Pods selected by this PodDisruptionBudget (selector: %s) were found to be unmanaged. As a result, the "
            + "status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set "
            + "\".spec.minAvailable\" field of the PDB to an integer value.";

    @Override
    public String name() {
        return "disruption-controller";
    }

    @Override
    public String component() {
        return "controllermanager";
    }

    @Override
    public List<Watch> watches() {
        List<Watch> watches = new ArrayList<>(List.of(Watch.own(RESOURCE), new Watch("pods", DisruptionReconciler::onPod)));
        for (String resource : List.of("deployments.apps", ReplicaSetReconciler.RESOURCE, StatefulSetReconciler.RESOURCE, "replicationcontrollers")) {
            watches.add(new Watch(resource, DisruptionReconciler::onOwner));
        }
        return watches;
    }

    private static List<String> onPod(Body.Change change, View view) {
        List<KubeObject> budgets = view.list(RESOURCE, change.key().namespace());
        return budgets.isEmpty() ? List.of() : budgets.stream()
                .filter(budget -> covers(budget, change.object()) || change.before() != null && covers(budget, change.before()))
                .map(budget -> budget.namespace() + "/" + budget.name())
                .toList();
    }

    /** A change of scale changes what is expected. */
    private static List<String> onOwner(Body.Change change, View view) {
        boolean scaled = change.before() == null || !change.before().spec().number("replicas").equals(change.after().spec().number("replicas"));
        return scaled ? view.list(RESOURCE, change.key().namespace()).stream().map(b -> b.namespace() + "/" + b.name()).toList() : List.of();
    }

    private static boolean covers(KubeObject budget, KubeObject pod) {
        return budget.spec().has("selector") && LabelSelector.of(budget.spec().object("selector")).matches(pod.labels());
    }

    @Override
    public Plan reconcile(String key, View view) {
        return view.get(ObjectKey.of(RESOURCE, key)).filter(budget -> !budget.isTerminating()).map(budget -> reconcile(budget, view)).orElse(Plan.NOTHING);
    }

    private Plan reconcile(KubeObject budget, View view) {
        List<KubeObject> pods = view.list("pods", budget.namespace()).stream().filter(pod -> covers(budget, pod)).toList();
        Plan.Builder plan = Plan.builder();
        if (pods.isEmpty()) {
            Announcement.once(plan, view, budget, "Normal", "NoPods", "No matching pods found");
        }
        rivals(plan, budget, pods, view);
        Json evicted = evicted(plan, budget, pods, view);
        long healthy = pods.stream().filter(pod -> !pod.isTerminating() && !evicted.has(pod.name()) && Pods.isReady(pod)).count();
        Optional<Expected> counted = expected(plan, budget, pods, view);
        if (counted.isEmpty()) {
            return plan.build();
        }
        Expected expected = counted.get();
        long allowed = expected.pods() <= 0 ? 0 : Math.max(0, healthy - expected.healthy());
        Json status = budget.status()
                .with("currentHealthy", healthy)
                .with("desiredHealthy", expected.healthy())
                .with("expectedPods", expected.pods())
                .with("disruptionsAllowed", allowed)
                .with("disruptedPods", evicted.isEmpty() ? null : evicted)
                .with("observedGeneration", Counts.orAbsent(budget.generation()));
        status = condition(status, allowed > 0 ? "True" : "False", allowed > 0 ? "SufficientPods" : "InsufficientPods", "", view.now());
        return plan.saw("healthy", healthy).wanted("healthy", expected.healthy())
                .status(RESOURCE, budget, status, Reason.of("disruption.status", "budget", budget.name(), "healthy", healthy,
                        "desired", expected.healthy(), "allowed", allowed))
                .build();
    }

    private static Json condition(Json status, String holds, String reason, String message, long now) {
        Optional<Json> old = Conditions.find(status, "DisruptionAllowed");
        boolean same = old.map(c -> holds.equals(c.text("status"))).orElse(false);
        return Conditions.set(status, Json.of("type", "DisruptionAllowed", "status", holds, "reason", reason, "message", message,
                "observedGeneration", status.get("observedGeneration"),
                "lastTransitionTime", same ? old.get().text("lastTransitionTime") : Times.text(now)));
    }

    /** Pods of several budgets: the first of these says so. */
    private static void rivals(Plan.Builder plan, KubeObject budget, List<KubeObject> pods, View view) {
        List<KubeObject> budgets = view.list(RESOURCE, budget.namespace());
        if (budgets.size() < 2) {
            return;
        }
        for (KubeObject pod : pods) {
            List<KubeObject> covering = budgets.stream().filter(each -> covers(each, pod)).limit(2).toList();
            if (covering.size() > 1 && covering.getFirst().name().equals(budget.name())) {
                Announcement.once(plan, view, pod, "Warning", "MultiplePodDisruptionBudgets",
                        "Pod \"%s\"/\"%s\" matches multiple PodDisruptionBudgets.  Chose \"%s\" arbitrarily.".formatted(pod.namespace(), pod.name(), budget.name()));
            }
        }
    }

    // whom an eviction has promised the end

    private static Json evicted(Plan.Builder plan, KubeObject budget, List<KubeObject> pods, View view) {
        Json left = Json.EMPTY;
        Json noted = budget.status().object("disruptedPods");
        for (KubeObject pod : pods) {
            Optional<Long> since = Times.millis(noted.text(pod.name()));
            if (since.isEmpty() || pod.isTerminating()) {
                continue;
            }
            long until = since.get() + DELETION_TIMEOUT;
            if (view.now() >= until) {
                plan.event(pod, "Warning", "NotDeleted", "Pod was expected by PDB %s/%s to be deleted but it wasn't"
                        .formatted(budget.namespace(), budget.name()));
            } else {
                left = left.with(pod.name(), noted.get(pod.name()));
                plan.lookAgainAt(until);
            }
        }
        return left;
    }

    // how many there should be

    private record Expected(long pods, long healthy) {}

    private Optional<Expected> expected(Plan.Builder plan, KubeObject budget, List<KubeObject> pods, View view) {
        Object least = budget.spec().get("minAvailable");
        Object most = budget.spec().get("maxUnavailable");
        if (least instanceof Long number) {
            return Optional.of(new Expected(pods.size(), number));
        }
        if (least == null && most == null) {
            return Optional.of(new Expected(pods.size(), 0));
        }
        return new Scale(kinds, view).of(pods).apply(
                total -> {
                    boolean unmanaged = pods.stream().anyMatch(pod -> pod.controllerReference().isEmpty());
                    if (unmanaged) {
                        Announcement.once(plan, view, budget, "Warning", "UnmanagedPods",
                                UNMANAGED.formatted(GoText.selector(budget.spec().object("selector"))));
                    }
                    long healthy = least != null
                            ? IntOrPercent.scaled(least, total, true)
                            : Math.max(0, total - IntOrPercent.scaled(most, total, true));
                    return Optional.of(new Expected(total, healthy));
                },
                problem -> {
                    fail(plan, budget, problem, view);
                    return Optional.empty();
                });
    }

    /** Nothing may be evicted while it cannot be counted, and what was asked for does not count as seen ({@code failSafe}). */
    private static void fail(Plan.Builder plan, KubeObject budget, String problem, View view) {
        Announcement.once(plan, view, budget, "Warning", "CalculateExpectedPodCountFailed", "Failed to calculate the number of expected pods: " + problem);
        Json status = budget.status().with("disruptionsAllowed", 0);
        plan.status(RESOURCE, budget, condition(status, "False", "SyncFailed", problem, view.now()),
                Reason.of("disruption.failed", "budget", budget.name(), "problem", problem));
    }
}
