package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Options;
import dev.reconcile.control.Reconciler;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import java.util.TreeMap;

/** Never more pods at once than may run, never more successes than wanted, and every pod is counted once. */
final class JobWalk extends Walk {
    private final JobReconciler reconciler = new JobReconciler();
    private final TreeMap<String, Long> successes = new TreeMap<>();

    JobWalk(long seed) {
        super(seed);
    }

    @Override
    Reconciler reconciler() {
        return reconciler;
    }

    @Override
    String resource() {
        return JobReconciler.RESOURCE;
    }

    @Override
    String name() {
        return "sum";
    }

    private KubeObject job() {
        int kind = dice.below(4);
        String indexed = kind < 2 ? "" : kind == 2 ? "completionMode: Indexed" : "completionMode: Indexed\n  backoffLimitPerIndex: 1";
        return Given.yaml("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: sum, namespace: default}
                spec:
                  completions: %d
                  parallelism: %d
                  backoffLimit: %d
                  podReplacementPolicy: %s
                  %s
                  template: {spec: {restartPolicy: Never, containers: [{name: c, image: "exit:%d-%ds"}]}}
                """.formatted(1 + dice.below(5), 1 + dice.below(3), dice.below(4), dice.below(2) == 0 ? "Failed" : "TerminatingOrFailed", indexed,
                dice.below(4) == 0 ? 1 : 0, dice.below(6)));
    }

    @Override
    void begin() {
        bench.create(job());
    }

    @Override
    void act() {
        switch (dice.below(8)) {
            case 0 -> change(j -> j.with((long) dice.below(4), "spec", "parallelism"));
            case 1, 2 -> change(j -> j.with(!j.spec().isTrue("suspend"), "spec", "suspend"));
            case 3 -> {
                bench.delete(resource(), "sum", Options.of("propagationPolicy", dice.below(2) == 0 ? "Foreground" : "Background")).after(5);
                for (int i = 0; bench.has(resource(), "sum"); i++) {
                    assertThat(i).as("seed %d: seconds until it is deleted", seed).isLessThan(100);
                    bench.after(1);
                }
                bench.create(job());
            }
            case 4 -> anyPod(this::release);
            default -> mishap();
        }
    }

    /** Takes a pod out of the job's hands; one that has just ended would be lost to its count, as it is upstream. */
    private void release(KubeObject pod) {
        if (!Pods.isFinished(pod)) {
            bench.change("pods", pod.name(), p -> p.withLabel("batch.kubernetes.io/controller-uid", "nobody"));
        }
    }

    @Override
    void calm() {
        change(j -> j.with(false, "spec", "suspend").with(2L, "spec", "parallelism"));
        bench.after(900);
    }

    @Override
    void look(Entry entry, Body.Change change, Past past) {
        if (change.key().resource().equals(resource()) && change.kind() == Body.ChangeKind.MODIFIED) {
            for (String count : new String[] {"succeeded", "failed"}) {
                assertThat(change.after().status().number(0, count)).as("seed %d: %s never falls", seed, count)
                        .isGreaterThanOrEqualTo(change.before().status().number(0, count));
            }
        }
        if (change.key().resource().equals("pods") && change.after() != null && Pods.phase(change.after()).equals("Succeeded")
                && (change.before() == null || !Pods.isFinished(change.before()))) {
            succeeds(change.after(), past);
        }
        if (isOurs(entry) && isBirth(change, "pods")) {
            KubeObject job = past.get(resource(), "sum").orElseThrow();
            long active = past.all("pods").stream().filter(pod -> isOwnedBy(pod, job) && Pods.isActive(pod)).count();
            assertThat(active).as("seed %d: active pods before %s comes", seed, change.key().name()).isLessThan(job.spec().number(1, "parallelism"));
            assertThat(job.spec().isTrue("suspend") || JobEnd.isFinished(job)).as("seed %d: the job goes on", seed).isFalse();
        }
    }

    private void succeeds(KubeObject pod, Past past) {
        past.get(resource(), "sum").filter(job -> isOwnedBy(pod, job) && Claim.selector(job).matches(pod) && !pod.isTerminating()).ifPresent(job -> {
            long all = successes.merge(job.uid(), 1L, Long::sum);
            assertThat(all).as("seed %d: successes", seed).isLessThanOrEqualTo(job.spec().number(0, "completions"));
        });
    }

    @Override
    void rest() {
        KubeObject job = workload();
        assertThat(JobEnd.isFinished(job)).as("seed %d: %s", seed, job.tree()).isTrue();
        assertThat(pods().stream().filter(pod -> isOwnedBy(pod, job))).as("seed %d", seed).noneMatch(Pods::isActive).noneMatch(JobPods::isTracked);
        assertThat(job.status().number(0, "active")).as("seed %d", seed).isZero();
        assertThat(job.status().object("uncountedTerminatedPods").isEmpty()).as("seed %d", seed).isTrue();
        if (Conditions.isTrue(job.status(), "Complete")) {
            assertThat(job.status().number(0, "succeeded")).as("seed %d", seed).isEqualTo(job.spec().number(0, "completions"));
        }
    }
}
