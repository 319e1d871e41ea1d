package dev.reconcile.api.kinds;

import static dev.reconcile.api.kinds.CommonColumns.AGE;
import static dev.reconcile.api.kinds.CommonColumns.NAME;
import static dev.reconcile.api.kinds.CommonColumns.containers;
import static dev.reconcile.api.kinds.CommonColumns.images;
import static dev.reconcile.api.kinds.CommonColumns.isTrue;
import static dev.reconcile.api.kinds.CommonColumns.labels;
import static dev.reconcile.api.kinds.CommonColumns.number;
import static dev.reconcile.api.kinds.CommonColumns.selector;
import static dev.reconcile.api.kinds.CommonColumns.status;
import static dev.reconcile.api.kinds.CommonColumns.text;
import static dev.reconcile.api.kinds.CommonColumns.timed;
import static dev.reconcile.api.kinds.CommonColumns.wide;

import dev.reconcile.api.Column;
import dev.reconcile.api.Durations;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tables of workloads ({@code printDeployment} and its like). */
final class WorkloadColumns {
    private static final String[] TEMPLATE = {"spec", "template", "spec"};
    private static final String[] JOB_TEMPLATE = {"spec", "jobTemplate", "spec", "template", "spec"};

    static final List<Column> DEPLOYMENT = List.of(
            NAME,
            text("Ready", WorkloadColumns::readyOfWanted),
            text("Up-to-date", object -> object.status().number(0, "updatedReplicas")),
            text("Available", object -> object.status().number(0, "availableReplicas")),
            AGE, containers(TEMPLATE), images(TEMPLATE), selector("spec", "selector"));

    static final List<Column> REPLICA_SET = List.of(
            NAME, number("Desired", object -> object.spec().number(0, "replicas")), status("Current", "replicas"), status("Ready", "readyReplicas"),
            AGE, containers(TEMPLATE), images(TEMPLATE), selector("spec", "selector"));

    static final List<Column> REPLICATION_CONTROLLER = List.of(
            NAME, number("Desired", object -> object.spec().number(0, "replicas")), status("Current", "replicas"), status("Ready", "readyReplicas"),
            AGE, containers(TEMPLATE), images(TEMPLATE), wide("Selector", object -> labels(object, "spec", "selector")));

    static final List<Column> STATEFUL_SET =
            List.of(NAME, text("Ready", WorkloadColumns::readyOfWanted), AGE, containers(TEMPLATE), images(TEMPLATE));

    static final List<Column> DAEMON_SET = List.of(
            NAME, status("Desired", "desiredNumberScheduled"), status("Current", "currentNumberScheduled"), status("Ready", "numberReady"),
            status("Up-to-date", "updatedNumberScheduled"), status("Available", "numberAvailable"),
            text("Node Selector", object -> labels(object, "spec", "template", "spec", "nodeSelector")),
            AGE, containers(TEMPLATE), images(TEMPLATE), selector("spec", "selector"));

    static final List<Column> JOB = List.of(
            NAME, text("Status", WorkloadColumns::jobStatus), text("Completions", WorkloadColumns::completions),
            timed("Duration", WorkloadColumns::duration), AGE, containers(TEMPLATE), images(TEMPLATE), selector("spec", "selector"));

    static final List<Column> CRON_JOB = List.of(
            NAME,
            text("Schedule", object -> object.spec().textOrEmpty("schedule")),
            text("Timezone", object -> object.spec().has("timeZone") ? object.spec().text("timeZone") : CommonColumns.NONE),
            new Column("Suspend", "boolean", 0, (object, now) -> object.spec().isTrue("suspend") ? "True" : "False"),
            number("Active", object -> (long) object.status().list("active").size()),
            timed("Last Schedule", WorkloadColumns::lastSchedule),
            AGE, containers(JOB_TEMPLATE), images(JOB_TEMPLATE), selector("spec", "jobTemplate", "spec", "selector"));

    static final List<Column> POD_TEMPLATE = List.of(
            NAME, shown(containers("template", "spec")), shown(images("template", "spec")),
            text("Pod Labels", object -> labels(object, "template", "metadata", "labels")));

    static final List<Column> CONTROLLER_REVISION = List.of(
            NAME, text("Controller", WorkloadColumns::controller), number("Revision", object -> object.tree().number(0, "revision")), AGE);

    private WorkloadColumns() {}

    private static Column shown(Column wide) {
        return new Column(wide.name(), wide.type(), 0, wide.cell());
    }

    private static String readyOfWanted(KubeObject object) {
        return object.status().number(0, "readyReplicas") + "/" + object.spec().number(0, "replicas");
    }

    private static String jobStatus(KubeObject job) {
        if (isTrue(job, "Complete")) {
            return "Complete";
        }
        if (isTrue(job, "Failed")) {
            return "Failed";
        }
        if (job.isTerminating()) {
            return "Terminating";
        }
        return List.of("Suspended", "FailureTarget", "SuccessCriteriaMet").stream().filter(type -> isTrue(job, type)).findFirst().orElse("Running");
    }

    private static String completions(KubeObject job) {
        long succeeded = job.status().number(0, "succeeded");
        Optional<Long> wanted = job.spec().number("completions");
        if (wanted.isPresent()) {
            return succeeded + "/" + wanted.get();
        }
        long parallelism = job.spec().number(0, "parallelism");
        return succeeded + "/1" + (parallelism > 1 ? " of " + parallelism : "");
    }

    private static String duration(KubeObject job, long now) {
        long until = Times.millis(job.status().text("completionTime")).orElse(now);
        return Times.millis(job.status().text("startTime")).map(from -> Durations.human(until - from)).orElse("");
    }

    private static String lastSchedule(KubeObject cronJob, long now) {
        String last = cronJob.status().text("lastScheduleTime");
        return last == null ? CommonColumns.NONE : Durations.since(last, now);
    }

    private static String controller(KubeObject revision) {
        return revision.controllerReference().map(WorkloadColumns::typed).orElse(CommonColumns.NONE);
    }

    private static String typed(Json owner) {
        String apiVersion = owner.textOrEmpty("apiVersion");
        int slash = apiVersion.indexOf('/');
        String kind = owner.textOrEmpty("kind").toLowerCase(Locale.ROOT);
        return kind + (slash < 0 ? "" : "." + apiVersion.substring(0, slash)) + "/" + owner.textOrEmpty("name");
    }
}
