package dev.reconcile.kubectl.command;

import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Verb;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.FirstPod;
import dev.reconcile.kubectl.call.PodContainers;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.kubelet.Conversation;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.shell.Output;
import dev.reconcile.shell.Pipe;
import dev.reconcile.shell.Stdio;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl logs} ({@code kubectl/pkg/cmd/logs/logs.go}, {@code polymorphichelpers/logsforobject.go}). */
final class Logs implements Command {
    private static final String PURPOSE = "cannot get the logs from";
    private static final String USAGE = "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command";

    /** One container whose log is wanted. */
    private record Source(KubeObject pod, String container) {}

    @Override
    public Spec spec() {
        return Spec.of("logs", "[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]", "Print the logs for a container in a pod")
                .details("Print the logs for a container in a pod or specified resource. If the pod has only one container, the container name is optional.")
                .examples("# Print what a pod has written", "kubectl logs web-0", "# Go on printing it", "kubectl logs -f web-0",
                        "# What the container wrote before its last restart", "kubectl logs web-0 --previous",
                        "# The last lines of all pods with a label", "kubectl logs -l app=web --prefix")
                .flags(LogFlags.ALL);
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        Values flags = call.flags();
        List<String> arguments = call.arguments();
        String selector = flags.text("selector");
        if (arguments.size() > 2 || arguments.isEmpty() && selector.isEmpty()) {
            throw call.usage(USAGE);
        }
        if (arguments.size() == 1 && !selector.isEmpty()) {
            throw call.usage("only a selector (-l) or a POD name is allowed");
        }
        String container = arguments.size() == 2 ? arguments.get(1) : flags.text("container");
        Options options = LogFlags.options(call, container);
        if (selector.isEmpty()) {
            return ofObject(call, object(call, arguments.getFirst()), container, options);
        }
        List<KubeObject> pods = Selection.of(call, List.of("pods"), true).objects().stream().map(Selection.Found::object).toList();
        if (pods.isEmpty()) {
            call.err().line("No resources found in " + call.namespace() + " namespace.");
        }
        return print(call, pods, container, options, flags.is("prefix"));
    }

    private static KubeObject object(Call call, String argument) throws CommandFailure {
        try {
            return FirstPod.object(call, argument);
        } catch (CommandFailure failure) {
            throw !failure.isNotFound() ? failure
                    : CommandFailure.error("error from server (NotFound): %s in namespace \"%s\"".formatted(failure.getMessage(), call.namespace()));
        }
    }

    private static Step ofObject(Call call, KubeObject object, String container, Options options) throws CommandFailure {
        boolean prefix = call.flags().is("prefix") || call.flags().is("all-pods");
        if (call.flags().is("all-pods") && !object.kind().equals("Pod")) {
            return print(call, FirstPod.all(call, object, PURPOSE), container, options, prefix);
        }
        return FirstPod.of(call, object, FirstPod.FOR_LOGS, PURPOSE, pods -> {
            if (pods.size() > 1) {
                call.err().line("Found %d pods, using pod/%s".formatted(pods.size(), pods.getFirst().name()));
            }
            return print(call, pods.subList(0, 1), container, options, prefix);
        });
    }

    private static Step print(Call call, List<KubeObject> pods, String container, Options options, boolean prefix) throws CommandFailure {
        List<Source> sources = new ArrayList<>();
        for (KubeObject pod : pods) {
            sources.addAll(sources(call, pod, container));
        }
        long most = call.flags().number("max-log-requests");
        if (!call.flags().is("follow")) {
            return inTurn(call, sources, options, prefix);
        }
        if (sources.size() > Math.max(1, most)) {
            throw CommandFailure.error("you are attempting to follow %d log streams, but maximum allowed concurrency is %d, use --max-log-requests to increase the limit"
                    .formatted(sources.size(), most));
        }
        return together(call, sources, options, prefix);
    }

    private static List<Source> sources(Call call, KubeObject pod, String container) throws CommandFailure {
        if (call.flags().is("all-containers")) {
            return PodContainers.all(pod).stream().map(each -> new Source(pod, each.text("name"))).toList();
        }
        Json chosen = container.isEmpty() ? PodContainers.preset(pod, false, call.err()) : PodContainers.find(pod, container)
                .orElseThrow(() -> CommandFailure.error("container %s is not valid for pod %s".formatted(container, pod.name())));
        return List.of(new Source(pod, chosen.text("name")));
    }

    private static Step inTurn(Call call, List<Source> sources, Options options, boolean prefix) throws CommandFailure {
        for (Source source : sources) {
            Request request = new Request(call.caller(), Verb.GET, "pods", source.pod().namespace(), source.pod().name(), "log", null, null,
                    options.with("container", source.container()));
            try {
                output(call, source, prefix).write(((Reply.Text) call.send(request)).text());
            } catch (CommandFailure failure) {
                if (!call.flags().is("ignore-errors")) {
                    throw failure;
                }
                call.out().line("error: " + failure.getMessage());
            }
        }
        return Step.OK;
    }

    private static Step together(Call call, List<Source> sources, Options options, boolean prefix) throws CommandFailure {
        List<Conversation> conversations = new ArrayList<>();
        for (Source source : sources) {
            Stdio io = new Stdio(Pipe.holding(""), output(call, source, prefix), call.err());
            try {
                conversations.add(call.connect(source.pod(), "log", options.with("container", source.container()), io));
            } catch (CommandFailure failure) {
                if (!call.flags().is("ignore-errors")) {
                    throw failure;
                }
                call.out().line("error: " + failure.getMessage());
            }
        }
        return new Step.Talk(new Together(conversations), false, true, code -> Step.OK);
    }

    /** Where the log goes: with a prefix on each line if that is wanted. */
    private static Output output(Call call, Source source, boolean prefix) {
        if (!prefix) {
            return call.out();
        }
        String start = "[pod/%s/%s] ".formatted(source.pod().name(), source.container());
        return text -> {
            for (String line : text.split("(?<=\n)")) {
                call.out().write(line.isEmpty() ? "" : start + line);
            }
        };
    }
}
