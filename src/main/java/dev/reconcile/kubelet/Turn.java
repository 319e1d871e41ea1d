package dev.reconcile.kubelet;

import dev.reconcile.api.Options;
import dev.reconcile.control.EventRecord;
import dev.reconcile.control.Plan;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Times;
import dev.reconcile.sim.Delay;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One look of the kubelet at one of its pods: reports what has happened since the last look, then decides what to do next
 * ({@code pkg/kubelet/kubelet.go}, {@code SyncPod} and its relatives).
 */
final class Turn {
    /** Upstream gives every container at least so long ({@code minimumGracePeriodInSeconds}). */
    private static final long LEAST_GRACE_MILLIS = 2_000;

    private final KubeObject pod;
    private final Sandbox box;
    private final Runtime runtime;
    private final View view;
    private final long now;
    private final String hostIp;
    private final Plan.Builder plan = Plan.builder();

    /** @param box null before the pod was admitted */
    Turn(KubeObject pod, Sandbox box, Runtime runtime, View view, String hostIp) {
        this.pod = pod;
        this.box = box;
        this.runtime = runtime;
        this.view = view;
        this.now = view.now();
        this.hostIp = hostIp;
    }

    /** The pod has a sandbox: report, then go on. */
    Plan decide() {
        reportStarts();
        reportFindings();
        reportHooks();
        boolean terminating = pod.isTerminating();
        if (box.isLost()) {
            reportLoss(terminating);
        }
        if (terminating || Pods.isFinished(pod) || !box.failedFor().isEmpty()) {
            stopAll(terminating);
        } else {
            status(false);
            goOn();
        }
        plan.saw("containers", Facts.containers(pod, box, now));
        Plan undisturbed = plan.build();
        if (undisturbed.steps().isEmpty()) {
            box.rest(pod, undisturbed.lookAgainAt().orElse(Task.NEVER));
        } else {
            box.disturb();
        }
        look(box.wakeAt());
        return plan.build();
    }

    // reporting

    private void reportStarts() {
        for (Container container : box.containers()) {
            String id = "containerd://" + container.origin().id();
            boolean begun = container.isRunning() || container.isExited() && container.startedAt() > 0;
            boolean mirrored = begun && container.startedAt() < Times.millis(pod.metadata().text("creationTimestamp")).orElse(0L);
            if (!begun || mirrored || isReported(id)) {
                continue;
            }
            if (container.reason().equals("StartError")) {
                event(container, "Warning", "Failed", "Error: " + container.message());
            } else {
                event(container, "Normal", "Started", "Started container " + container.name());
            }
        }
    }

    private boolean isReported(String id) {
        return Facts.reportedIds(pod).contains(id);
    }

    private void reportFindings() {
        for (Container container : box.containers()) {
            List<String> findings = container.probes().findings();
            findings.forEach(text -> event(container, "Warning", "Unhealthy", text));
            if (!findings.isEmpty()) {
                local("note", container.name(), container.probes()::reported, Reason.of("kubelet.probe-failed", "container", container.name()));
            }
        }
    }

    private void reportHooks() {
        for (Container container : box.containers()) {
            if (container.hooks().preStopHasFailed()) {
                event(container, "Warning", "FailedPreStopHook", "PreStopHook failed");
                local("note", container.name(), container.hooks()::preStopReported, Reason.of("kubelet.hook-failed", "container", container.name()));
            }
        }
    }

    private void reportLoss(boolean terminating) {
        if (!terminating && !Pods.isFinished(pod) && !"Never".equals(pod.spec().text("restartPolicy"))) {
            plan.event(pod, "Normal", "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.");
        }
        local("note", pod.name(), box::found, Reason.of("kubelet.lost", "pod", pod.name()));
    }

    private void status(boolean ending) {
        Resizing resizing = new Resizing(pod, box, view);
        Json status = resizing.noted(new PodStatus(pod, box, hostIp, now, ending).json());
        if (resizing.isCompleted()) {
            plan.event(pod, "Normal", "ResizeCompleted", resizing.summary());
        }
        plan.status("pods", pod, status, Facts.reason(pod, status));
    }

