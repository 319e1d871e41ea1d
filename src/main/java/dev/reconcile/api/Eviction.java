package dev.reconcile.api;

import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Times;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Optional;

/** {@code pods/eviction}: a deletion that disruption budgets may refuse ({@code pkg/registry/core/pod/storage/eviction.go}). */
final class Eviction implements Subresource {
    private static final String BUDGETS = "poddisruptionbudgets.policy";
    private static final long RETRY_SECONDS = 10;
    private static final KubeObject SUCCESS = new KubeObject(
            Json.of("apiVersion", "v1", "kind", "Status", "metadata", Json.EMPTY, "status", "Success", "code", 201));
    private static final String REFUSAL = "Cannot evict pod as it would violate the pod's disruption budget.";

    private final Api api;
    private final View view;

    Eviction(Api api, View view) {
        this.api = api;
        this.view = view;
    }

    @Override
    public Reply handle(Request request, KubeObject pod) {
        if (request.verb() != Verb.CREATE) {
            return new Reply.Failed(Status.methodNotAllowed());
        }
        Json eviction = request.body() == null ? Json.EMPTY : request.body();
        if (!eviction.textOrEmpty("metadata", "name").equals(request.name())) {
            return new Reply.Failed(Status.badRequest("name in URL does not match name in Eviction object"));
        }
        Options asked = new Options(eviction.object("deleteOptions"));
        Options options = request.options().dryRun() ? asked.with("dryRun", List.of("All")) : asked;
        Request delete = Request.delete(request.caller(), request.key(), options);
        if (Pods.isFinished(pod) || Pods.phase(pod).equals("Pending") || pod.isTerminating()) {
            return end(delete, pod);
        }
        List<KubeObject> budgets = view.list(BUDGETS, pod.namespace()).stream().filter(budget -> covers(budget, pod)).toList();
        if (budgets.size() > 1) {
            return new Reply.Failed(new Status(500, "", "This pod has more than one PodDisruptionBudget, "
                    + "which the eviction subresource does not support.", Json.EMPTY));
        }
        if (!budgets.isEmpty()) {
            KubeObject budget = budgets.getFirst();
            if (!Pods.isReady(pod) && mayGoUnready(budget)) {
                return end(delete, pod);
            }
            if (budget.status().number(0, "observedGeneration") < budget.generation()) {
                return new Reply.Failed(refusal("The disruption budget %s is still being processed by the server.".formatted(budget.name()), RETRY_SECONDS));
            }
            if (budget.status().number(0, "disruptionsAllowed") <= 0) {
                return new Reply.Failed(refusal(shortage(budget), 0));
            }
            if (!options.dryRun()) {
                spend(request, budget, pod);
            }
        }
        return end(delete, pod);
    }

    /** A pod that serves nobody may go if its budget says so, or if enough others are healthy. */
    private static boolean mayGoUnready(KubeObject budget) {
        Json status = budget.status();
        return "AlwaysAllow".equals(budget.spec().text("unhealthyPodEvictionPolicy"))
                || status.number(0, "currentHealthy") >= status.number(0, "desiredHealthy") && status.number(0, "desiredHealthy") > 0;
    }

    /** The pod says why it goes, then goes. */
    private Reply end(Request delete, KubeObject pod) {
        Caller caller = Caller.controller(delete.caller().actor(), delete.caller().cause());
        if (!delete.options().dryRun()) {
            Json status = Pods.disrupted(pod, "EvictionByEvictionAPI", "Eviction API: evicting", view.now());
            api.handle(Request.update(caller, "pods", pod.withStatus(status), Options.NONE).on("status"));
        }
        return api.handle(delete) instanceof Reply.Failed failed && failed.status().code() != 200 ? failed : new Reply.One(201, SUCCESS, List.of());
    }

    private static boolean covers(KubeObject budget, KubeObject pod) {
        return budget.spec().has("selector") && LabelSelector.of(budget.spec().object("selector")).matches(pod.labels());
    }

    private static String shortage(KubeObject budget) {
        Json status = budget.status();
        Optional<Json> condition = budget.condition("DisruptionAllowed").filter(c -> "SyncFailed".equals(c.text("reason")));
        return condition.isPresent()
                ? "The disruption budget %s does not allow evicting pods currently because it failed sync: %s"
                        .formatted(budget.name(), condition.get().textOrEmpty("message"))
                : "The disruption budget %s needs %d healthy pods and has %d currently"
                        .formatted(budget.name(), status.number(0, "desiredHealthy"), status.number(0, "currentHealthy"));
    }

    private static Status refusal(String why, long retrySeconds) {
        Json cause = Json.of("reason", "DisruptionBudget", "message", why);
        return new Status(429, "TooManyRequests", REFUSAL, Json.of("causes", List.of(cause), "retryAfterSeconds", retrySeconds == 0 ? null : retrySeconds));
    }

    /** The budget counts the pod as gone at once, so that two evictions cannot use the same allowance. */
    private void spend(Request request, KubeObject budget, KubeObject pod) {
        long left = budget.status().number(0, "disruptionsAllowed") - 1;
        Json status = budget.status().with("disruptionsAllowed", left).withAt(Times.text(view.now()), "disruptedPods", pod.name());
        status = left > 0 ? status : Conditions.set(status, Json.of("type", "DisruptionAllowed", "status", "False", "reason", "InsufficientPods",
                "message", "", "observedGeneration", status.get("observedGeneration"), "lastTransitionTime", Times.text(view.now())));
        Caller caller = Caller.controller(request.caller().actor(), request.caller().cause());
        api.handle(Request.update(caller, BUDGETS, budget.withStatus(status), Options.NONE).on("status"));
    }
}
