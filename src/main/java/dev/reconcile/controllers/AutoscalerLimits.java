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
    /** Without a behaviour: {@code scaleUpLimitFactor} and {@code scaleUpLimitMinimum}. */
    private static final long FACTOR = 2;
    private static final long FIRST_STEP = 4;
    private static final double WHOLE = 100;

    /** Why it is able to scale. */
    enum Able {
        READY("ReadyForNewScale", "recommended size matches current size"),
        HELD_UP("ScaleDownStabilized", "recent recommendations were higher than current one, applying the highest recent recommendation"),
        HELD_DOWN("ScaleUpStabilized", "recent recommendations were lower than current one, applying the lowest recent recommendation");

        final String reason;
        final String message;

        Able(String reason, String message) {
            this.reason = reason;
            this.message = message;
        }
    }

    /** What decided other than the metrics. */
    enum Limit {
        NONE("DesiredWithinRange", "the desired count is within the acceptable range"),
        TOO_FAST_UP("ScaleUpLimit", "the desired replica count is increasing faster than the maximum scale rate"),
        TOO_FAST_DOWN("ScaleDownLimit", "the desired replica count is decreasing faster than the maximum scale rate"),
        TOO_MANY("TooManyReplicas", "the desired replica count is more than the maximum replica count"),
        TOO_FEW("TooFewReplicas", "the desired replica count is less than the minimum replica count");

        final String reason;
        final String message;

        Limit(String reason, String message) {
            this.reason = reason;
            this.message = message;
        }
    }

    record Outcome(long replicas, Able able, boolean limited, Limit limit) {}

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
        return behaviour.isEmpty() ? plain(recommended) : behaving(recommended);
    }

    /** Without a behaviour: the highest recommendation of the last minutes counts, and replicas at most double, or become four. */
    private Outcome plain(long recommended) {
        long highest = Math.max(recommended, memory.after(start(DOWN_WINDOW_SECONDS) - 1).stream().mapToLong(Long::longValue).max().orElse(recommended));
        Able able = highest == recommended ? Able.READY : Able.HELD_UP;
        return highest < least ? limited(least, able, Limit.TOO_FEW) : rising(highest, Math.max(FACTOR * current, FIRST_STEP), able);
    }

    private Outcome behaving(long recommended) {
        long stabilized = stabilized(recommended);
        Able able = stabilized == recommended ? Able.READY : recommended >= current ? Able.HELD_DOWN : Able.HELD_UP;
        if (stabilized > current) {
            return rising(stabilized, Math.max(current, rate("scaleUp")), able);
        }
        return stabilized < current ? falling(stabilized, Math.min(current, rate("scaleDown")), able) : within(stabilized, able);
    }

    private long stabilized(long recommended) {
        long downWindow = behaviour.number(DOWN_WINDOW_SECONDS, "scaleDown", "stabilizationWindowSeconds");
        long upWindow = behaviour.number(0, "scaleUp", "stabilizationWindowSeconds");
        long highest = memory.after(start(downWindow)).stream().mapToLong(Long::longValue).max().orElse(recommended);
        long lowest = memory.after(start(upWindow)).stream().mapToLong(Long::longValue).min().orElse(recommended);
        return Math.min(Math.max(current, Math.min(lowest, recommended)), Math.max(highest, recommended));
    }

    private long start(long window) {
        return memory.now() - window * 1000;
    }

    private Outcome rising(long wanted, long fastest, Able able) {
        long limit = Math.min(most, fastest);
        return wanted <= limit ? within(wanted, able) : limited(limit, able, fastest < most ? Limit.TOO_FAST_UP : Limit.TOO_MANY);
    }

    private Outcome falling(long wanted, long fastest, Able able) {
        long limit = Math.max(least, fastest);
        return wanted >= limit ? within(wanted, able) : limited(limit, able, fastest > least ? Limit.TOO_FAST_DOWN : Limit.TOO_FEW);
    }

    private static Outcome limited(long replicas, Able able, Limit limit) {
        return new Outcome(replicas, able, true, limit);
    }

    private static Outcome within(long replicas, Able able) {
        return new Outcome(replicas, able, false, Limit.NONE);
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
        long period = policy.number(PERIOD_SECONDS, "periodSeconds");
        long start = current - memory.changed(period, true) + memory.changed(period, false);
        boolean pods = "Pods".equals(policy.text("type"));
        if (up) {
            // Rounded up, or a single replica would never become two; upstream's fractions are binary, so that 10% more than 100 are 111.
            return pods ? start + value : (long) Math.ceil(start * (1 + value / WHOLE));
        }
        return pods ? start - value : (long) (start * (1 - value / WHOLE));
    }
}
