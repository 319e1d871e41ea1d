package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.Optional;

/** Whether and when a container is started again, and what it waits for meanwhile ({@code pkg/kubelet/kuberuntime/kuberuntime_manager.go}). */
final class Restarts {
    /** From a container's end, or a failed pull, to the kubelet's next attempt: upstream looks at its containers once a second. Milliseconds. */
    static final long NOTICE_MILLIS = 1_000;

    /** Reason and message of a {@code waiting} state. */
    record Waiting(String reason, String message) {
        Json json() {
            return Json.of("reason", reason, "message", message.isEmpty() ? null : message);
        }
    }

    private Restarts() {}

    /** Whether a container that has ended with that code is to run again. */
    static boolean wanted(KubeObject pod, Json spec, boolean init, int exitCode) {
        if (pod.tree().objects("spec", "ephemeralContainers").stream().anyMatch(each -> spec.textOrEmpty("name").equals(each.text("name")))) {
            return false;
        }
        boolean sidecar = init && "Always".equals(spec.text("restartPolicy"));
        String policy = pod.spec().textOrEmpty("restartPolicy");
        if (sidecar) {
            return true;
        }
        if (init) {
            return exitCode != 0 && !policy.equals("Never");
        }
        return switch (policy) {
            case "Never" -> false;
            case "OnFailure" -> exitCode != 0;
            default -> true;
        };
    }

    /** When the container's successor may start. */
    static long allowedAt(Sandbox box, Container ended) {
        long noticed = ended.finishedAt() + NOTICE_MILLIS;
        return box.restartBackOff(ended.name()).map(backOff -> Math.max(noticed, backOff.until(ended.finishedAt()))).orElse(noticed);
    }

    /** Why a container that has ended does not run again yet; empty while its end itself is the news, or for good. */
    static Optional<Waiting> heldBack(Sandbox box, Container ended, Json spec, KubeObject pod, boolean init, long now) {
        if (!wanted(pod, spec, init, ended.exitCode())) {
            return Optional.empty();
        }
        if (!box.problem(ended.name()).isEmpty()) {
            return Optional.of(new Waiting(problemReason(box.problem(ended.name())), box.problem(ended.name())));
        }
        boolean noticed = now >= ended.finishedAt() + NOTICE_MILLIS;
        if (noticed && allowedAt(box, ended) > ended.finishedAt() + NOTICE_MILLIS) {
            long millis = box.restartBackOff(ended.name()).orElseThrow().millis();
            return Optional.of(new Waiting("CrashLoopBackOff", "back-off %s restarting failed container=%s pod=%s_%s(%s)"
                    .formatted(Spans.text(millis), ended.name(), pod.name(), pod.namespace(), pod.uid())));
        }
        if (ended.reason().equals("StartError")) {
            return Optional.of(new Waiting("RunContainerError", ended.message()));
        }
        return noticed ? imageProblem(box, spec, now) : Optional.empty();
    }

    /** What a container that has never run waits for. */
    static Waiting waitingReason(Sandbox box, Json spec, KubeObject pod, long now) {
        if (box != null && !box.problem(spec.textOrEmpty("name")).isEmpty()) {
            String problem = box.problem(spec.textOrEmpty("name"));
            return new Waiting(problemReason(problem), problem);
        }
        Waiting usual = new Waiting(pod.spec().list("initContainers").isEmpty() ? "ContainerCreating" : "PodInitializing", "");
        return box == null ? usual : imageProblem(box, spec, now).orElse(usual);
    }

    private static String problemReason(String problem) {
        if (problem.startsWith("Failed to apply default image tag")) {
            return "InvalidImageName";
        }
        return problem.endsWith("pull policy of Never") ? "ErrImageNeverPull" : "CreateContainerConfigError";
    }

    private static Optional<Waiting> imageProblem(Sandbox box, Json spec, long now) {
        String image = spec.textOrEmpty("image");
        return box.failure(image).map(failure -> now < failure.at() + NOTICE_MILLIS
                ? new Waiting("ErrImagePull", failure.message())
                : new Waiting("ImagePullBackOff", "Back-off pulling image \"%s\": ErrImagePull: %s".formatted(image, failure.message())));
    }
}
