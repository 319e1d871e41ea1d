package dev.reconcile.kubectl.command;

import dev.reconcile.api.Options;
import dev.reconcile.kubectl.call.Attaching;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.FirstPod;
import dev.reconcile.kubectl.call.PodContainers;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubelet.Conversation;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.shell.Pipe;
import dev.reconcile.shell.Stdio;
import java.util.List;

/** {@code kubectl exec}: runs a command in a container ({@code kubectl/pkg/cmd/exec/exec.go}). */
final class Exec implements Command {
    @Override
    public Spec spec() {
        return Spec.of("exec", "(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]", "Execute a command in a container")
                .examples("# Run 'date' in the first container of a pod", "kubectl exec mypod -- date",
                        "# Open a shell in one of several containers", "kubectl exec mypod -c web -i -t -- sh",
                        "# Run 'date' in a pod of a deployment", "kubectl exec deploy/web -- date")
                .flags(container(), Flag.list("filename", "f", "Files that name the resource to exec into."), FirstPod.timeout("1m0s"),
                        Flag.bool("quiet", "q", false, "Only print output from the remote session"),
                        Flag.bool("stdin", "i", false, "Pass stdin to the container"), Flag.bool("tty", "t", false, "Stdin is a TTY"));
    }

    static Flag container() {
        return Flag.text("container", "c", "", "Container name. Without it the one that the annotation kubectl.kubernetes.io/default-container names,"
                + " or else the first container of the pod.");
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        List<String> before = call.before();
        List<String> command = call.after();
        if (call.flags().dashAt() < 0 && before.size() > 1) {
            throw call.usage("exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead");
        }
        if (before.isEmpty()) {
            throw CommandFailure.error("pod, type/name or --filename must be specified");
        }
        if (command.isEmpty()) {
            throw CommandFailure.error("you must specify at least one command for the container");
        }
        KubeObject object = FirstPod.object(call, before.getFirst());
        return FirstPod.of(call, object, FirstPod.MOST_ACTIVE, "cannot attach to", pods -> in(call, pods.getFirst(), command));
    }

    private static Step in(Call call, KubeObject pod, List<String> words) throws CommandFailure {
        if (Pods.isFinished(pod)) {
            throw CommandFailure.error("cannot exec into a container in a completed pod; current phase is " + Pods.phase(pod));
        }
        boolean quiet = call.flags().is("quiet");
        String named = call.flags().text("container");
        String container = named.isEmpty() ? PodContainers.preset(pod, quiet, call.err()).text("name") : named;
        boolean stdin = call.flags().is("stdin");
        boolean tty = call.flags().is("tty") && Attaching.isTerminal(call, stdin, quiet);
        Options options = Options.of("container", container, "command", words, "stdin", stdin, "stdout", true, "stderr", !tty, "tty", tty);
        Stdio io = call.invocation().io();
        return talk(call.connect(pod, "exec", options, stdin ? io : new Stdio(Pipe.holding(""), io.out(), io.err())), tty);
    }

    /** Ends as the remote command ends. */
    private static Step talk(Conversation conversation, boolean keys) {
        return new Step.Talk(conversation, keys, code -> {
            if (conversation.failure().isPresent()) {
                throw CommandFailure.error(conversation.failure().get().message());
            }
            if (code != 0) {
                throw CommandFailure.exit(code, "command terminated with exit code " + code);
            }
            return Step.OK;
        });
    }
}
