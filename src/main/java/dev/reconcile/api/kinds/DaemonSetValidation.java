package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;

/** DaemonSets ({@code ValidateDaemonSetSpec}). */
final class DaemonSetValidation {
    private DaemonSetValidation() {}

    static void check(KubeObject object, Problems problems) {
        Json spec = object.spec();
        Json template = spec.object("template");
        Checks.selector(spec.object("selector"), "spec.selector", problems);
        if (!Checks.matches(spec.get("selector"), template.textMap("metadata", "labels"))) {
            WorkloadValidation.mismatch(template, problems);
        }
        if (spec.has("selector") && Checks.isEmptySelector(spec.object("selector"))) {
            problems.invalid("spec.selector", Checks.shownSelector(spec.get("selector")), "empty selector is invalid for daemonset");
        }
        PodValidation.template(template, "spec.template", problems);
        WorkloadValidation.onlyAlways(spec, "DaemonSet", problems);
        Checks.notNegative(spec, "minReadySeconds", "spec", problems);
        strategy(spec.object("updateStrategy"), problems);
        Checks.notNegative(spec, "revisionHistoryLimit", "spec", problems);
    }

    private static void strategy(Json strategy, Problems problems) {
        String type = strategy.textOrEmpty("type");
        switch (type) {
            case "OnDelete" -> {}
            case "RollingUpdate" -> rollingUpdate(strategy.object("rollingUpdate"), "spec.updateStrategy.rollingUpdate", problems);
            default -> problems.notSupported("spec.updateStrategy", WorkloadValidation.typed(type), List.of("RollingUpdate", "OnDelete"));
        }
    }

    /** Exactly one of surge and unavailable. */
    private static void rollingUpdate(Json rolling, String path, Problems problems) {
        Object unavailable = rolling.get("maxUnavailable");
        Object surge = rolling.get("maxSurge");
        Checks.amountOrPercent(unavailable, path + ".maxUnavailable", problems);
        Checks.amountOrPercent(surge, path + ".maxSurge", problems);
        Checks.atMostAll(unavailable, path + ".maxUnavailable", problems);
        Checks.atMostAll(surge, path + ".maxSurge", problems);
        boolean canMiss = Checks.amountOrPercent(unavailable) != 0;
        boolean canSurge = Checks.amountOrPercent(surge) != 0;
        if (canMiss && canSurge) {
            problems.invalid(path + ".maxSurge", surge, "may not be set when maxUnavailable is non-zero");
        } else if (!canMiss && !canSurge) {
            problems.required(path + ".maxUnavailable", "cannot be 0 when maxSurge is 0");
        }
    }
}
