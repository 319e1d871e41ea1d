package dev.reconcile.kubectl.call;

import dev.reconcile.api.Options;
import dev.reconcile.kubelet.Conversation;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.shell.Pipe;
import dev.reconcile.shell.Stdio;

/**
 * Talks with the first process of a container, and says what upstream says around it ({@code kubectl/pkg/cmd/attach/attach.go}).
 *
 * @param command how the command for attaching again begins: {@code kubectl attach}
 * @param container empty for the preset one
 */
public record Attaching(String command, String container, boolean stdin, boolean tty, boolean quiet) {
    /** What it comes to with this container: a terminal is only one if both ends are. */
    private record Ends(Json container, boolean raw) {}

    public Step run(Call call, KubeObject pod, Step.Ending next) throws CommandFailure {
        Ends ends = ends(call, pod);
        if (!quiet) {
            call.err().line("If you don't see a command prompt, try pressing enter.");
        }
        Conversation conversation = call.connect(pod, "attach", options(ends), io(call));
        return new Step.Talk(conversation, ends.raw(), code -> {
            if (conversation.failure().isPresent()) {
                throw CommandFailure.error(conversation.failure().get().message());
            }
            String name = ends.container().text("name");
            if (!quiet && stdin && ends.raw() && pod.spec().textOrEmpty("restartPolicy").equals("Always")) {
                call.out().line(again(pod, name));
            }
            return next.run(code);
        });
    }

    private String again(KubeObject pod, String name) {
        return PodContainers.isEphemeral(pod, name)
                ? "Session ended, the ephemeral container will not be restarted but may be reattached using '%s %s -c %s -i -t' if it is still running"
                        .formatted(command, pod.name(), name)
                : "Session ended, resume using '%s %s -c %s -i -t' command when the pod is running".formatted(command, pod.name(), name);
    }

    private Ends ends(Call call, KubeObject pod) throws CommandFailure {
        Json target;
        try {
            target = PodContainers.named(pod, container, quiet, call.err());
        } catch (CommandFailure failure) {
            throw CommandFailure.error("cannot attach to the container: " + failure.getMessage());
        }
        boolean wanted = tty;
        if (tty && !target.isTrue("tty")) {
            wanted = false;
            if (!quiet) {
                call.err().line("error: Unable to use a TTY - container " + target.text("name") + " did not allocate one");
            }
        } else if (target.isTrue("tty")) {
            wanted = true;
        }
        return new Ends(target, wanted && isTerminal(call, stdin, quiet));
    }

    /** Whether the person's input can be a terminal for the other end; says so if it was asked for in vain. */
    public static boolean isTerminal(Call call, boolean stdin, boolean quiet) {
        boolean typed = call.invocation().io().in().isTyped();
        if (stdin && !typed && !quiet) {
            call.err().line("Unable to use a TTY - input is not a terminal or the right kind of file");
        }
        return stdin && typed;
    }

    private Options options(Ends ends) {
        return Options.of("container", ends.container().text("name"), "stdin", stdin, "stdout", true, "stderr", !ends.raw(), "tty", ends.raw());
    }

    private Stdio io(Call call) {
        Stdio io = call.invocation().io();
        return stdin ? io : new Stdio(Pipe.holding(""), io.out(), io.err());
    }
}
