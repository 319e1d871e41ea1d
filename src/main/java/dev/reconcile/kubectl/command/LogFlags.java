package dev.reconcile.kubectl.command;

import dev.reconcile.api.Options;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.FirstPod;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.model.Times;
import java.util.List;

/** The flags of {@code kubectl logs}, and the parameters that they become. */
final class LogFlags {
    static final List<Flag> ALL = List.of(
            Flag.bool("all-containers", "", false, "Get all containers' logs in the pod(s)."),
            Flag.bool("all-pods", "", false, "Get logs from all pod(s). Sets prefix to true."),
            Flag.text("container", "c", "", "Print the logs of this container"),
            Flag.bool("follow", "f", false, "Specify if the logs should be streamed."),
            Flag.bool("ignore-errors", "", false, "Go on with the other logs if one of them cannot be had."),
            Flag.bool("insecure-skip-tls-verify-backend", "", false, "Do not check the identity of the kubelet. There is nothing to check in this lab."),
            Flag.number("limit-bytes", "", Flag.Type.INT64, 0, "Maximum bytes of logs to return. Defaults to no limit."),
            Flag.number("max-log-requests", "", Flag.Type.INT, 5, "How many logs may be followed at once with a selector."),
            FirstPod.timeout("20s"),
            Flag.bool("prefix", "", false, "Prefix each log line with the log source (pod name and container name)"),
            Flag.bool("previous", "p", false, "Print the log of the container's instance before the current one."),
            Mutation.selector(),
            Flag.duration("since", "0s", "Only return logs newer than a relative duration like 5s, 2m, or 3h. Only one of since-time / since may be used."),
            Flag.text("since-time", "", "", "Only return logs after a specific date (RFC3339). Only one of since-time / since may be used."),
            Flag.number("tail", "", Flag.Type.INT64, -1, "Lines of recent log file to display. -1 shows all; with a selector 10 unless given."),
            Flag.bool("timestamps", "", false, "Include timestamps on each line in the log output"));

    private static final long SELECTOR_TAIL = 10;

    private LogFlags() {}

    static Options options(Call call, String container) throws CommandFailure {
        Values flags = call.flags();
        check(call, container);
        Options options = Options.of("follow", flags.is("follow"), "previous", flags.is("previous"), "timestamps", flags.is("timestamps"));
        if (!flags.text("since-time").isEmpty()) {
            options = options.with("sinceTime", flags.text("since-time"));
        }
        if (flags.millis("since") != 0) {
            options = options.with("sinceSeconds", Math.round(flags.millis("since") / 1000.0));
        }
        if (flags.number("limit-bytes") != 0) {
            options = options.with("limitBytes", flags.number("limit-bytes"));
        }
        boolean few = !flags.text("selector").isEmpty() && !flags.changed("tail");
        long tail = few ? SELECTOR_TAIL : flags.number("tail");
        return tail == -1 ? options : options.with("tailLines", tail);
    }

    private static void check(Call call, String container) throws CommandFailure {
        Values flags = call.flags();
        String time = flags.text("since-time");
        if (!time.isEmpty() && Times.millis(time).isEmpty()) {
            throw CommandFailure.error("parsing time \"%s\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"%s\" as \"2006\"".formatted(time, time));
        }
        if (!time.isEmpty() && flags.millis("since") != 0) {
            throw CommandFailure.error("at most one of `sinceTime` or `sinceSeconds` may be specified");
        }
        if (flags.is("all-containers") && !container.isEmpty()) {
            throw CommandFailure.error("--all-containers=true should not be specified with container name " + container);
        }
        if (flags.changed("container") && call.arguments().size() == 2) {
            throw CommandFailure.error("only one of -c or an inline [CONTAINER] arg is allowed");
        }
        if (flags.number("limit-bytes") < 0) {
            throw CommandFailure.error("--limit-bytes must be greater than 0");
        }
        if (flags.millis("since") < 0) {
            throw CommandFailure.error("--since must be greater than 0");
        }
        if (flags.number("tail") < -1) {
            throw CommandFailure.error("--tail must be greater than or equal to -1");
        }
    }
}
