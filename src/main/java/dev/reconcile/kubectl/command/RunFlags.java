package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Changes;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.FirstPod;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.flags.Values;
import java.util.ArrayList;
import java.util.List;

/** The flags of {@code kubectl run} and what they may be. */
final class RunFlags {
    static final List<Flag> ALL = all();
    private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final String IMAGE = "(?:[A-Za-z0-9.-]+(?::\\d+)?/)?" + COMPONENT + "(?:/" + COMPONENT + ")*(?::[\\w][\\w.-]{0,127})?(?:@[A-Za-z][\\w+.-]*:[0-9a-fA-F]{32,})?";

    private RunFlags() {}

    private static List<Flag> all() {
        List<Flag> flags = new ArrayList<>(Mutation.managedBy("kubectl-run",
                Changes.record(),
                Flag.repeated("annotations", "", "Annotations to apply to the pod."),
                Flag.bool("attach", "", false, "Wait for the pod to run and attach to it. With --stdin that is the default; with --restart=Never the exit code is the container's."),
                Flag.optional("cascade", "background", "background", "Must be \"background\", \"orphan\", or \"foreground\": how --rm deletes."),
                Flag.bool("command", "", false, "Use the arguments as the container's command, not as its args."),
                Flag.repeated("env", "", "Environment variables to set in the container."),
                Flag.bool("expose", "", false, "If true, create a ClusterIP service associated with the pod.  Requires `--port`."),
                Flag.bool("force", "", false, "With --rm: remove at once and bypass graceful deletion."),
                Flag.number("grace-period", "", Flag.Type.INT, -1, "With --rm: seconds given to the pod to stop."),
                Flag.text("image", "", "", "The image for the container to run."),
                Flag.text("image-pull-policy", "", "", "The image pull policy for the container."),
                Flag.text("labels", "l", "", "Comma separated labels to apply to the pod. Will override previous values."),
                Flag.bool("leave-stdin-open", "", false, "Leave stdin open after the first attach completes."),
                FirstPod.timeout("1m0s")));
        flags.addAll(Mutation.files("to use to replace the resource."));
        flags.addAll(Overrides.FLAGS);
        flags.addAll(List.of(
                Flag.text("port", "", "", "The port that this container exposes."),
                Flag.bool("privileged", "", false, "If true, run the container in privileged mode."),
                Flag.bool("quiet", "q", false, "If true, suppress prompt messages."),
                Flag.text("restart", "", "Always", "The restart policy for this Pod.  Legal values [Always, OnFailure, Never]."),
                Flag.bool("rm", "", false, "Delete the pod after it exits. Only with --attach or -i/--stdin."),
                Flag.bool("save-config", "", false, "Save the configuration of the object in its annotation, for later use of kubectl apply."),
                Flag.bool("stdin", "i", false, "Keep stdin open on the container in the pod, even if nothing is attached."),
                Flag.duration("timeout", "0s", "How long to wait before giving up on a delete."),
                Flag.bool("tty", "t", false, "Allocate a TTY for the container in the pod."),
                Flag.bool("wait", "", false, "With --rm: wait until the pod is gone.")));
        return List.copyOf(flags);
    }

    static boolean attaches(Values flags) {
        return flags.changed("attach") ? flags.is("attach") : flags.is("stdin");
    }

    static void check(Call call) throws CommandFailure {
        Values flags = call.flags();
        checkValues(call);
        if (call.arguments().isEmpty() || flags.dashAt() == 0) {
            throw call.usage("NAME is required for run");
        }
        String image = flags.text("image");
        if (image.isEmpty()) {
            throw CommandFailure.error("--image is required");
        }
        if (!image.matches(IMAGE)) {
            throw CommandFailure.error("Invalid image name \"" + image + "\": invalid reference format");
        }
        if (flags.is("tty") && !flags.is("stdin")) {
            throw call.usage("-i/--stdin is required for containers with -t/--tty=true");
        }
        if (flags.is("expose") && flags.text("port").isEmpty()) {
            throw call.usage("--port must be set when exposing a service");
        }
        if (!attaches(flags) && flags.is("rm")) {
            throw call.usage("--rm should only be used for attached containers");
        }
        if (attaches(flags) && Mutation.dryRun(call) != Mutation.DryRun.NONE) {
            throw call.usage("--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)");
        }
        if (!flags.text("port").matches("([+-]?\\d{1,9})?")) {
            throw CommandFailure.error("strconv.Atoi: parsing \"" + flags.text("port") + "\": invalid syntax");
        }
        String restart = flags.text("restart");
        if (!List.of("Always", "OnFailure", "Never", "").contains(restart)) {
            throw call.usage("invalid restart policy: " + restart);
        }
        String policy = flags.text("image-pull-policy");
        if (!List.of("Always", "IfNotPresent", "Never", "").contains(policy)) {
            throw call.usage("invalid image pull policy: " + policy);
        }
    }

    private static void checkValues(Call call) throws CommandFailure {
        if (!call.flags().changed("image")) {
            throw CommandFailure.error("required flag(s) \"image\" not set");
        }
        RunPod.annotations(call);
        RunPod.labels(call);
        RunPod.environment(call);
    }
}
