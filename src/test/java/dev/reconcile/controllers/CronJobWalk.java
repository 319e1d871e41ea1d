package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Options;
import dev.reconcile.control.Reconciler;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import java.util.List;
import java.util.TreeSet;

/** No start is made twice; with Forbid and Replace only one job runs at a time; old ones are forgotten. */
final class CronJobWalk extends Walk {
    private static final List<String> POLICIES = List.of("Allow", "Forbid", "Replace");
    private final CronJobReconciler reconciler = new CronJobReconciler();
    private final TreeSet<String> started = new TreeSet<>();

    CronJobWalk(long seed) {
        super(seed);
    }

    @Override
    Reconciler reconciler() {
        return reconciler;
    }

    @Override
    String resource() {
        return CronJobReconciler.RESOURCE;
    }

    @Override
    String name() {
        return "tick";
    }

    @Override
    int pace() {
        return 90_000;
    }

    @Override
    void begin() {
        bench.create(Given.yaml("""
                apiVersion: batch/v1
                kind: CronJob
                metadata: {name: tick, namespace: default}
                spec:
                  schedule: "* * * * *"
                  concurrencyPolicy: %s
                  successfulJobsHistoryLimit: %d
                  failedJobsHistoryLimit: %d
                  jobTemplate:
                    spec: {backoffLimit: 0, template: {spec: {restartPolicy: Never, containers: [{name: c, image: "exit:%d-%ds"}]}}}
                """.formatted(POLICIES.get(dice.below(3)), dice.below(3), dice.below(2), dice.below(2), dice.below(120))));
    }

    @Override
    void act() {
        switch (dice.below(6)) {
            case 0 -> change(c -> c.with(POLICIES.get(dice.below(3)), "spec", "concurrencyPolicy"));
            case 1 -> change(c -> c.with(!c.spec().isTrue("suspend"), "spec", "suspend"));
            case 2 -> change(c -> c.with(dice.below(2) == 0 ? "* * * * *" : "*/2 * * * *", "spec", "schedule"));
            case 3 -> bench.list(JobReconciler.RESOURCE).stream().findFirst()
                    .ifPresent(job -> bench.delete(JobReconciler.RESOURCE, job.name(), Options.of("propagationPolicy", "Background")));
            case 4 -> change(c -> c.with(dice.below(2) == 0 ? null : 30L, "spec", "startingDeadlineSeconds"));
            default -> mishap();
        }
    }

    @Override
    void calm() {
        change(c -> c.with(true, "spec", "suspend"));
        bench.after(400);
    }

    @Override
    void look(Entry entry, Body.Change change, Past past) {
        if (!isOurs(entry) || !isBirth(change, JobReconciler.RESOURCE)) {
            return;
        }
        KubeObject cron = past.get(resource(), "tick").orElseThrow();
        assertThat(started.add(change.key().name())).as("seed %d: %s is started once", seed, change.key().name()).isTrue();
        assertThat(cron.spec().isTrue("suspend")).as("seed %d: the schedule is not suspended", seed).isFalse();
        if (!"Allow".equals(cron.spec().text("concurrencyPolicy"))) {
            assertThat(past.all(JobReconciler.RESOURCE).stream().filter(job -> !JobEnd.isFinished(job) && !job.isTerminating()))
                    .as("seed %d: jobs that run beside %s", seed, change.key().name()).isEmpty();
        }
    }

    @Override
    void rest() {
        List<KubeObject> jobs = bench.list(JobReconciler.RESOURCE);
        assertThat(jobs).as("seed %d", seed).allMatch(JobEnd::isFinished);
        assertThat((long) jobs.size()).as("seed %d", seed)
                .isLessThanOrEqualTo(workload().spec().number(0, "successfulJobsHistoryLimit") + workload().spec().number(0, "failedJobsHistoryLimit"));
        assertThat(workload().status().objects("active")).as("seed %d", seed).isEmpty();
    }
}
