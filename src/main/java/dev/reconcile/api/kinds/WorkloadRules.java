package dev.reconcile.api.kinds;

import dev.reconcile.api.Rules;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import java.util.function.BiFunction;

/** The rules of pods and of what makes pods ({@code pkg/registry/{core,apps,batch}/<kind>/strategy.go}). */
final class WorkloadRules {
    private static final String TEMPLATE_GENERATION = "deprecated.daemonset.template.generation";

    private static final BiFunction<KubeObject, KubeObject, List<String>> TEMPLATE =
            (before, after) -> PodWarnings.workload(before, after, "spec", "template");

    static final Rules POD = Ruled.defaults(WorkloadRules::podDefaults).create(WorkloadRules::newPod)
            .valid(PodValidation::pod).updates(PodUpdateValidation::check)
            .part("ephemeralcontainers", EphemeralContainers::check)
            .part("resize", PodResizeValidation::taken, PodResizeValidation::check)
            .part("status", PodStatusValidation::taken, PodStatusValidation::check)
            .warns(PodWarnings::pod);
    static final Rules POD_TEMPLATE = Ruled.defaults(ObjectDefaults::podTemplate)
            .valid((object, problems) -> PodValidation.template(object.tree().object("template"), "template", problems));
    static final Rules REPLICATION_CONTROLLER = Ruled.defaults(WorkloadDefaults::replicationController).status("replicas", 0)
            .valid(WorkloadValidation::replicationController).part("status", StatusValidation::replicationController)
            .warns(TEMPLATE);
    static final Rules REPLICA_SET = Ruled.defaults(WorkloadDefaults::replicaSet).status("replicas", 0)
            .valid(WorkloadValidation::replicaSet).changes(WorkloadValidation::selectorChange).part("status", StatusValidation::replicaSet)
            .warns(TEMPLATE);
    static final Rules DEPLOYMENT = Ruled.defaults(WorkloadDefaults::deployment).update(WorkloadRules::annotated).status()
            .valid(WorkloadValidation::deployment).changes(WorkloadValidation::selectorChange).part("status", StatusValidation::deployment)
            .warns(TEMPLATE);
    static final Rules STATEFUL_SET = Ruled.defaults(WorkloadDefaults::statefulSet).status("availableReplicas", 0, "replicas", 0)
            .valid(StatefulSetValidation::check).changes(StatefulSetValidation::change).part("status", StatusValidation::statefulSet)
            .warns(ObjectWarnings::statefulSet);
    static final Rules DAEMON_SET = Ruled.defaults(WorkloadDefaults::daemonSet)
            .create(set -> set.withAnnotation(TEMPLATE_GENERATION, "1"))
            .update(WorkloadRules::nextTemplate)
            .status("currentNumberScheduled", 0, "desiredNumberScheduled", 0, "numberMisscheduled", 0, "numberReady", 0)
            .valid(DaemonSetValidation::check).changes(WorkloadValidation::selectorChange).part("status", StatusValidation::daemonSet)
            .warns((before, after) -> PodWarnings.template(before, after, "spec", "template"));
    static final Rules JOB = Ruled.defaults(WorkloadDefaults::job).create(JobSelector::generate).status()
            .valid(JobValidation::check).changes(JobValidation::change).part("status", JobStatusValidation::check)
            .warns((before, after) -> ObjectWarnings.job(before, after, "spec"));
    static final Rules CRON_JOB = Ruled.defaults(WorkloadDefaults::cronJob).status().valid(CronJobValidation::check)
            .warns((before, after) -> ObjectWarnings.job(before, after, "spec", "jobTemplate", "spec"));

    private WorkloadRules() {}

    private static Json podDefaults(Json pod) {
        Json after = PodDefaults.ownSpec(PodDefaults.spec(pod.object("spec")));
        return after == pod.get("spec") ? pod : pod.with("spec", after);
    }

    private static KubeObject newPod(KubeObject pod) {
        Json gated = Json.of("type", "PodScheduled", "status", "False", "reason", "SchedulingGated",
                "message", "Scheduling is blocked due to non-empty scheduling gates");
        return pod.with(Json.of("phase", "Pending", "qosClass", QualityOfService.of(pod.spec()),
                "conditions", pod.spec().list("schedulingGates").isEmpty() ? null : List.of(gated)), "status");
    }

    /** A Deployment's generation counts changes of its annotations, too; those of the spec are counted for every kind. */
    private static KubeObject annotated(KubeObject before, KubeObject after) {
        boolean changed = !before.annotations().equals(after.annotations());
        return changed && before.generation() > 0 ? after.with(before.generation() + 1, "metadata", "generation") : after;
    }

    /** Counts the templates of a DaemonSet, as a field of the old API did that is an annotation today. */
    private static KubeObject nextTemplate(KubeObject before, KubeObject after) {
        String old = before.annotation(TEMPLATE_GENERATION).orElse("0");
        long generation = old.matches("\\d{1,18}") ? Long.parseLong(old) : 0;
        boolean changed = !before.spec().object("template").equals(after.spec().object("template"));
        return after.withAnnotation(TEMPLATE_GENERATION, Long.toString(changed ? generation + 1 : generation));
    }
}
