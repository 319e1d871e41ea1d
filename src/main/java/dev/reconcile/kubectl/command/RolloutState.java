package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;

/**
 * How far a rollout is, in the words of {@code kubectl/pkg/polymorphichelpers/rollout_status.go}.
 *
 * @param text one line
 * @param done whether the rollout is complete
 */
record RolloutState(String text, boolean done) {
    /** @param revision which revision must be the running one; 0 for any */
    static RolloutState of(KubeObject object, long revision) throws CommandFailure {
        return switch (object.kind()) {
            case "Deployment" -> deployment(object, revision);
            case "DaemonSet" -> daemonSet(object);
            case "StatefulSet" -> statefulSet(object);
            default -> throw CommandFailure.error("no status viewer has been implemented for " + groupKind(object));
        };
    }

    static String groupKind(KubeObject object) {
        int slash = object.apiVersion().indexOf('/');
        return slash < 0 ? object.kind() : object.kind() + "." + object.apiVersion().substring(0, slash);
    }

    private static RolloutState waiting(String format, Object... values) {
        return new RolloutState(format.formatted(values) + "\n", false);
    }

    private static boolean observed(KubeObject object) {
        return object.generation() <= object.status().number(0, "observedGeneration");
    }

    private static RolloutState deployment(KubeObject object, long revision) throws CommandFailure {
        String running = object.annotation("deployment.kubernetes.io/revision").orElse("0");
        if (revision > 0 && !running.equals(Long.toString(revision))) {
            throw CommandFailure.error("desired revision (" + revision + ") is different from the running revision (" + running + ")");
        }
        if (!observed(object)) {
            return waiting("Waiting for deployment spec update to be observed...");
        }
        String name = object.name();
        if (object.condition("Progressing").filter(c -> "ProgressDeadlineExceeded".equals(c.text("reason"))).isPresent()) {
            throw CommandFailure.error("deployment \"" + name + "\" exceeded its progress deadline");
        }
        Json status = object.status();
        long wanted = object.spec().number(1, "replicas");
        long updated = status.number(0, "updatedReplicas");
        long all = status.number(0, "replicas");
        long available = status.number(0, "availableReplicas");
        if (updated < wanted) {
            return waiting("Waiting for deployment \"%s\" rollout to finish: %d out of %d new replicas have been updated...", name, updated, wanted);
        }
        if (all > updated) {
            return waiting("Waiting for deployment \"%s\" rollout to finish: %d old replicas are pending termination...", name, all - updated);
        }
        if (available < updated) {
            return waiting("Waiting for deployment \"%s\" rollout to finish: %d of %d updated replicas are available...", name, available, updated);
        }
        return new RolloutState("deployment \"" + name + "\" successfully rolled out\n", true);
    }

    private static void requireRolling(KubeObject object) throws CommandFailure {
        if (!"RollingUpdate".equals(object.spec().text("updateStrategy", "type"))) {
            throw CommandFailure.error("rollout status is only available for RollingUpdate strategy type");
        }
    }

    private static RolloutState daemonSet(KubeObject object) throws CommandFailure {
        requireRolling(object);
        if (!observed(object)) {
            return waiting("Waiting for daemon set spec update to be observed...");
        }
        String name = object.name();
        Json status = object.status();
        long wanted = status.number(0, "desiredNumberScheduled");
        long updated = status.number(0, "updatedNumberScheduled");
        long available = status.number(0, "numberAvailable");
        if (updated < wanted) {
            return waiting("Waiting for daemon set \"%s\" rollout to finish: %d out of %d new pods have been updated...", name, updated, wanted);
        }
        if (available < wanted) {
            return waiting("Waiting for daemon set \"%s\" rollout to finish: %d of %d updated pods are available...", name, available, wanted);
        }
        return new RolloutState("daemon set \"" + name + "\" successfully rolled out\n", true);
    }

    private static RolloutState statefulSet(KubeObject object) throws CommandFailure {
        requireRolling(object);
        Json status = object.status();
        if (status.number(0, "observedGeneration") == 0 || !observed(object)) {
            return waiting("Waiting for statefulset spec update to be observed...");
        }
        long wanted = object.spec().number(1, "replicas");
        long updated = status.number(0, "updatedReplicas");
        long ready = status.number(0, "readyReplicas");
        if (ready < wanted) {
            return waiting("Waiting for %d pods to be ready...", wanted - ready);
        }
        if (object.spec().has("updateStrategy", "rollingUpdate")) {
            long after = wanted - object.spec().number(0, "updateStrategy", "rollingUpdate", "partition");
            return updated < after
                    ? waiting("Waiting for partitioned roll out to finish: %d out of %d new pods have been updated...", updated, after)
                    : new RolloutState("partitioned roll out complete: " + updated + " new pods have been updated...\n", true);
        }
        String current = status.textOrEmpty("currentRevision");
        if (!status.textOrEmpty("updateRevision").equals(current)) {
            return waiting("waiting for statefulset rolling update to complete %d pods at revision %s...", updated, status.textOrEmpty("updateRevision"));
        }
        return new RolloutState("statefulset rolling update complete %d pods at revision %s...%n".formatted(status.number(0, "currentReplicas"), current), true);
    }
}
