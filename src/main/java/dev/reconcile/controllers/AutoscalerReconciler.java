package dev.reconcile.controllers;

import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Times;
import dev.reconcile.sim.Delay;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Sets a workload's replicas by what its pods use ({@code pkg/controller/podautoscaler/horizontal.go}), every fifteen seconds. What the pods use is
 * simulated: {@link PodUsage}. What was recommended and done before stands in an annotation: {@link AutoscalerMemory}.
 */
public final class AutoscalerReconciler implements Reconciler {
    static final String RESOURCE = "horizontalpodautoscalers.autoscaling";

    private final Measurements measurements;

    public AutoscalerReconciler(Measurements measurements) {
        this.measurements = measurements;
    }

    @Override
    public String name() {
        return "horizontal-pod-autoscaler-controller";
    }

    @Override
    public String component() {
        return "horizontal-pod-autoscaler";
    }

    @Override
    public Delay delay() {
        return Delay.AUTOSCALE;
    }

    @Override
    public List<Watch> watches() {
        return List.of(new Watch(RESOURCE, (change, view) -> {
            boolean news = change.kind() == Body.ChangeKind.ADDED
                    || change.kind() == Body.ChangeKind.MODIFIED && !change.before().spec().equals(change.after().spec());
            return news ? List.of(change.key().path()) : List.of();
        }));
    }

    @Override
    public Plan reconcile(String key, View view) {
        return view.get(ObjectKey.of(RESOURCE, key)).filter(autoscaler -> !autoscaler.isTerminating())
                .map(autoscaler -> new Turn(autoscaler, view).plan()).orElse(Plan.NOTHING);
    }

    /** One look at one autoscaler. */
    private final class Turn {
        private final KubeObject autoscaler;
        private final View view;
        private final long now;
        private final Plan.Builder plan = Plan.builder();
        private final List<Json> conditions = new ArrayList<>();

        Turn(KubeObject autoscaler, View view) {
            this.autoscaler = autoscaler;
            this.view = view;
            this.now = view.now();
            conditions.addAll(autoscaler.status().objects("conditions"));
            plan.lookAgainAt(now + Delay.AUTOSCALE.millis());
        }

        Plan plan() {
            Json reference = autoscaler.spec().object("scaleTargetRef");
            String kind = reference.textOrEmpty("kind");
            String name = reference.textOrEmpty("name");
            String version = reference.textOrEmpty("apiVersion");
            String group = version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
            Optional<KubeObject> target = Scale.isOf(kind, group) ? Scale.target(kind, autoscaler.namespace(), name, view) : Optional.empty();
            if (target.isEmpty()) {
                String problem = !Scale.isOf(kind, group) ? "no matches for kind \"%s\" in group \"%s\"".formatted(kind, group)
                        : Scale.resource(kind).map(resource -> "%s \"%s\" not found".formatted(resource, name))
                                .orElse("the server could not find the requested resource");
                Announcement.once(plan, view, autoscaler, "Warning", "FailedGetScale", problem);
                condition("AbleToScale", "False", "FailedGetScale", "the HPA controller was unable to get the target's current scale: " + problem);
                return finish(autoscaler.status(), Reason.of("autoscaler.failed", "problem", problem), Json.EMPTY);
            }
            condition("AbleToScale", "True", "SucceededGetScale", "the HPA controller was able to get the target's current scale");
            return scale(target.get());
        }

        private Plan scale(KubeObject target) {
            long current = target.spec().number(1, "replicas");
            long least = autoscaler.spec().number(1, "minReplicas");
            long most = autoscaler.spec().number(1, "maxReplicas");
            Json status = autoscaler.status().with("currentReplicas", current).with("currentMetrics", null)
                    .with("desiredReplicas", autoscaler.status().number(0, "desiredReplicas"));
            AutoscalerMemory memory = AutoscalerMemory.of(autoscaler, now);
            if (current == 0 && least != 0) {
                condition("ScalingActive", "False", "ScalingDisabled", "scaling is disabled since the replica count of the target is zero");
                return finish(status.with("desiredReplicas", 0L), Reason.of("autoscaler.disabled", "target", target.name()), memory.annotation());
            }
            if (current > most) {
                return rescale(target, status, memory, most, "Current number of replicas above Spec.MaxReplicas");
            }
            if (current < least) {
                return rescale(target, status, memory, least, "Current number of replicas below Spec.MinReplicas");
            }
            Optional<String> ambiguity = ambiguity(target);
            if (ambiguity.isPresent()) {
                return ambiguous(status, ambiguity.get(), memory);
            }
            AutoscalerMetrics metrics = AutoscalerMetrics.of(autoscaler, target, view, measurements);
            status = status.with("currentMetrics", metrics.current().isEmpty() ? null : metrics.current());
            metrics.failures().forEach(failure -> Announcement.once(plan, view, autoscaler, "Warning", failure.reason(), failure.problem()));
            if (metrics.decideNothing(current)) {
                AutoscalerMetrics.Failure first = metrics.failures().getFirst();
                Announcement.once(plan, view, autoscaler, "Warning", "FailedComputeMetricsReplicas", metrics.error());
                condition("ScalingActive", "False", first.reason(), "the HPA was unable to compute the replica count: " + first.problem());
                return finish(status, Reason.of("autoscaler.failed", "problem", first.problem()), memory.annotation());
            }
            condition("ScalingActive", "True", "ValidMetricFound", "the HPA was able to successfully calculate a replica count from " + metrics.name());
            memory = (memory.recommendations().isEmpty() ? memory.recommended(current) : memory).recommended(metrics.replicas());
            AutoscalerLimits.Outcome outcome = AutoscalerLimits.of(autoscaler, current, metrics.replicas(), memory);
            condition("AbleToScale", "True", outcome.able().reason, outcome.able().message);
            condition("ScalingLimited", outcome.limited() ? "True" : "False", outcome.limit().reason, outcome.limit().message);
            plan.saw("recommended", metrics.replicas());
            String why = metrics.replicas() > current ? metrics.name() + " above target" : metrics.replicas() < current ? "All metrics below target" : "";
            return rescale(target, status, memory, outcome.replicas(), why);
        }

