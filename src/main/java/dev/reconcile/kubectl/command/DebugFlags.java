package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.flags.Values;
import java.util.List;

/** The flags of {@code kubectl debug} and what they may be. */
final class DebugFlags {
    static final List<Flag> ALL = List.of(
            Flag.bool("arguments-only", "", false, "What follows -- becomes the new container's args, not its command."),
            Flag.bool("attach", "", false, "Wait for the container and attach to it. The default with -i/--stdin."),
            Flag.text("container", "c", "", "Container name to use for debug container."),
            Flag.text("copy-to", "", "", "Create a copy of the target Pod with this name."),
            Flag.text("custom", "", "", "Path to a JSON or YAML file with a partial container spec, which is merged into the debug container."),
            Flag.repeated("env", "", "Environment variables to set in the container."),
            Flag.list("filename", "f", "Files that name the resource to debug"),
            Flag.text("image", "", "", "Container image to use for debug container."),
            Flag.text("image-pull-policy", "", "", "The image pull policy for the container."),
            Flag.bool("keep-annotations", "", false, "Keep the annotations in the copy."),
            Flag.bool("keep-init-containers", "", true, "Keep the init containers in the copy."),
            Flag.bool("keep-labels", "", false, "Keep the labels in the copy."),
            Flag.bool("keep-liveness", "", false, "Keep the liveness probes in the copy."),
            Flag.bool("keep-readiness", "", false, "Keep the readiness probes in the copy."),
            Flag.bool("keep-startup", "", false, "Keep the startup probes in the copy."),
            Flag.text("profile", "", "legacy", "Options are \"legacy\", \"general\", \"baseline\", \"netadmin\", \"restricted\" or \"sysadmin\"."),
            Flag.bool("quiet", "q", false, "If true, suppress informational messages."),
            Flag.bool("replace", "", false, "When used with '--copy-to', delete the original Pod."),
            Flag.bool("same-node", "", false, "When used with '--copy-to', schedule the copy of target Pod on the same node."),
            Flag.list("set-image", "", "When used with '--copy-to', name=image pairs for other images in the copy."),
            Flag.bool("share-processes", "", true, "When used with '--copy-to', enable process namespace sharing in the copy."),
            Flag.bool("stdin", "i", false, "Keep stdin open on the container(s) in the pod, even if nothing is attached."),
            Flag.text("target", "", "", "When using an ephemeral container, target processes in this container name."),
            Flag.bool("tty", "t", false, "Allocate a TTY for the debugging container."));

    private static final List<String> PROFILES = List.of("legacy", "general", "baseline", "netadmin", "restricted", "sysadmin");
    private static final String LEGACY = "--profile=legacy is deprecated and will be removed in the future. It is recommended to explicitly specify a profile, for example \"--profile=general\".";

    private DebugFlags() {}

    static void check(Call call) throws CommandFailure {
        Values flags = call.flags();
        boolean args = !call.after().isEmpty();
        if (!PROFILES.contains(flags.text("profile"))) {
            throw CommandFailure.error("unknown profile: " + flags.text("profile"));
        }
        CustomProfile.of(call);
        if (flags.changed("attach") && flags.is("attach") && flags.text("image").isEmpty() && flags.text("container").isEmpty()) {
            throw CommandFailure.error("you must specify --container or create a new container using --image in order to attach.");
        }
        if (flags.text("copy-to").isEmpty()) {
            checkWithoutCopy(flags);
        } else if (flags.text("image").isEmpty() && flags.list("set-image").isEmpty() && !args) {
            throw CommandFailure.error("you must specify --image, --set-image or command arguments.");
        } else if (args && flags.text("container").isEmpty() && flags.text("image").isEmpty()) {
            throw CommandFailure.error("you must specify an existing container or a new image when specifying args.");
        }
        if (call.before().isEmpty()) {
            throw CommandFailure.error("NAME or filename is required for debug");
        }
        if (!List.of("", "Always", "IfNotPresent", "Never").contains(flags.text("image-pull-policy"))) {
            throw CommandFailure.error("invalid image pull policy: " + flags.text("image-pull-policy"));
        }
        checkTarget(call, flags);
        if (flags.is("tty") && !flags.is("stdin")) {
            throw CommandFailure.error("-i/--stdin is required for containers with -t/--tty=true");
        }
        if (flags.text("profile").equals("legacy")) {
            call.err().line(LEGACY);
        }
    }

    private static void checkWithoutCopy(Values flags) throws CommandFailure {
        for (String one : List.of("replace", "same-node")) {
            if (flags.is(one)) {
                throw CommandFailure.error("--" + one + " may only be used with --copy-to.");
            }
        }
        if (!flags.list("set-image").isEmpty()) {
            throw CommandFailure.error("--set-image may only be used with --copy-to.");
        }
        if (flags.text("image").isEmpty()) {
            throw CommandFailure.error("you must specify --image when not using --copy-to.");
        }
    }

    private static void checkTarget(Call call, Values flags) throws CommandFailure {
        if (flags.text("target").isEmpty()) {
            return;
        }
        if (!flags.text("copy-to").isEmpty()) {
            throw CommandFailure.error("--target is incompatible with --copy-to. Use --share-processes instead.");
        }
        if (!flags.is("quiet")) {
            call.out().line("Targeting container \"%s\". If you don't see processes from this container it may be because the container runtime doesn't support this feature."
                    .formatted(flags.text("target")));
        }
    }
}
