package dev.reconcile.kubelet;

import dev.reconcile.control.Plan;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.shell.Environment;
import dev.reconcile.sim.Delay;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Optional;

/**
 * The next step towards a pod whose containers all run: init containers one after the other, then the rest in order, each with its image, its
 * creation, its start ({@code kuberuntime_manager.go}, {@code computePodActions}; {@code images/image_manager.go}).
 */
final class Starts {
    private final KubeObject pod;
    private final Sandbox box;
    private final Runtime runtime;
    private final View view;
    private final Plan.Builder plan;
    private final long now;

    Starts(KubeObject pod, Sandbox box, Runtime runtime, View view, Plan.Builder plan) {
        this.pod = pod;
        this.box = box;
        this.runtime = runtime;
        this.view = view;
        this.plan = plan;
        this.now = view.now();
    }

    void next() {
        if (!new VolumeSteps(pod, box, runtime, view, plan).mount()) {
            return;
        }
        for (Json spec : pod.tree().objects("spec", "ephemeralContainers")) {
            if (box.container(spec.textOrEmpty("name")).isEmpty() && towards(spec, true)) {
                return;
            }
        }
        for (Json spec : pod.tree().objects("spec", "initContainers")) {
            if (!initIsDone(spec) && towards(spec, true)) {
                return;
            }
            if (!initIsDone(spec)) {
                return;
            }
        }
        for (Json spec : pod.tree().objects("spec", "containers")) {
            if (towards(spec, false)) {
                return;
            }
        }
    }

    /** It ended well; or, for one that stays, it has started. Init containers are over once the others run. */
    private boolean initIsDone(Json spec) {
        Optional<Container> container = box.container(spec.textOrEmpty("name"));
        boolean sidecar = "Always".equals(spec.text("restartPolicy"));
        if (sidecar) {
            return container.map(c -> c.isRunning() && c.isPosted() && c.probes().isStarted()).orElse(false);
        }
        return container.map(c -> c.isExited() && c.exitCode() == 0).orElse(false);
    }

    /** Does the next thing for this container. True if the others have to wait for it. */
    private boolean towards(Json spec, boolean init) {
        Optional<Container> current = box.container(spec.textOrEmpty("name"));
        if (current.isPresent() && !current.get().isExited()) {
            return current.get().state() == Container.State.CREATED || !current.get().isPosted();
        }
        if (current.isPresent() && !mayRestart(current.get(), spec, init)) {
            return false;
        }
        return imageFor(spec);
    }

    private boolean mayRestart(Container ended, Json spec, boolean init) {
        if (!Restarts.wanted(pod, spec, init, ended.exitCode())) {
            return false;
        }
        long noticed = ended.finishedAt() + Restarts.NOTICE_MILLIS;
        long allowed = Restarts.allowedAt(box, ended);
        if (now < allowed) {
            plan.lookAgainAt(now < noticed ? noticed : allowed);
            if (now >= noticed && !reportedWaiting(spec).equals("CrashLoopBackOff")) {
                event(spec, "Warning", "BackOff", "Back-off restarting failed container %s in pod %s_%s(%s)"
                        .formatted(ended.name(), pod.name(), pod.namespace(), pod.uid()));
            }
            return false;
        }
        return true;
    }

    private String reportedWaiting(Json spec) {
        return List.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses").stream()
                .flatMap(field -> pod.status().objects(field).stream())
                .filter(status -> spec.textOrEmpty("name").equals(status.text("name")))
                .map(status -> status.textOrEmpty("state", "waiting", "reason"))
                .findFirst()
                .orElse("");
    }

    // the image

    private boolean imageFor(Json spec) {
        String written = spec.textOrEmpty("image");
        Optional<ImageName> name = ImageName.parse(written);
        if (name.isEmpty()) {
            String problem = "Failed to apply default image tag \"%s\": %s".formatted(written, ImageName.problem(written));
            return refuse(spec, problem, "InspectFailed", problem, "Error: InvalidImageName");
        }
        Sandbox.Waiting waiting = box.waiting();
        if (waiting != null) {
            return waiting.container().equals(spec.text("name")) ? awaited(spec, name.get(), waiting) : true;
        }
        boolean here = runtime.holds(name.get(), now);
        String policy = policy(spec, name.get());
        if (here && !policy.equals("Always")) {
            event(spec, "Normal", "Pulled", "Container image \"%s\" already present on machine".formatted(written));
            return create(spec, name.get());
        }
        if (policy.equals("Never")) {
            String problem = "Container image \"%s\" is not present with pull policy of Never".formatted(written);
            return refuse(spec, problem, "ErrImageNeverPull", problem, "Error: ErrImageNeverPull");
        }
        return pull(spec, name.get());
    }

    private static String policy(Json spec, ImageName name) {
        String policy = spec.textOrEmpty("imagePullPolicy");
        return !policy.isEmpty() ? policy : name.tag().equals("latest") ? "Always" : "IfNotPresent";
    }