        /** The autoscalers that all want to size the target's pods, if there are several. */
        private Optional<String> ambiguity(KubeObject target) {
            List<KubeObject> pods = Scale.pods(target, view);
            List<String> controlling = view.list(RESOURCE, autoscaler.namespace()).stream()
                    .filter(each -> controls(each, pods))
                    .map(each -> each.namespace() + "/" + each.name()).toList();
            return controlling.size() < 2 ? Optional.empty()
                    : Optional.of("pods by selector %s are controlled by multiple HPAs: [%s]".formatted(Claim.selector(target).text(), String.join(" ", controlling)));
        }

        private boolean controls(KubeObject other, List<KubeObject> pods) {
            Json reference = other.spec().object("scaleTargetRef");
            return Scale.target(reference.textOrEmpty("kind"), other.namespace(), reference.textOrEmpty("name"), view)
                    .filter(target -> pods.stream().anyMatch(Claim.selector(target)::matches)).isPresent();
        }

        private Plan ambiguous(Json status, String problem, AutoscalerMemory memory) {
            Announcement.once(plan, view, autoscaler, "Warning", "AmbiguousSelector", problem);
            Announcement.once(plan, view, autoscaler, "Warning", "FailedComputeMetricsReplicas", problem);
            condition("ScalingActive", "False", "AmbiguousSelector", problem);
            return finish(status, Reason.of("autoscaler.failed", "problem", problem), memory.annotation());
        }

        private Plan rescale(KubeObject target, Json status, AutoscalerMemory memory, long wanted, String why) {
            long current = target.spec().number(1, "replicas");
            plan.saw("replicas", current).wanted("replicas", wanted);
            Reason reason = Reason.of("autoscaler.scale", "target", target.name(), "from", current, "to", wanted, "why", why);
            if (wanted == current) {
                return finish(status.with("desiredReplicas", current), Reason.of("autoscaler.status", "target", target.name()), memory.annotation());
            }
            plan.update(Scale.resource(target.kind()).orElseThrow(), target.with(wanted, "spec", "replicas"), reason)
                    .event(autoscaler, "Normal", "SuccessfulRescale", "New size: %d; reason: %s".formatted(wanted, why));
            condition("AbleToScale", "True", "SucceededRescale", "the HPA controller was able to update the target scale to " + wanted);
            return finish(status.with("desiredReplicas", wanted).with("lastScaleTime", Times.text(now)), reason,
                    memory.scaled(wanted - current).annotation());
        }

        private void condition(String type, String status, String reason, String message) {
            Optional<Json> old = conditions.stream().filter(condition -> type.equals(condition.text("type"))).findFirst();
            boolean same = old.filter(condition -> status.equals(condition.text("status"))).isPresent();
            Json set = Json.of("type", type, "status", status, "reason", reason, "message", message,
                    "lastTransitionTime", same ? old.get().text("lastTransitionTime") : Times.text(now));
            Json all = Conditions.set(Json.of("conditions", List.copyOf(conditions)), set);
            conditions.clear();
            conditions.addAll(all.objects("conditions"));
        }

        private Plan finish(Json status, Reason reason, Json annotation) {
            Json written = status.with("conditions", List.copyOf(conditions));
            boolean same = written.equals(autoscaler.status()) && autoscaler.withAnnotations(annotation).equals(autoscaler);
            if (!same) {
                plan.step(new Plan.Intent.SetStatus(new ObjectKey(RESOURCE, autoscaler.namespace(), autoscaler.name()), autoscaler.kind(), written, annotation),
                        reason);
            }
            return plan.build();
        }
    }
}