    // going on

    private void goOn() {
        if (deadlinePassed()) {
            plan.event(pod, "Normal", "DeadlineExceeded", "Pod was active on the node longer than the specified deadline");
            local("stop", pod.name(), () -> box.fail("DeadlineExceeded"), Reason.of("kubelet.deadline"));
            look(now + 1);
            return;
        }
        if (onlySidecarsLeft()) {
            for (Container sidecar : box.containers()) {
                if (sidecar.isRunning() && !sidecar.isStopping() && isItsTurn(sidecar)) {
                    stop(sidecar, graceMillis(), "Stopping container " + sidecar.name(),
                            Reason.of("kubelet.stop-pod", "container", sidecar.name(), "grace", graceMillis() / 1000));
                }
            }
            return;
        }
        new VolumeSteps(pod, box, runtime, view, plan).refresh();
        resize();
        box.containers().forEach(this::restartIfUnfit);
        new Starts(pod, box, runtime, view, plan).next();
    }

    private void resize() {
        Resizing resizing = new Resizing(pod, box, view);
        for (Container container : resizing.due()) {
            if (resizing.needsRestart(container)) {
                stop(container, graceMillis(), "Container %s resize requires restart".formatted(container.name()),
                        Reason.of("kubelet.stop-resize", "container", container.name()));
            } else {
                local("resize", container.name(), () -> container.resize(resizing.wanted(container)), Reason.of("kubelet.resize", "container", container.name()));
                look(now + 1);
            }
        }
    }

    /** Init containers that stay, stay only as long as there is something to stay for. */
    private boolean onlySidecarsLeft() {
        return pod.tree().objects("spec", "containers").stream().allMatch(spec -> box.container(spec.textOrEmpty("name"))
                .map(container -> container.isExited() && !Restarts.wanted(pod, spec, false, container.exitCode()))
                .orElse(false));
    }

    private boolean deadlinePassed() {
        Optional<Long> seconds = pod.spec().number("activeDeadlineSeconds");
        Optional<Long> started = Times.millis(pod.status().text("startTime"));
        if (seconds.isEmpty() || started.isEmpty()) {
            return false;
        }
        long deadline = started.get() + seconds.get() * 1000;
        if (now < deadline) {
            look(deadline);
        }
        return now >= deadline;
    }

    /** Stops a container that fails its probe, whose hook failed, or whose image is no longer the wanted one. */
    private void restartIfUnfit(Container container) {
        if (!container.isRunning() || container.isStopping()) {
            return;
        }
        Optional<Probe> fatal = container.probes().fatal();
        if (fatal.isPresent()) {
            String text = "Container %s failed %s probe, will be restarted".formatted(container.name(), fatal.get().kind().word().toLowerCase(Locale.ROOT));
            Optional<Long> own = fatal.get().spec().number("terminationGracePeriodSeconds");
            stop(container, own.map(s -> s * 1000).orElse(graceMillis()), text,
                    Reason.of("kubelet.stop-unhealthy", "container", container.name(), "probe", fatal.get().kind().word().toLowerCase(Locale.ROOT)));
        } else if (!container.hooks().problem().isEmpty()) {
            event(container, "Warning", "FailedPostStartHook", "PostStartHook failed");
            stop(container, graceMillis(), "FailedPostStartHook", Reason.of("kubelet.stop-hook", "container", container.name()));
        } else if (definitionChanged(container)) {
            stop(container, graceMillis(), "Container %s definition changed, will be restarted".formatted(container.name()),
                    Reason.of("kubelet.stop-changed", "container", container.name()));
        }
    }

    private boolean definitionChanged(Container container) {
        return Facts.specs(pod).stream()
                .filter(spec -> container.name().equals(spec.text("name")))
                .anyMatch(spec -> !spec.textOrEmpty("image").equals(container.origin().spec().text("image")));
    }

