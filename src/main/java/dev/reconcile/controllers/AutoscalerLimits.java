package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;

/**
 * How far and how fast an autoscaler may go ({@code normalizeDesiredReplicas} and {@code normalizeDesiredReplicasWithBehaviors}): the highest
 * recommendation of the last minutes on the way down, the rates of its behaviour, its bounds.
 */
final class AutoscalerLimits {
    private static final long DOWN_WINDOW_SECONDS = 300;
    private static final long PERIOD_SECONDS = 15;

    /**
     * @param ableReason why {@code AbleToScale}
     * @param limited something other than the metrics decided
     */
    record Outcome(long replicas, String ableReason, String ableMessage, boolean limited, String limitReason, String limitMessage) {}

    private final Json behaviour;
    private final long least;
    private final long most;
    private final long current;
    private final AutoscalerMemory memory;

    private AutoscalerLimits(KubeObject autoscaler, long current, AutoscalerMemory memory) {
        this.behaviour = autoscaler.spec().object("behavior");
        this.least = autoscaler.spec().number(1, "minReplicas");
        this.most = autoscaler.spec().number(1, "maxReplicas");
        this.current = current;
        this.memory = memory;
    }

    static Outcome of(KubeObject autoscaler, long current, long recommended, AutoscalerMemory memory) {
        return new AutoscalerLimits(autoscaler, current, memory).outcome(recommended);
    }

    private Outcome outcome(long recommended) {
        long stabilized = stabilized(recommended);
        String ableReason = "ReadyForNewScale";
        String ableMessage = "recommended size matches current size";
        if (stabilized > recommended) {
            ableReason = "ScaleDownStabilized";
            ableMessage = "recent recommendations were higher than current one, applying the highest recent recommendation";
        } else if (stabilized < recommended) {
            ableReason = "ScaleUpStabilized";
            ableMessage = "recent recommendations were lower than current one, applying the lowest recent recommendation";
        }
        if (stabilized > current) {
            return up(stabilized, ableReason, ableMessage);
        }
        return down(stabilized, ableReason, ableMessage);
    }

    private long stabilized(long recommended) {
        long downWindow = behaviour.number(DOWN_WINDOW_SECONDS, "scaleDown", "stabilizationWindowSeconds");
        long upWindow = behaviour.number(0, "scaleUp", "stabilizationWindowSeconds");
        long highest = memory.within(downWindow).stream().mapToLong(Long::longValue).max().orElse(recommended);
        long lowest = memory.within(upWindow).stream().mapToLong(Long::longValue).min().orElse(recommended);
        long stabilized = current;
        if (stabilized < Math.min(lowest, recommended)) {
            stabilized = Math.min(lowest, recommended);
        }
        return Math.min(stabilized, Math.max(highest, recommended));
    }

    private Outcome up(long wanted, String ableReason, String ableMessage) {
        long fastest = behaviour.isEmpty() ? Math.max(2 * current, 4) : Math.max(current, rate("scaleUp"));
        long limit = Math.min(most, fastest);
        if (wanted <= limit) {
            return within(wanted, ableReason, ableMessage);
        }
        return fastest < most
                ? new Outcome(limit, ableReason, ableMessage, true, "ScaleUpLimit", "the desired replica count is increasing faster than the maximum scale rate")
                : new Outcome(limit, ableReason, ableMessage, true, "TooManyReplicas", "the desired replica count is more than the maximum replica count");
    }

    private Outcome down(long wanted, String ableReason, String ableMessage) {
        long fastest = behaviour.isEmpty() ? 0 : Math.min(current, rate("scaleDown"));
        long limit = Math.max(least, fastest);
        if (wanted >= limit) {
            return within(wanted, ableReason, ableMessage);
        }
        return fastest > least
                ? new Outcome(limit, ableReason, ableMessage, true, "ScaleDownLimit", "the desired replica count is decreasing faster than the maximum scale rate")
                : new Outcome(limit, ableReason, ableMessage, true, "TooFewReplicas", "the desired replica count is less than the minimum replica count");
    }

    private static Outcome within(long wanted, String ableReason, String ableMessage) {
        return new Outcome(wanted, ableReason, ableMessage, false, "DesiredWithinRange", "the desired count is within the acceptable range");
    }

    /** How far the policies of a direction let it go now; each counts from what there was when its period began. */
    private long rate(String direction) {
        boolean up = direction.equals("scaleUp");
        String select = behaviour.textOrEmpty(direction, "selectPolicy");
        if (select.equals("Disabled")) {
            return current;
        }
        List<Json> policies = behaviour.objects(direction, "policies");
        if (policies.isEmpty()) {
            policies = up ? List.of(policy("Pods", 4), policy("Percent", 100)) : List.of(policy("Percent", 100));
        }
        var limits = policies.stream().mapToLong(policy -> limit(policy, up));
        boolean farthest = !select.equals("Min");
        return farthest == up ? limits.max().orElse(current) : limits.min().orElse(current);
    }

    private static Json policy(String type, long value) {
        return Json.of("type", type, "value", value, "periodSeconds", PERIOD_SECONDS);
    }

    private long limit(Json policy, boolean up) {
        long value = policy.number(0, "value");
        long changed = memory.changed(policy.number(PERIOD_SECONDS, "periodSeconds"), up);
        long start = up ? current - changed : current + changed;
        boolean pods = "Pods".equals(policy.text("type"));
        if (up) {
            return pods ? start + value : Math.ceilDiv(start * (100 + value), 100);
        }
        return pods ? start - value : start * (100 - value) / 100;
    }
}
