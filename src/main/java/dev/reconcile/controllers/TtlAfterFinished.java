package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Times;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Deletes finished Jobs that say how long they are wanted afterwards ({@code pkg/controller/ttlafterfinished}). */
public final class TtlAfterFinished implements Reconciler {
    @Override
    public String name() {
        return "ttl-after-finished-controller";
    }

    @Override
    public List<Watch> watches() {
        return List.of(Watch.own(JobReconciler.RESOURCE));
    }

    @Override
    public Plan reconcile(String key, View view) {
        return view.get(ObjectKey.of(JobReconciler.RESOURCE, key)).filter(job -> !job.isTerminating()).map(job -> reconcile(job, view))
                .orElse(Plan.NOTHING);
    }

    private static Plan reconcile(KubeObject job, View view) {
        Optional<Long> seconds = job.spec().number("ttlSecondsAfterFinished");
        Optional<Long> end = Stream.of("Complete", "Failed").filter(type -> Conditions.isTrue(job.status(), type)).findFirst()
                .flatMap(type -> Conditions.find(job.status(), type)).flatMap(condition -> Times.millis(condition.text("lastTransitionTime")));
        if (seconds.isEmpty() || end.isEmpty()) {
            return Plan.NOTHING;
        }
        long at = end.get() + seconds.get() * 1000;
        return at > view.now()
                ? Plan.builder().lookAgainAt(at).build()
                : Plan.builder().delete(JobReconciler.RESOURCE, job, Options.of("propagationPolicy", "Foreground"),
                        Reason.of("job.ttl", "name", job.name(), "seconds", seconds.get())).build();
    }
}