    private boolean pull(Json spec, ImageName name) {
        String written = spec.textOrEmpty("image");
        Optional<Sandbox.Failure> failure = box.failure(written);
        if (failure.isPresent() && now < failure.get().until()) {
            long noticed = failure.get().at() + Restarts.NOTICE_MILLIS;
            plan.lookAgainAt(now < noticed ? noticed : failure.get().until());
            if (now >= noticed && !reportedWaiting(spec).equals("ImagePullBackOff")) {
                event(spec, "Normal", "BackOff", "Back-off pulling image \"%s\"".formatted(written));
                event(spec, "Warning", "Failed", "Error: ImagePullBackOff");
            }
            return false;
        }
        event(spec, "Normal", "Pulling", "Pulling image \"%s\"".formatted(written));
        Optional<String> broken = runtime.outages().refusal(name);
        Optional<Image> image = runtime.images().find(name).filter(found -> broken.isEmpty());
        Sandbox.Waiting waiting;
        if (image.isPresent()) {
            long usual = image.get().pullMillis();
            NodeImages.Pull pull = runtime.held().plan(runtime.outages().pullMillis(name, usual), name.toString(), pod.uid(), now);
            waiting = new Sandbox.Waiting(spec.text("name"), written, now, pull.startedAt(), pull.doneAt(), "");
            local("pull", written, () -> {
                runtime.held().begin(name.toString(), pull);
                box.await(waiting);
            }, Reason.of("kubelet.pull", "image", written));
        } else {
            long refusedAt = NodeImages.refusedAt(name.toString(), pod.uid(), now);
            waiting = new Sandbox.Waiting(spec.text("name"), written, now, now, refusedAt, broken.orElseGet(() -> runtime.images().refusal(name)));
            local("pull", written, () -> box.await(waiting), Reason.of("kubelet.pull", "image", written));
        }
        plan.wanted("image", written);
        plan.lookAgainAt(waiting.doneAt());
        return true;
    }

    private boolean awaited(Json spec, ImageName name, Sandbox.Waiting pull) {
        if (now < pull.doneAt()) {
            plan.lookAgainAt(pull.doneAt());
            return true;
        }
        String written = pull.image();
        if (pull.refusal().isEmpty()) {
            long size = runtime.images().find(name).orElseThrow().size(name);
            event(spec, "Normal", "Pulled", "Successfully pulled image \"%s\" in %s (%s including waiting). Image size: %d bytes."
                    .formatted(written, Spans.text(pull.doneAt() - pull.startedAt()), Spans.text(pull.doneAt() - pull.askedAt()), size));
            local("pulled", written, () -> box.pulled(written), Reason.of("kubelet.pulled", "image", written));
            return create(spec, name);
        }
        event(spec, "Warning", "Failed", "Failed to pull image \"%s\": %s".formatted(written, pull.refusal()));
        event(spec, "Warning", "Failed", "Error: ErrImagePull");
        local("pulled", written, () -> box.pullFailed(written, pull.refusal(), now), Reason.of("kubelet.pull-failed", "image", written));
        plan.lookAgainAt(now + 1);
        return false;
    }

    /** A container that cannot come to be until its specification, or what it names, changes. */
    private boolean refuse(Json spec, String problem, String eventReason, String text, String error) {
        String name = spec.textOrEmpty("name");
        if (!box.problem(name).equals(problem)) {
            if (!eventReason.isEmpty()) {
                event(spec, "Warning", eventReason, text);
            }
            event(spec, "Warning", "Failed", error);
            local("note", name, () -> box.cannotCreate(name, problem), Reason.of("kubelet.cannot-create", "container", name, "problem", problem));
            plan.lookAgainAt(now + 1);
        }
        return false;
    }

    // the container

    private boolean create(Json spec, ImageName name) {
        Image image = runtime.images().find(name).orElseThrow();
        Commands commands = Commands.of(pod, spec, image, name, box.ip(), view);
        String problem = commands.problem().isEmpty() ? Privilege.problem(pod, spec, image) : commands.problem();
        if (!problem.isEmpty()) {
            return refuse(spec, problem, "", "", "Error: " + problem);
        }
        Optional<Container> before = box.container(spec.textOrEmpty("name"));
        int attempt = before.map(c -> c.origin().attempt() + 1).orElse(0);
        Environment environment = Environment.ofContainer(box.hostFiles().hostname()).withAll(commands.variables());
        String directory = spec.textOrEmpty("workingDir");
        Origin origin = new Origin(spec, attempt, image, name.toString(), image.reference(name), Digests.hex(pod.uid() + spec.text("name") + attempt),
                commands.words(), directory.isEmpty() ? environment : environment.in(directory), now + Delay.CONTAINER_START.millis());
        event(spec, "Normal", "Created", "Created container: " + spec.text("name"));
        local("start", spec.text("name"), () -> {
            before.ifPresent(ended -> box.restarted(ended.name(), ended.finishedAt(), now));
            box.add(new Container(origin, box.site()));
        }, Reason.of(attempt == 0 ? "kubelet.start" : "kubelet.restart", "container", spec.text("name"), "attempt", attempt));
        plan.wanted("start", spec.text("name"));
        plan.lookAgainAt(origin.startAt());
        return true;
    }

    private void event(Json spec, String type, String reason, String message) {
        Turn.event(plan, pod, spec, type, reason, message);
    }

    private void local(String action, String target, Runnable work, Reason reason) {
        plan.step(new Plan.Intent.Local(action, target, work), reason);
    }
}
