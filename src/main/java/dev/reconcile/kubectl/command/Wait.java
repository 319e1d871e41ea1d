package dev.reconcile.kubectl.command;

import dev.reconcile.api.Options;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.kubectl.call.Selection.Part;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.call.Watching;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code kubectl wait}: waits until objects are there, gone, or as wanted, one after the other ({@code kubectl/pkg/cmd/wait/wait.go}). */
final class Wait implements Command {
    private static final long WEEK = 7 * 24 * 3_600_000L;
    private static final String TIMED_OUT = "timed out waiting for the condition";

    @Override
    public Spec spec() {
        return Spec.of("wait", "([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)])"
                                + " [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]]",
                        "Experimental: Wait for a specific condition on one or many resources")
                .details("Wait for a specific condition on one or many resources.\n\n It returns when the condition is met, or fails after --timeout."
                        + " A condition counts only if the object's controller has seen the newest generation.")
                .examples("# Wait for a pod to be ready", "kubectl wait --for=condition=Ready pod/web-0", "# Wait for a deployment to be available",
                        "kubectl wait --for=condition=Available deployment/web --timeout=2m", "# Wait for a field to have a value",
                        "kubectl wait --for=jsonpath='{.status.phase}'=Running pod/web-0", "# Wait for a pod to be gone", "kubectl wait --for=delete pod/web-0")
                .flags(Mutation.printing())
                .flags(Flag.list("filename", "f", "identifying the resource."),
                        Flag.bool("recursive", "R", true, "Process the directory used in -f, --filename recursively."),
                        Mutation.selector(), Mutation.all("Select all resources in the namespace of the specified resource types"),
                        Flag.text("field-selector", "", "", "Selector (field query) to filter on, supports '=', '==', and '!='."),
                        Flag.bool("all-namespaces", "A", false, "Wait for the objects of all namespaces."),
                        Flag.bool("local", "", false, "If true, it does NOT contact api-server but runs locally. Not part of this lab."),
                        Flag.text("for", "", "", "The condition to wait on: [create|delete|condition=condition-name[=condition-value]|"
                                + "jsonpath='{JSONPath expression}'=[JSONPath value]]. The default condition-value is true."),
                        Flag.duration("timeout", "30s", "How long to wait before giving up. Zero means check once and don't wait, negative means wait for a week."));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        WaitCondition condition = WaitCondition.parse(call.flags().text("for"));
        return call.flags().list("filename").contains("-") ? call.withInput(() -> begin(call, condition)) : begin(call, condition);
    }

    private static Step begin(Call call, WaitCondition condition) throws CommandFailure {
        Selection selection = Selection.of(call, call.arguments(), false);
        long timeout = call.flags().millis("timeout");
        Run run = new Run(call, condition, timeout < 0 ? WEEK : timeout);
        return condition instanceof WaitCondition.Created ? run.untilThere(selection, call.now() + run.timeout) : run.start(selection);
    }

    private static final class Run {
        private final Call call;
        private final WaitCondition condition;
        private final long timeout;
        private final List<Found> left = new ArrayList<>();
        private final List<CommandFailure> failures = new ArrayList<>();
        private Watching watching;

        /** @param timeout milliseconds for all objects together; 0 to look once */
        Run(Call call, WaitCondition condition, long timeout) {
            this.call = call;
            this.condition = condition;
            this.timeout = timeout;
        }

        /** Objects that are to be created are looked up again until they are all there. */
        Step untilThere(Selection selection, long until) throws CommandFailure {
            List<CommandFailure> missing = new ArrayList<>();
            List<Found> found = selection.objects(missing);
            if (missing.isEmpty() && !found.isEmpty()) {
                left.addAll(found);
                return next(until);
            }
            if (missing.stream().anyMatch(failure -> !failure.isNotFound())) {
                throw CommandFailure.all(missing);
            }
            if (call.now() >= until) {
                throw missing.isEmpty() ? CommandFailure.error("no matching resources found") : timeout == 0 ? CommandFailure.all(missing)
                        : CommandFailure.error(TIMED_OUT);
            }
            return Step.watchedUntil(until, () -> untilThere(selection, until));
        }

        Step start(Selection selection) throws CommandFailure {
            boolean deletes = condition instanceof WaitCondition.Deleted;
            for (Part part : selection.parts()) {
                try {
                    left.addAll(Selection.objects(call, part));
                } catch (CommandFailure failure) {
                    if (!deletes || !failure.isNotFound()) {
                        failures.add(failure);
                    }
                }
            }
            if (left.isEmpty() && failures.isEmpty() && !deletes) {
                throw CommandFailure.error("no matching resources found");
            }
            return next(call.now() + timeout);
        }

        private Step next(long until) throws CommandFailure {
            if (left.isEmpty()) {
                CommandFailure.throwIfAny(failures);
                return Step.OK;
            }
            Found first = left.getFirst();
            KubeObject listed = first.object();
            watching = new Watching(call, first.kind(), listed.namespace(), listed.name(), Options.NONE);
            Optional<KubeObject> now = Existence.of(call, first.kind(), listed.namespace(), listed.name());
            if (condition.met(now, first)) {
                return met(now.orElse(listed), until);
            }
            if (timeout == 0) {
                return failed("condition not met for " + first.kind().plural() + "/" + listed.name(), until);
            }
            return await(until);
        }

        private Step await(long until) throws CommandFailure {
            Found first = left.getFirst();
            for (Watching.Event event : watching.next()) {
                boolean gone = event.type().equals("DELETED");
                if (condition.met(gone ? Optional.empty() : Optional.of(event.object()), first)) {
                    return met(event.object(), until);
                }
            }
            if (call.now() >= until) {
                return failed(TIMED_OUT + " on " + first.kind().plural() + "/" + first.object().name(), until);
            }
            return Step.watchedUntil(until, () -> await(until));
        }

        private Step met(KubeObject object, long until) throws CommandFailure {
            Mutation.print(call, left.removeFirst().kind(), object, "condition met");
            return next(until);
        }

        private Step failed(String why, long until) throws CommandFailure {
            failures.add(CommandFailure.error(why));
            left.removeFirst();
            return next(until);
        }
    }
}
