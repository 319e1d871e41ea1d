package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import java.util.List;

/** {@code kubectl rollout pause}, {@code resume} and {@code restart} ({@code kubectl/pkg/polymorphichelpers}). */
final class RolloutSwitches {
    private static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

    private RolloutSwitches() {}

    private static CommandFailure unsupported(Kind kind, KubeObject object, String what) {
        return CommandFailure.error(RolloutGroup.quoted(kind, object.name()) + " " + what + " is not supported");
    }

    static final class Pause implements Command {
        @Override
        public Spec spec() {
            return Spec.of("rollout pause", "RESOURCE", "Mark the provided resource as paused")
                    .details("Mark the provided resource as paused.\n\n A paused deployment does not react to changes of its template. Resume it with 'kubectl rollout resume'.")
                    .examples("# Pause a deployment", "kubectl rollout pause deployment/nginx")
                    .flags(RolloutGroup.flags(RolloutGroup.fieldManager()));
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            return RolloutGroup.change(call, "paused", (kind, object) -> {
                if (!kind.kind().equals("Deployment")) {
                    throw unsupported(kind, object, "pausing");
                }
                if (object.spec().isTrue("paused")) {
                    throw CommandFailure.error(RolloutGroup.quoted(kind, object.name()) + " is already paused");
                }
                return object.with(true, "spec", "paused");
            });
        }
    }

    static final class Resume implements Command {
        @Override
        public Spec spec() {
            return Spec.of("rollout resume", "RESOURCE", "Resume a paused resource")
                    .examples("# Resume a paused deployment", "kubectl rollout resume deployment/nginx")
                    .flags(RolloutGroup.flags(RolloutGroup.fieldManager()));
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            return RolloutGroup.change(call, "resumed", (kind, object) -> {
                if (!kind.kind().equals("Deployment")) {
                    throw unsupported(kind, object, "resuming");
                }
                if (!object.spec().isTrue("paused")) {
                    throw CommandFailure.error(RolloutGroup.quoted(kind, object.name()) + " is not paused");
                }
                return object.with(null, "spec", "paused");
            });
        }
    }

    static final class Restart implements Command {
        @Override
        public Spec spec() {
            return Spec.of("rollout restart", "RESOURCE", "Restart a resource")
                    .details("Restart a resource.\n\n Its pods are replaced by new ones, as in a rolling update.")
                    .examples("# Restart a deployment", "kubectl rollout restart deployment/nginx", "# Restart all deployments of a namespace", "kubectl rollout restart deployment -n team-a")
                    .flags(RolloutGroup.flags(RolloutGroup.fieldManager()));
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            return RolloutGroup.change(call, "restarted", (kind, object) -> {
                if (!List.of("Deployment", "DaemonSet", "StatefulSet").contains(kind.kind())) {
                    throw unsupported(kind, object, "restarting");
                }
                if (kind.kind().equals("Deployment") && object.spec().isTrue("paused")) {
                    throw CommandFailure.error(RolloutGroup.quoted(kind, object.name()) + " can't restart paused deployment (run rollout resume first)");
                }
                KubeObject after = object.with(Times.text(call.now()), "spec", "template", "metadata", "annotations", RESTARTED_AT);
                if (after.equals(object)) {
                    throw CommandFailure.error("failed to create patch for " + object.name()
                            + ": if restart has already been triggered within the past second, please wait before attempting to trigger another");
                }
                return after;
            });
        }
    }
}