    private long graceMillis() {
        return pod.spec().number(30, "terminationGracePeriodSeconds") * 1000;
    }

    // stopping

    private void stopAll(boolean terminating) {
        long grace = terminating ? pod.metadata().number(30, "deletionGracePeriodSeconds") * 1000 : graceMillis();
        for (Container container : box.containers()) {
            boolean sooner = container.isRunning() && container.killAt() > now + grace;
            if (!container.isExited() && (!container.isStopping() || sooner) && isItsTurn(container)) {
                stop(container, Math.max(grace - waited(terminating, grace), Math.min(grace, LEAST_GRACE_MILLIS)), "Stopping container " + container.name(),
                        Reason.of(terminating ? "kubelet.stop" : "kubelet.stop-pod", "container", container.name(), "grace", grace / 1000));
            }
        }
        if (box.anyAlive()) {
            return;
        }
        status(true);
        if (terminating) {
            tearDown();
        }
    }

    /** Sidecars stop last, in the reverse order of their start ({@code kuberuntime_termination_order.go}). */
    private boolean isItsTurn(Container container) {
        List<String> sidecars = Facts.sidecars(pod);
        int place = sidecars.indexOf(container.name());
        return place < 0 || box.containers().stream().allMatch(other -> other.isExited() || other.name().equals(container.name())
                || sidecars.indexOf(other.name()) >= 0 && sidecars.indexOf(other.name()) < place);
    }

    /** How much of the grace period is over when a sidecar's turn comes. */
    private long waited(boolean terminating, long grace) {
        boolean others = box.containers().stream().anyMatch(Container::isExited) && !Facts.sidecars(pod).isEmpty();
        long end = Times.millis(pod.metadata().text("deletionTimestamp")).orElse(now + grace);
        return terminating && others ? Math.max(0, now - (end - grace)) : 0;
    }

    /** When all containers have ended, the network and the volumes go, then the pod itself. */
    private void tearDown() {
        long ended = box.containers().stream().mapToLong(Container::finishedAt).max().orElse(0);
        if (now < ended + Delay.POD_TEARDOWN.millis()) {
            look(ended + Delay.POD_TEARDOWN.millis());
            return;
        }
        plan.wanted("pod", "removed");
        local("remove", "sandbox", () -> runtime.remove(box), Reason.of("kubelet.sandbox-remove"));
        remove(plan, pod);
    }

    /** Upstream's status manager deletes with grace 0 and the uid as precondition. */
    static void remove(Plan.Builder plan, KubeObject pod) {
        Options options = Options.of("gracePeriodSeconds", 0, "preconditions", Json.of("uid", pod.uid()));
        plan.delete("pods", pod, options, Reason.of("kubelet.pod-remove"));
    }

    private void stop(Container container, long graceMillis, String text, Reason reason) {
        if (container.isRunning() && !container.isStopping()) {
            event(container, "Normal", "Killing", text);
        }
        plan.wanted("stop", container.name());
        local("stop", container.name(), () -> container.stop(graceMillis, now), reason);
        look(now + 1);
    }

    // words

    private void event(Container container, String type, String reason, String message) {
        event(plan, pod, container.origin().spec(), type, reason, message);
    }

    static void event(Plan.Builder plan, KubeObject pod, Json spec, String type, String reason, String message) {
        String list = List.of("initContainers", "ephemeralContainers").stream()
                .filter(each -> pod.tree().objects("spec", each).stream().anyMatch(c -> c.textOrEmpty("name").equals(spec.text("name"))))
                .findFirst()
                .orElse("containers");
        String path = "spec." + list + "{" + spec.text("name") + "}";
        plan.step(new Plan.Intent.Event(new EventRecord(pod, type, reason, message, path)), Reason.of("event"));
    }

    private void local(String action, String target, Runnable work, Reason reason) {
        plan.step(new Plan.Intent.Local(action, target, work), reason);
    }

    private void look(long at) {
        if (at != Task.NEVER) {
            plan.lookAgainAt(at);
        }
    }
}
