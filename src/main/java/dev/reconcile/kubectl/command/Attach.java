package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Attaching;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.FirstPod;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import java.util.List;

/** {@code kubectl attach}: connects with the first process of a running container. */
final class Attach implements Command {
    @Override
    public Spec spec() {
        return Spec.of("attach", "(POD | TYPE/NAME) -c CONTAINER", "Attach to a running container")
                .details("Attach to a process that is already running inside an existing container.")
                .examples("# Watch what a pod prints from now on", "kubectl attach mypod",
                        "# Type to the shell that one of its containers runs", "kubectl attach mypod -c shell -i -t")
                .flags(Exec.container(), FirstPod.timeout("1m0s"), Flag.bool("quiet", "q", false, "Only print output from the remote session"),
                        Flag.bool("stdin", "i", false, "Pass stdin to the container"), Flag.bool("tty", "t", false, "Stdin is a TTY"));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        List<String> arguments = call.arguments();
        if (arguments.isEmpty()) {
            throw CommandFailure.error("at least 1 argument is required for attach");
        }
        if (arguments.size() > 2) {
            throw CommandFailure.error("expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw %d: [%s]".formatted(arguments.size(), String.join(" ", arguments)));
        }
        if (call.flags().millis("pod-running-timeout") <= 0) {
            throw call.usage("--pod-running-timeout must be higher than zero");
        }
        KubeObject object = FirstPod.object(call, String.join("/", arguments));
        Attaching attaching = new Attaching("kubectl attach", call.flags().text("container"), call.flags().is("stdin"), call.flags().is("tty"), call.flags().is("quiet"));
        return FirstPod.of(call, object, FirstPod.MOST_ACTIVE, "cannot attach to", pods -> {
            KubeObject pod = pods.getFirst();
            if (Pods.isFinished(pod)) {
                throw CommandFailure.error("cannot attach a container in a completed pod; current phase is " + Pods.phase(pod));
            }
            return attaching.run(call, pod, code -> Step.OK);
        });
    }
}
