package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Times;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Nodes without containers, as in the recordings: a pod is bound and runs at once, is ready some time later, and is gone some time after its
 * deletion. An image named nonexistent never starts; one named {@code exit:3-5s} ends with code 3 after five seconds. So the controllers can be
 * watched with nothing else in the way.
 *
 * @param readyAfter milliseconds from creation; pods differ a little, so that they become ready one after the other
 * @param goneAfter milliseconds from deletion
 */
record HollowNodes(long readyAfter, long goneAfter) implements Reconciler {
    private static final Reason REASON = Reason.of("event");
    private static final long BETWEEN_PODS = 97;
    private static final Pattern EXIT = Pattern.compile("exit:(\\d+)-(\\d+)s");

    @Override
    public String name() {
        return "hollow-nodes";
    }

    @Override
    public List<Watch> watches() {
        return List.of(Watch.own("pods"));
    }

    @Override
    public Plan reconcile(String key, View view) {
        return view.get(ObjectKey.of("pods", key)).map(pod -> reconcile(pod, view)).orElse(Plan.NOTHING);
    }

    private Plan reconcile(KubeObject pod, View view) {
        Plan.Builder plan = Plan.builder();
        if (pod.isTerminating()) {
            long goneAt = pod.deletedAt().orElseThrow().toEpochMilli() - pod.metadata().number(0, "deletionGracePeriodSeconds") * 1000 + goneAfter;
            if (view.now() < goneAt) {
                return plan.lookAgainAt(goneAt).build();
            }
            // Whoever holds it by a finalizer is told how it ended.
            if (!pod.finalizers().isEmpty() && !Pods.isFinished(pod)) {
                plan.status("pods", pod, ended("137", view.now()), REASON);
            }
            return plan.delete("pods", pod, Options.of("gracePeriodSeconds", 0), REASON).build();
        }
        if (Pods.isFinished(pod)) {
            return plan.build();
        }
        if (Pods.node(pod).isEmpty()) {
            String node = DaemonPlace.node(pod).isEmpty() ? "worker-" + (1 + Math.floorMod(pod.name().hashCode(), 3)) : DaemonPlace.node(pod);
            plan.step(new Plan.Intent.Post(ObjectKey.of("pods", pod.namespace() + "/" + pod.name()), "Pod", "binding",
                    Json.of("target", Json.of("name", node))), REASON);
        }
        long number = view.list("pods", pod.namespace()).stream().filter(p -> p.createdAt() == pod.createdAt()).toList().indexOf(pod);
        long readyAt = pod.createdAt() + readyAfter + number * BETWEEN_PODS;
        Matcher exit = EXIT.matcher(pod.spec().objects("containers").getFirst().textOrEmpty("image"));
        if (exit.matches()) {
            long endsAt = readyAt + Long.parseLong(exit.group(2)) * 1000;
            if (view.now() >= endsAt) {
                return plan.status("pods", pod, ended(exit.group(1), view.now()), REASON).build();
            }
            plan.lookAgainAt(endsAt);
        }
        boolean startable = pod.spec().objects("containers").stream().noneMatch(c -> c.textOrEmpty("image").contains("nonexistent"));
        boolean ready = startable && view.now() >= readyAt;
        Json status = pod.status().with("phase", "Running");
        if (!Pods.isReady(pod)) {
            status = status.with("conditions", List.of(Json.of(
                    "type", "Ready", "status", ready ? "True" : "False", "lastTransitionTime", ready ? Times.text(view.now()) : null)));
        }
        plan.status("pods", pod, status, REASON);
        if (startable && !ready) {
            plan.lookAgainAt(readyAt);
        }
        return plan.build();
    }

    static Json ended(String code, long now) {
        Json terminated = Json.of("exitCode", Long.parseLong(code), "finishedAt", Times.text(now));
        return Json.of("phase", code.equals("0") ? "Succeeded" : "Failed",
                "conditions", List.of(Json.of("type", "Ready", "status", "False", "lastTransitionTime", Times.text(now))),
                "containerStatuses", List.of(Json.of("name", "c", "state", Json.of("terminated", terminated))));
    }
}
