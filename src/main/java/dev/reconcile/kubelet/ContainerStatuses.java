package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import dev.reconcile.shell.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The container statuses of a pod ({@code pkg/kubelet/kubelet_pods.go}, {@code convertToAPIContainerStatuses}). */
final class ContainerStatuses {
    private final KubeObject pod;
    private final Sandbox box;
    private final long now;
    private final boolean ending;

    ContainerStatuses(KubeObject pod, Sandbox box, long now, boolean ending) {
        this.pod = pod;
        this.box = box;
        this.now = now;
        this.ending = ending;
    }

    /** @param field {@code containers}, {@code initContainers} or {@code ephemeralContainers} */
    List<Json> of(String field) {
        List<Json> statuses = new ArrayList<>();
        for (Json spec : pod.tree().objects("spec", field)) {
            boolean ephemeral = field.equals("ephemeralContainers");
            Json status = status(spec, !field.equals("containers"));
            statuses.add(ephemeral ? status.with("ready", false).without("started") : status);
        }
        return statuses;
    }

    /** Upstream reports the sandbox together with the first news about a container or its image. */
    boolean sandboxIsReported() {
        return box != null && (box.containers().stream().anyMatch(c -> c.state() != Container.State.CREATED)
                || pod.tree().objects("spec", "containers").stream().anyMatch(c -> failure(c).isPresent()));
    }

    private Json status(Json spec, boolean init) {
        String name = spec.textOrEmpty("name");
        Optional<Container> known = box == null ? Optional.empty() : box.container(name);
        if (known.isEmpty() || !isShown(known.get())) {
            if (ending && !init) {
                return unknown(spec);
            }
            return known.isPresent() && box.previous(name).isPresent()
                    ? reported(name).orElseGet(() -> ended(spec, box.previous(name).get(), init))
                    : waiting(spec, Restarts.waitingReason(box, spec, pod, now));
        }
        return known.get().isExited() ? ended(spec, known.get(), init) : running(spec, known.get(), init);
    }

    /** A container is shown once its process has begun and its postStart hook is over. */
    private boolean isShown(Container container) {
        return container.isExited() || container.isRunning() && container.isPosted();
    }

    private Optional<Sandbox.Failure> failure(Json spec) {
        return box.failure(spec.textOrEmpty("image"));
    }

    /** What the API has: until a successor runs, nothing is news. */
    private Optional<Json> reported(String name) {
        return Stream.of("containerStatuses", "initContainerStatuses")
                .flatMap(field -> pod.status().objects(field).stream())
                .filter(status -> name.equals(status.text("name")))
                .findFirst();
    }

    /** Upstream's status manager has every container of a stopped pod terminated ({@code pkg/kubelet/status/status_manager.go}, {@code TerminatePod}). */
    private static Json unknown(Json spec) {
        return waiting(spec, new Restarts.Waiting("", "")).with("state", Json.of("terminated", Json.of(
                "exitCode", Signal.KILL.exitCode(),
                "reason", "ContainerStatusUnknown",
                "message", "The container could not be located when the pod was terminated")));
    }

    private static Json waiting(Json spec, Restarts.Waiting why) {
        return Json.of("name", spec.text("name"), "image", spec.text("image"), "imageID", "", "lastState", Json.EMPTY, "ready", false,
                "restartCount", 0, "started", false,
                "state", Json.of("waiting", why.json()));
    }

    private Json running(Json spec, Container container, boolean init) {
        boolean sidecar = "Always".equals(spec.text("restartPolicy"));
        boolean ready = container.probes().isReady() && (!init || sidecar);
        return whole(container, ready, container.probes().isStarted(), Json.of("running", Json.of("startedAt", Times.text(container.startedAt()))),
                box.previous(container.name()).map(ContainerStatuses::terminatedState).orElse(Json.EMPTY));
    }

    private Json ended(Json spec, Container container, boolean init) {
        Optional<Restarts.Waiting> held = ending ? Optional.empty() : Restarts.heldBack(box, container, spec, pod, init, now);
        Json last = box.previous(container.name()).filter(before -> before != container).map(ContainerStatuses::terminatedState).orElse(Json.EMPTY);
        boolean completed = init && container.exitCode() == 0;
        return whole(container, completed, false, held.map(why -> Json.of("waiting", why.json())).orElseGet(() -> terminatedState(container)),
                held.isPresent() ? terminatedState(container) : last);
    }

    private static Json whole(Container container, boolean ready, boolean started, Json state, Json lastState) {
        Origin origin = container.origin();
        return Json.of(
                "allocatedResources", origin.spec().at("resources", "requests"),
                "containerID", "containerd://" + origin.id(),
                "image", origin.imageName(),
                "imageID", origin.imageId(),
                "lastState", lastState,
                "name", container.name(),
                "ready", ready,
                "resources", origin.spec().object("resources"),
                "restartCount", origin.attempt(),
                "started", started,
                "state", state,
                "volumeMounts", mounts(origin.spec()));
    }

    private static List<Json> mounts(Json spec) {
        List<Json> mounts = new ArrayList<>();
        for (Json mount : spec.objects("volumeMounts")) {
            boolean readOnly = mount.isTrue("readOnly");
            mounts.add(Json.of("mountPath", mount.text("mountPath"), "name", mount.text("name"), "readOnly", readOnly ? true : null,
                    "recursiveReadOnly", readOnly ? "Disabled" : null));
        }
        return mounts.isEmpty() ? null : mounts;
    }

    private static Json terminatedState(Container container) {
        boolean never = container.reason().equals("StartError");
        return Json.of("terminated", Json.of(
                "containerID", "containerd://" + container.origin().id(),
                "exitCode", container.exitCode(),
                "reason", container.reason(),
                "message", container.message().isEmpty() ? null : container.message(),
                "startedAt", never ? "1970-01-01T00:00:00Z" : Times.text(container.startedAt()),
                "finishedAt", Times.text(container.finishedAt())));
    }
}
