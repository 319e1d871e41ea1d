package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Verb;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Mutation.DryRun;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Durations;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code kubectl drain}: cordons nodes and evicts their pods ({@code kubectl/pkg/cmd/drain}, {@code kubectl/pkg/drain}). */
final class Drain implements Command {
    private static final long RETRY = 5_000;

    @Override
    public Spec spec() {
        return Spec.of("drain", "NODE", "Drain node in preparation for maintenance")
                .details("Drain node in preparation for maintenance.\n\n The node is cordoned, then its pods are evicted: disruption budgets are respected, and an"
                        + " eviction that they refuse is tried again. Pods of DaemonSets would come back at once, so they are refused or, with --ignore-daemonsets,"
                        + " left alone. Pods without a controller are lost: that needs --force; data in emptyDir volumes is lost: that needs --delete-emptydir-data.")
                .examples("# Empty a node", "kubectl drain worker-1 --ignore-daemonsets", "# Give pods at most 15 minutes to stop", "kubectl drain worker-1 --grace-period=900")
                .flags(Mutation.dryRun(), Mutation.selector(),
                        Flag.bool("force", "", false, "Continue even if there are pods that do not declare a controller."),
                        Flag.bool("ignore-daemonsets", "", false, "Ignore DaemonSet-managed pods."),
                        Flag.bool("delete-emptydir-data", "", false, "Continue even if there are pods using emptyDir (local data that will be deleted when the node is drained)."),
                        Flag.number("grace-period", "", Flag.Type.INT, -1, "Seconds given to each pod to terminate gracefully. If negative, the pod's own."),
                        Flag.duration("timeout", "0s", "The length of time to wait before giving up, zero means infinite"),
                        Flag.text("pod-selector", "", "", "Label selector to filter pods on the node"),
                        Flag.bool("disable-eviction", "", false, "Delete pods instead of evicting them, past disruption budgets. Use with caution."),
                        Flag.number("skip-wait-for-delete-timeout", "", Flag.Type.INT, 0, "Do not wait for pods that have been terminating for more than so many seconds."),
                        Flag.number("chunk-size", "", Flag.Type.INT64, 500, "Return large lists in chunks rather than all at once. 0 disables."));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        try {
            LabelSelector.parse(call.flags().text("pod-selector"));
        } catch (LabelSelector.Malformed e) {
            throw CommandFailure.error("--pod-selector=<pod_selector> must be a valid label selector");
        }
        List<KubeObject> nodes = Cordon.nodes(call);
        Cordon.mark(call, nodes, true);
        return new Run(call, nodes).next();
    }

    /** One pod that has to go; {@code retryAt} is when it is evicted (again), or -1 once it only has to be waited for. */
    private static final class Leaving {
        private final KubeObject pod;
        private long retryAt;

        Leaving(KubeObject pod, long retryAt) {
            this.pod = pod;
            this.retryAt = retryAt;
        }
    }

    private static final class Run {
        private final Call call;
        private final List<KubeObject> left;
        private final List<Leaving> leaving = new ArrayList<>();
        private final List<String> troubles = new ArrayList<>();
        private final List<String> pending = new ArrayList<>();
        private final List<List<String>> fatal = new ArrayList<>();
        private final long timeout;
        private final long until;

        Run(Call call, List<KubeObject> nodes) {
            this.call = call;
            this.left = new ArrayList<>(nodes);
            this.timeout = call.flags().millis("timeout");
            this.until = timeout == 0 ? Long.MAX_VALUE : call.now() + timeout;
        }

        Step next() throws CommandFailure {
            if (left.isEmpty()) {
                return end();
            }
            DrainedPods pods = DrainedPods.of(call, left.getFirst().name());
            troubles.clear();
            if (!pods.errors().isEmpty()) {
                return failed(pods.errors());
            }
            if (!pods.warnings().isEmpty()) {
                call.err().line("Warning: " + pods.warnings());
            }
            leaving.clear();
            if (Mutation.dryRun(call) == DryRun.CLIENT) {
                pods.gone().forEach(pod -> call.out().line("evicting pod " + pod.namespace() + "/" + pod.name() + " (dry run)"));
            } else {
                pods.gone().forEach(pod -> leaving.add(new Leaving(pod, call.now())));
            }
            return goOn();
        }

        private Step goOn() throws CommandFailure {
            long wake = Long.MAX_VALUE;
            for (Leaving each : new ArrayList<>(leaving)) {
                if (each.retryAt >= 0 && each.retryAt <= call.now()) {
                    evict(each);
                }
                if (each.retryAt < 0 && leaving.contains(each)) {
                    await(each);
                }
                wake = leaving.contains(each) ? Math.min(wake, each.retryAt < 0 ? until : each.retryAt) : wake;
            }
            if (!leaving.isEmpty()) {
                return Step.changeUntil(wake, this::goOn);
            }
            if (!troubles.isEmpty()) {
                return failedWithPending();
            }
            Mutation.print(call, call.kind("nodes"), left.removeFirst(), "drained");
            return next();
        }

