package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The indexes of an Indexed Job: which have succeeded, which have failed for good, which want a pod
 * ({@code pkg/controller/job/indexed_job_utils.go}).
 */
final class JobIndexes {
    private static final String ENV = "JOB_COMPLETION_INDEX";
    private static final String FAILURES = "batch.kubernetes.io/job-index-failure-count";
    private static final String IGNORED_FAILURES = "batch.kubernetes.io/job-index-ignored-failure-count";

    private final KubeObject job;
    private final JobPods pods;
    private final FailurePolicy policy;
    private final int completions;
    private final Indexes before;
    private final Indexes succeeded;
    private final Indexes failed;
    private final TreeMap<Integer, KubeObject> held = new TreeMap<>();

    JobIndexes(JobPods pods) {
        this.job = pods.job();
        this.pods = pods;
        this.policy = FailurePolicy.of(job);
        this.completions = (int) job.spec().number(0, "completions");
        this.before = Indexes.parse(job.status().textOrEmpty("completedIndexes"), completions);
        this.succeeded = before.with(of(tracked().filter(pod -> Pods.phase(pod).equals("Succeeded")).toList()));
        Indexes failedBefore = Indexes.parse(job.status().textOrEmpty("failedIndexes"), completions);
        this.failed = perIndex() ? failedBefore.with(of(tracked().filter(this::failsItsIndex).toList())) : Indexes.none();
        if (perIndex()) {
            hold();
        }
    }

    private Stream<KubeObject> tracked() {
        return pods.pods().stream().filter(pod -> JobPods.isTracked(pod) && pods.hasPlace(pod));
    }

    private static Indexes of(List<KubeObject> pods) {
        Indexes indexes = Indexes.none();
        pods.forEach(pod -> JobPods.index(pod).ifPresent(indexes.bits()::set));
        return indexes;
    }

    boolean perIndex() {
        return job.spec().has("backoffLimitPerIndex");
    }

    Indexes succeeded() {
        return succeeded;
    }

    Indexes failed() {
        return failed;
    }

    /** This pod is the first to succeed for its index. */
    boolean isNews(KubeObject pod) {
        return JobPods.index(pod).stream().anyMatch(index -> !before.has(index));
    }

    private boolean failsItsIndex(KubeObject pod) {
        if (!pods.hasFailed(pod)) {
            return false;
        }
        FailurePolicy.Verdict verdict = policy.of(pod, job.namespace());
        boolean last = failures(pod, FAILURES) >= job.spec().number(0, "backoffLimitPerIndex");
        return verdict.action() == FailurePolicy.Action.FAIL_INDEX || verdict.counts() && last;
    }

    private static long failures(KubeObject pod, String annotation) {
        return pod.annotation(annotation).filter(text -> text.matches("\\d{1,9}")).map(Long::parseLong).orElse(0L);
    }

    private static long allFailures(KubeObject pod) {
        return failures(pod, FAILURES) + failures(pod, IGNORED_FAILURES);
    }

    /** The last failed pod of an index keeps its finalizer until its successor exists, which takes over its count of failures. */
    private void hold() {
        Indexes active = of(pods.active());
        tracked().filter(pods::hasFailed).forEach(pod -> JobPods.index(pod).ifPresent(index -> {
            if (!active.has(index) && !succeeded.has(index) && !failed.has(index)) {
                held.merge(index, pod, (one, other) -> allFailures(one) <= allFailures(other)
                        && JobPods.endedAt(other) >= JobPods.endedAt(one) ? other : one);
            }
        }));
    }

    boolean isHeld(KubeObject pod) {
        return JobPods.index(pod).stream().mapToObj(held::get).anyMatch(holder -> holder != null && holder.uid().equals(pod.uid()));
    }

    /** @param retryAt when the first of those that still wait may be made; empty where some need not wait */
    record Next(List<Integer> indexes, Optional<Long> retryAt) {}

    /** The next indexes to make pods for. */
    Next next(int count, long now) {
        Indexes taken = succeeded.with(of(pods.active())).with(failed);
        if (pods.replacesOnlyFailed()) {
            taken = taken.with(of(pods.terminating()));
        }
        List<Integer> ready = new ArrayList<>();
        Optional<Long> earliest = Optional.empty();
        for (int index : taken.firstMissing(count, completions)) {
            KubeObject last = held.get(index);
            long at = last == null ? 0 : JobPods.retryAt(allFailures(last) + 1, JobPods.endedAt(last));
            if (at <= now) {
                ready.add(index);
            } else {
                earliest = Optional.of(Math.min(at, earliest.orElse(at)));
            }
        }
        return new Next(ready, ready.isEmpty() ? earliest : Optional.empty());
    }

    /** Active pods with an index that another has too, that is too high, or that is missing. */
    List<KubeObject> surplus(long now) {
        TreeMap<Integer, List<KubeObject>> byIndex = new TreeMap<>();
        List<KubeObject> surplus = new ArrayList<>();
        for (KubeObject pod : pods.active()) {
            if (JobPods.index(pod).isPresent() && pods.hasPlace(pod)) {
                byIndex.computeIfAbsent(JobPods.index(pod).getAsInt(), i -> new ArrayList<>()).add(pod);
            } else {
                surplus.add(pod);
            }
        }
        byIndex.values().stream().filter(same -> same.size() > 1)
                .forEach(same -> surplus.addAll(new DeletionRank(same, List.of(), now).first(same.size() - 1)));
        return surplus;
    }

    /** The pod with what tells it its index. */
    KubeObject indexed(KubeObject pod, int index) {
        String text = Integer.toString(index);
        KubeObject indexed = pod.withAnnotation(JobPods.INDEX, text).withLabel(JobPods.INDEX, text)
                .with(job.name() + "-" + index, "spec", "hostname");
        for (String containers : List.of("initContainers", "containers")) {
            List<Json> told = pod.spec().objects(containers).stream().map(JobIndexes::told).toList();
            indexed = told.isEmpty() ? indexed : indexed.with(told, "spec", containers);
        }
        return perIndex() ? withFailures(indexed, held.get(index)) : indexed;
    }

    private static Json told(Json container) {
        List<Json> env = new ArrayList<>(container.objects("env"));
        if (env.stream().noneMatch(variable -> ENV.equals(variable.text("name")))) {
            env.add(Json.of("name", ENV, "valueFrom", Json.of("fieldRef", Json.of("fieldPath", "metadata.labels['" + JobPods.INDEX + "']"))));
        }
        return container.with("env", env);
    }

    private KubeObject withFailures(KubeObject pod, KubeObject replaced) {
        long counted = 0;
        long ignored = 0;
        if (replaced != null) {
            boolean counts = policy.of(replaced, job.namespace()).counts();
            counted = failures(replaced, FAILURES) + (counts ? 1 : 0);
            ignored = failures(replaced, IGNORED_FAILURES) + (counts ? 0 : 1);
        }
        return pod.withAnnotation(FAILURES, Long.toString(counted)).withAnnotation(IGNORED_FAILURES, ignored == 0 ? null : Long.toString(ignored));
    }
}
