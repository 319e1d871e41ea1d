package dev.reconcile.controllers;

import dev.reconcile.api.Kinds;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
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
 * simulated: {@link PodUsage}. What was recommended and done before is in its own memory: {@link Memories}.
 */
public record AutoscalerReconciler(Kinds kinds, Measurements measurements, Memories memories) implements Reconciler {
    static final String RESOURCE = "horizontalpodautoscalers.autoscaling";

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
    public boolean retries() {
        return false;
    }

    @Override
    public Plan reconcile(String key, View view) {
        Optional<KubeObject> autoscaler = view.get(ObjectKey.of(RESOURCE, key));
        if (autoscaler.isEmpty()) {
            return memories.get(memory(key)).isEmpty() ? Plan.NOTHING : forget(key);
        }
        return autoscaler.get().isTerminating() ? Plan.NOTHING : new Turn(key, autoscaler.get(), view).plan();
    }

    static String memory(String key) {
        return "autoscaler/" + key;
    }

    private Plan forget(String key) {
        return Plan.builder().step(new Plan.Intent.Local("forget", key, () -> memories.put(memory(key), Json.EMPTY)), Reason.of("autoscaler.gone", "name", key))
                .build();
    }

    /** One look at one autoscaler. */
    private final class Turn {
        private final String key;
        private final KubeObject autoscaler;
        private final View view;
        private final long now;
        private final Scale scales;
        private final Plan.Builder plan = Plan.builder();
        private final List<Json> conditions = new ArrayList<>();
        private AutoscalerMemory memory;

        Turn(String key, KubeObject autoscaler, View view) {
            this.key = key;
            this.autoscaler = autoscaler;
            this.view = view;
            this.now = view.now();
            this.scales = new Scale(kinds, view);
            this.memory = AutoscalerMemory.of(memories.get(memory(key)), now);
            conditions.addAll(autoscaler.status().objects("conditions"));
            plan.lookAgainAt(now + Delay.AUTOSCALE.millis());
        }

        Plan plan() {
            return switch (scales.find(autoscaler.namespace(), autoscaler.spec().object("scaleTargetRef"))) {
                case Scale.Found.No no -> {
                    Announcement.once(plan, view, autoscaler, "Warning", "FailedGetScale", no.problem());
                    condition("AbleToScale", "False", "FailedGetScale", "the HPA controller was unable to get the target's current scale: " + no.problem());
                    yield finish(autoscaler.status(), Reason.of("autoscaler.failed", "problem", no.problem()));
                }
                case Scale.Found.Target target -> {
                    condition("AbleToScale", "True", "SucceededGetScale", "the HPA controller was able to get the target's current scale");
                    memory = memory.began(target.replicas());
                    yield scale(target);
                }
            };
        }

        private Plan scale(Scale.Found.Target target) {
            long current = target.replicas();
            long least = autoscaler.spec().number(1, "minReplicas");
            long most = autoscaler.spec().number(1, "maxReplicas");
            Json status = autoscaler.status().with("currentReplicas", current).with("currentMetrics", null)
                    .with("desiredReplicas", autoscaler.status().number(0, "desiredReplicas"));
            if (current == 0 && least != 0) {
                condition("ScalingActive", "False", "ScalingDisabled", "scaling is disabled since the replica count of the target is zero");
                return finish(status.with("desiredReplicas", 0L), Reason.of("autoscaler.disabled", "target", target.object().name()));
            }
            if (current > most) {
                return rescale(target, status, most, "Current number of replicas above Spec.MaxReplicas");
            }
            if (current < least) {
                return rescale(target, status, least, "Current number of replicas below Spec.MinReplicas");
            }
            if (target.selector().isEmpty()) {
                return unselected(status, "SelectorRequired", "selector is required", "the HPA target's scale is missing a selector");
            }
            try {
                return byMetrics(target, LabelSelector.parse(target.selector()), status);
            } catch (LabelSelector.Malformed e) {
                String problem = "couldn't convert selector into a corresponding internal selector object: " + e.getMessage();
                return unselected(status, "InvalidSelector", problem, problem);
            }
        }

        private Plan unselected(Json status, String event, String problem, String message) {
            Announcement.once(plan, view, autoscaler, "Warning", event, problem);
            condition("ScalingActive", "False", event.equals("AmbiguousSelector") ? event : "InvalidSelector", message);
            return failed(status, problem, problem);
        }

        private Plan failed(Json status, String problem, String sum) {
            write(plan, status, Reason.of("autoscaler.failed", "problem", problem));
            Announcement.once(plan, view, autoscaler, "Warning", "FailedComputeMetricsReplicas", sum);
            return plan.build();
        }

