package dev.reconcile.kubectl.command;

import dev.reconcile.api.Options;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.call.Watching;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl rollout status}: prints the state of a rollout at every change until it is complete ({@code kubectl/pkg/cmd/rollout/rollout_status.go}). */
final class RolloutStatus implements Command {
    @Override
    public Spec spec() {
        return Spec.of("rollout status", "(TYPE NAME | TYPE/NAME)", "Show the status of the rollout")
                .details("Show the status of the rollout.\n\n By default it watches the latest rollout until it is done. With --watch=false it looks once;"
                        + " with --revision=N it stops if another revision takes over.")
                .examples("# Watch the rollout of a deployment", "kubectl rollout status deployment/nginx")
                .flags(Mutation.files("identifying the resource to get from a server."))
                .flags(Mutation.selector(), Flag.bool("watch", "w", true, "Watch the status of the rollout until it's done."),
                        Flag.number("revision", "", Flag.Type.INT64, 0, "Pin to a specific revision for showing its status. Defaults to 0 (last revision)."),
                        Flag.duration("timeout", "0s", "The length of time to wait before ending watch, zero means never. Any other values should contain a corresponding time unit (e.g. 1s, 2m, 3h)."));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        if (call.flags().number("revision") < 0) {
            throw CommandFailure.error("revision must be a positive integer: " + call.flags().number("revision"));
        }
        Selection selection = RolloutGroup.selection(call);
        List<CommandFailure> failures = new ArrayList<>();
        List<Found> found = selection.objects(failures);
        if (found.isEmpty() && failures.isEmpty()) {
            call.err().line("No resources found in " + call.namespace() + " namespace.");
        }
        long timeout = call.flags().millis("timeout");
        return new Run(call, new ArrayList<>(found), failures, timeout == 0 ? Long.MAX_VALUE : call.now() + timeout).next();
    }

    /** One object after the other. */
    private static final class Run {
        private final Call call;
        private final List<Found> left;
        private final List<CommandFailure> failures;
        private final long until;
        private Watching watching;

        Run(Call call, List<Found> left, List<CommandFailure> failures, long until) {
            this.call = call;
            this.left = left;
            this.failures = failures;
            this.until = until;
        }

        Step next() throws CommandFailure {
            while (!left.isEmpty()) {
                Found first = left.getFirst();
                try {
                    watching = new Watching(call, first.kind(), first.object().namespace(), first.object().name(), Options.NONE);
                    RolloutState state = state(first.object());
                    if (!state.done() && call.flags().is("watch")) {
                        return await();
                    }
                } catch (CommandFailure failure) {
                    failures.add(failure);
                }
                left.removeFirst();
            }
            CommandFailure.throwIfAny(failures);
            return Step.OK;
        }

        private RolloutState state(KubeObject object) throws CommandFailure {
            RolloutState state = RolloutState.of(object, call.flags().number("revision"));
            call.out().write(state.text());
            return state;
        }

        private Step await() throws CommandFailure {
            try {
                if (!isDone()) {
                    return Step.watchedUntil(until, this::await);
                }
            } catch (CommandFailure failure) {
                failures.add(failure);
            }
            left.removeFirst();
            return next();
        }

        private boolean isDone() throws CommandFailure {
            for (Watching.Event event : watching.next()) {
                if (event.type().equals("DELETED")) {
                    throw CommandFailure.error("object has been deleted");
                }
                if (state(event.object()).done()) {
                    return true;
                }
            }
            if (call.now() >= until) {
                throw CommandFailure.error("timed out waiting for the condition");
            }
            return false;
        }
    }
}