        private void give(Leaving each, String trouble) {
            leaving.remove(each);
            if (!trouble.isEmpty()) {
                troubles.add(trouble);
            }
        }

        private void evict(Leaving each) throws CommandFailure {
            KubeObject pod = each.pod;
            boolean deletes = call.flags().is("disable-eviction");
            boolean tries = Mutation.dryRun(call) == DryRun.SERVER;
            if (!deletes) {
                call.out().line("evicting pod " + pod.namespace() + "/" + pod.name() + (tries ? " (server dry run)" : ""));
            }
            String what = "error when evicting pods/\"" + pod.name() + "\" -n \"" + pod.namespace() + "\"";
            if (call.now() >= until) {
                give(each, what + ": global timeout reached: " + Durations.text(timeout));
                return;
            }
            try {
                remove(pod, deletes);
                each.retryAt = -1;
                if (tries) {
                    give(each, "");
                }
            } catch (CommandFailure failure) {
                if (failure.isNotFound()) {
                    give(each, "");
                } else if (failure.isTooManyRequests()) {
                    call.err().line(what + " (will retry after 5s): " + failure.getMessage());
                    each.retryAt = call.now() + RETRY;
                } else {
                    give(each, deletes ? failure.getMessage() : what + ": " + failure.getMessage());
                }
            }
        }

        private void remove(KubeObject pod, boolean deletes) throws CommandFailure {
            Kind kind = call.kind("pods");
            long grace = call.flags().number("grace-period");
            Options options = grace >= 0 ? Options.of("gracePeriodSeconds", grace) : Options.NONE;
            options = Mutation.dryRun(call) == DryRun.SERVER ? options.with("dryRun", List.of("All")) : options;
            if (deletes) {
                call.delete(kind, pod.namespace(), pod.name(), options);
                return;
            }
            Json eviction = Json.of("apiVersion", "policy/v1", "kind", "Eviction", "metadata", Json.of("name", pod.name(), "namespace", pod.namespace()),
                    "deleteOptions", options.values());
            Reply reply = call.send(new Request(call.caller(), Verb.CREATE, kind.resource(), pod.namespace(), pod.name(), "eviction", eviction, null, Options.NONE));
            if (reply instanceof Reply.Many) {
                throw new IllegalStateException("a list where an eviction was asked for");
            }
        }

        private void await(Leaving each) throws CommandFailure {
            Kind kind = call.kind("pods");
            Optional<KubeObject> now = Existence.of(call, kind, each.pod.namespace(), each.pod.name());
            if (now.isEmpty() || !now.get().uid().equals(each.pod.uid())) {
                Mutation.print(call, kind, each.pod, call.flags().is("disable-eviction") ? "deleted" : "evicted");
                give(each, "");
            } else if (DrainedPods.isSkipped(call, now.get())) {
                call.out().line("Pod " + each.pod.name() + " was deleted more than " + call.flags().number("skip-wait-for-delete-timeout") + " seconds ago, skipped");
                give(each, "");
            } else if (call.now() >= until) {
                give(each, "error when waiting for pod \"%s\" in namespace \"%s\" to terminate: global timeout reached: %s"
                        .formatted(each.pod.name(), each.pod.namespace(), Durations.text(timeout)));
            }
        }

        private Step failedWithPending() throws CommandFailure {
            List<KubeObject> pods = DrainedPods.of(call, left.getFirst().name()).gone();
            if (!pods.isEmpty()) {
                call.err().line("There are pending pods in node \"" + left.getFirst().name() + "\" when an error occurred: " + joined(troubles));
                pods.forEach(pod -> call.err().line("pod/" + pod.name()));
            }
            return failed(new ArrayList<>(troubles));
        }

        private Step failed(List<String> errors) throws CommandFailure {
            String node = left.removeFirst().name();
            call.err().line("error: unable to drain node \"" + node + "\" due to error: " + joined(errors) + ", continuing command...");
            pending.add(node);
            fatal.add(errors);
            return next();
        }

        private Step end() {
            if (pending.isEmpty()) {
                return Step.OK;
            }
            call.err().line("There are pending nodes to be drained:");
            pending.forEach(node -> call.err().line(" " + node));
            List<String> lines = fatal.size() == 1 ? fatal.getFirst() : fatal.stream().map(Run::joined).toList();
            lines.forEach(line -> call.err().line(line));
            return new Step.Done(1);
        }

        private static String joined(List<String> errors) {
            return errors.size() == 1 ? errors.getFirst() : "[" + String.join(", ", errors) + "]";
        }
    }
}