        private Plan byMetrics(Scale.Found.Target target, LabelSelector selector, Json before) {
            List<KubeObject> pods = Scale.pods(autoscaler.namespace(), selector, view);
            List<String> rivals = rivals(pods);
            if (rivals.size() > 1) {
                String problem = "pods by selector %s are controlled by multiple HPAs: [%s]".formatted(target.selector(), String.join(" ", rivals));
                return unselected(before, "AmbiguousSelector", problem, problem);
            }
            long current = target.replicas();
            AutoscalerMetrics metrics = AutoscalerMetrics.of(autoscaler, new ReplicaCalculator(current, pods, view, measurements));
            Json status = before.with("currentMetrics", metrics.current().isEmpty() ? null : metrics.current());
            metrics.failures().forEach(failure -> Announcement.once(plan, view, autoscaler, "Warning", failure.reason(), failure.problem()));
            if (metrics.decideNothing(current)) {
                AutoscalerMetrics.Failure first = metrics.failures().getFirst();
                condition("ScalingActive", "False", first.reason(), "the HPA was unable to compute the replica count: " + first.problem());
                return failed(status, first.problem(), metrics.error());
            }
            condition("ScalingActive", "True", "ValidMetricFound", "the HPA was able to successfully calculate a replica count from " + metrics.name());
            memory = memory.recommended(metrics.replicas());
            AutoscalerLimits.Outcome outcome = AutoscalerLimits.of(autoscaler, current, metrics.replicas(), memory);
            condition("AbleToScale", "True", outcome.able().reason, outcome.able().message);
            condition("ScalingLimited", outcome.limited() ? "True" : "False", outcome.limit().reason, outcome.limit().message);
            plan.saw("recommended", metrics.replicas());
            String why = metrics.replicas() > current ? metrics.name() + " above target" : metrics.replicas() < current ? "All metrics below target" : "";
            return rescale(target, status, outcome.replicas(), why);
        }

        /** The autoscalers that all want to size the pods, if there are several. */
        private List<String> rivals(List<KubeObject> pods) {
            return view.list(RESOURCE, autoscaler.namespace()).stream()
                    .filter(each -> controls(each, pods))
                    .map(each -> each.namespace() + "/" + each.name()).toList();
        }

        private boolean controls(KubeObject other, List<KubeObject> pods) {
            if (!(scales.find(other.namespace(), other.spec().object("scaleTargetRef")) instanceof Scale.Found.Target target) || target.selector().isEmpty()) {
                return false;
            }
            try {
                LabelSelector selector = LabelSelector.parse(target.selector());
                return pods.stream().anyMatch(selector::matches);
            } catch (LabelSelector.Malformed e) {
                return false;
            }
        }

        private Plan rescale(Scale.Found.Target target, Json status, long wanted, String why) {
            long current = target.replicas();
            String name = target.object().name();
            plan.saw("replicas", current).wanted("replicas", wanted);
            if (wanted == current) {
                return finish(status.with("desiredReplicas", current), Reason.of("autoscaler.status", "target", name));
            }
            Reason reason = Reason.of("autoscaler.scale", "target", name, "from", current, "to", wanted, "why", why);
            ObjectKey scaled = new ObjectKey(target.kind().resource(), autoscaler.namespace(), name);
            List<Json> before = List.copyOf(conditions);
            plan.step(new Plan.Intent.Put(scaled, target.kind().kind(), "scale", target.scale().tree().with("spec", Json.of("replicas", wanted))), reason,
                    refused -> unscaled(before, status, "New size: %d; reason: %s".formatted(wanted, why), refused.message()));
            plan.event(autoscaler, "Normal", "SuccessfulRescale", "New size: %d; reason: %s".formatted(wanted, why));
            condition("AbleToScale", "True", "SucceededRescale", "the HPA controller was able to update the target scale to " + wanted);
            memory = autoscaler.spec().has("behavior") ? memory.scaled(wanted - current) : memory;
            return finish(status.with("desiredReplicas", wanted).with("lastScaleTime", Times.text(now)), reason);
        }

        private List<Plan.Step> unscaled(List<Json> before, Json status, String what, String problem) {
            conditions.clear();
            conditions.addAll(before);
            condition("AbleToScale", "False", "FailedUpdateScale", "the HPA controller was unable to update the target scale: " + problem);
            Plan.Builder instead = Plan.builder().event(autoscaler, "Warning", "FailedRescale", what + "; error: " + problem);
            write(instead, status, Reason.of("autoscaler.failed", "problem", problem));
            return instead.build().steps();
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

        private Plan finish(Json status, Reason reason) {
            write(plan, status, reason);
            return plan.build();
        }

        private void write(Plan.Builder to, Json status, Reason reason) {
            to.status(RESOURCE, autoscaler, status.with("conditions", List.copyOf(conditions)), reason);
            Json learned = memory.save();
            if (!learned.equals(memories.get(memory(key)))) {
                to.step(new Plan.Intent.Local("note", key, () -> memories.put(memory(key), learned)), Reason.of("autoscaler.noted", "name", key));
            }
        }
    }
}
