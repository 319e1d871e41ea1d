package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;

/** Deployments, ReplicaSets and ReplicationControllers ({@code pkg/apis/apps/validation/validation.go}). */
final class WorkloadValidation {
    private WorkloadValidation() {}

    static void deployment(KubeObject object, Problems problems) {
        Json spec = object.spec();
        Checks.notNegative(spec, "replicas", "spec", problems);
        selectorAndTemplate(spec, "deployment", problems);
        onlyAlways(spec, "ReplicaSet", problems);
        strategy(spec.object("strategy"), problems);
        Checks.notNegative(spec, "minReadySeconds", "spec", problems);
        Checks.notNegative(spec, "revisionHistoryLimit", "spec", problems);
        if (spec.has("progressDeadlineSeconds")) {
            Checks.notNegative(spec, "progressDeadlineSeconds", "spec", problems);
            long deadline = spec.number(0, "progressDeadlineSeconds");
            if (deadline <= spec.number(0, "minReadySeconds")) {
                problems.invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds");
            }
        }
    }

    private static void strategy(Json strategy, Problems problems) {
        String type = strategy.textOrEmpty("type");
        String rolling = "spec.strategy.rollingUpdate";
        switch (type) {
            case "Recreate" -> {
                if (strategy.has("rollingUpdate")) {
                    problems.forbidden(rolling, "may not be specified when strategy `type` is 'Recreate'");
                }
            }
            case "RollingUpdate" -> rollingUpdate(strategy.object("rollingUpdate"), rolling, problems);
            default -> problems.notSupported("spec.strategy", typed(type), List.of("Recreate", "RollingUpdate"));
        }
    }

    /** A strategy as upstream's internal type shows itself. */
    static Problems.Shown typed(String type) {
        return InternalTypes.shown("DeploymentStrategy", Json.of("type", type));
    }

    private static void rollingUpdate(Json rolling, String path, Problems problems) {
        Object unavailable = rolling.get("maxUnavailable");
        Object surge = rolling.get("maxSurge");
        Checks.amountOrPercent(unavailable, path + ".maxUnavailable", problems);
        Checks.amountOrPercent(surge, path + ".maxSurge", problems);
        if (Checks.amountOrPercent(unavailable) == 0 && Checks.amountOrPercent(surge) == 0) {
            problems.invalid(path + ".maxUnavailable", unavailable, "may not be 0 when `maxSurge` is 0");
        }
        Checks.atMostAll(unavailable, path + ".maxUnavailable", problems);
    }

    static void replicaSet(KubeObject object, Problems problems) {
        Json spec = object.spec();
        Checks.notNegative(spec, "replicas", "spec", problems);
        Checks.notNegative(spec, "minReadySeconds", "spec", problems);
        // Upstream's text says deployment here, too.
        selectorAndTemplate(spec, "deployment", problems);
        onlyAlways(spec, "ReplicaSet", problems);
    }

    static void selectorChange(KubeObject before, KubeObject after, Problems problems) {
        Checks.immutableSelector(before.spec().get("selector"), after.spec().get("selector"), "spec.selector", problems);
    }

    /** A selector that selects something, and a template that it selects. */
    private static void selectorAndTemplate(Json spec, String kind, Problems problems) {
        selector(spec, kind, problems);
        if (!isReadable(spec.object("selector"))) {
            problems.invalid("spec.selector", Checks.shownSelector(spec.object("selector")), "invalid label selector");
            return;
        }
        Json template = spec.object("template");
        if (!Checks.matches(spec.get("selector"), template.textMap("metadata", "labels"))) {
            mismatch(template, problems);
        }
        PodValidation.template(template, "spec.template", problems);
    }

    /** Whether each requirement has an operator that there is, with values where it takes some and none where it takes none. */
    private static boolean isReadable(Json selector) {
        return selector.objects("matchExpressions").stream().allMatch(requirement -> switch (requirement.textOrEmpty("operator")) {
            case "In", "NotIn" -> !requirement.list("values").isEmpty();
            case "Exists", "DoesNotExist" -> requirement.list("values").isEmpty();
            default -> false;
        });
    }

    static void selector(Json spec, String kind, Problems problems) {
        if (!spec.has("selector")) {
            problems.required("spec.selector", "");
            return;
        }
        Json selector = spec.object("selector");
        Checks.selector(selector, "spec.selector", problems);
        if (Checks.isEmptySelector(selector)) {
            problems.invalid("spec.selector", Checks.shownSelector(selector), "empty selector is invalid for " + kind);
        }
    }

    static void mismatch(Json template, Problems problems) {
        problems.invalid("spec.template.metadata.labels", Checks.shownLabels(template), "`selector` does not match template `labels`");
    }

    /** The pods of most workloads run for good. */
    static void onlyAlways(Json spec, String kind, Problems problems) {
        Json pod = spec.object("template", "spec");
        String restart = pod.textOrEmpty("restartPolicy");
        if (!restart.equals("Always")) {
            problems.notSupported("spec.template.spec.restartPolicy", restart, List.of("Always"));
        }
        if (pod.has("activeDeadlineSeconds")) {
            problems.forbidden("spec.template.spec.activeDeadlineSeconds", "activeDeadlineSeconds in " + kind + " is not Supported");
        }
    }

    static void replicationController(KubeObject object, Problems problems) {
        Json spec = object.spec();
        Checks.notNegative(spec, "minReadySeconds", "spec", problems);
        if (spec.object("selector").isEmpty()) {
            problems.required("spec.selector", "");
        }
        Checks.notNegative(spec, "replicas", "spec", problems);
        if (!spec.has("template")) {
            problems.required("spec.template", "");
            return;
        }
        Json template = spec.object("template");
        if (!template.textMap("metadata", "labels").entrySet().containsAll(spec.textMap("selector").entrySet())) {
            mismatch(template, problems);
        }
        PodValidation.template(template, "spec.template", problems);
        onlyAlways(spec, "ReplicationController", problems);
    }
}
