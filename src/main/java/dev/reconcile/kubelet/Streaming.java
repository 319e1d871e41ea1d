package dev.reconcile.kubelet;

import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.shell.Stdio;
import dev.reconcile.shell.World;
import dev.reconcile.sim.Agenda;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Connects people with what runs in pods: the streaming server of the kubelets together with the part of the API server that finds it
 * ({@code pkg/registry/core/pod/strategy.go}, {@code streamLocation}; {@code kubelet/pkg/cri/streaming}).
 */
public final class Streaming {
    private static final int INTERNAL_ERROR = 500;

    private final Map<String, Runtime> runtimes = new TreeMap<>();
    private final PodLogs logs;
    private final Agenda agenda;
    private final LongSupplier now;

    public Streaming(List<Runtime> runtimes, PodLogs logs, Agenda agenda, LongSupplier now) {
        runtimes.forEach(runtime -> this.runtimes.put(runtime.node(), runtime));
        this.logs = logs;
        this.agenda = agenda;
        this.now = now;
    }

    /** @param pod the one that the request names */
    public StreamReply connect(Request request, KubeObject pod, Stdio io, World world) {
        return switch (request.subresource()) {
            case "exec" -> inContainer(request, pod, container -> exec(container, pod, request.options().values(), io, world));
            case "attach" -> inContainer(request, pod, container -> attach(container, pod, request.options().values(), io));
            case "portforward" -> forward(request, pod, io);
            case "log" -> logs.follow(request, pod, io.out());
            default -> new StreamReply.Refused(Status.methodNotAllowed());
        };
    }

    /** What to do with the container that was found. */
    private interface Use {
        Conversation of(Container container);
    }

    private StreamReply inContainer(Request request, KubeObject pod, Use use) {
        String named = request.options().values().textOrEmpty("container");
        Optional<String> problem = named.isEmpty() ? PodLogs.ambiguous(pod) : PodLogs.unknown(pod, named);
        if (problem.isPresent()) {
            return new StreamReply.Refused(Status.badRequest(problem.get()));
        }
        if (Pods.node(pod).isEmpty()) {
            return new StreamReply.Refused(noHost(pod));
        }
        String name = named.isEmpty() ? pod.tree().objects("spec", "containers").getFirst().textOrEmpty("name") : named;
        Optional<Container> running = sandbox(pod).flatMap(box -> box.container(name)).filter(Container::isRunning);
        return new StreamReply.Open(running.map(use::of)
                .orElseGet(() -> new FailedConversation(internal("unable to upgrade connection: container not found (\"%s\")".formatted(name)))));
    }

    private static Status noHost(KubeObject pod) {
        return Status.badRequest("pod %s does not have a host assigned".formatted(pod.name()));
    }

    /** What goes wrong at the node, in the words that reach the client. */
    static Status internal(String text) {
        return new Status(INTERNAL_ERROR, "InternalError", "Internal error occurred: " + text, Json.EMPTY);
    }

    private Optional<Sandbox> sandbox(KubeObject pod) {
        return Optional.ofNullable(runtimes.get(Pods.node(pod)))
                .flatMap(runtime -> runtime.sandbox(pod.namespace() + "/" + pod.name()))
                .filter(box -> box.uid().equals(pod.uid()));
    }

    private Conversation exec(Container container, KubeObject pod, Json options, Stdio io, World world) {
        List<String> command = options.has("command") ? options.texts("command") : List.of();
        List<String> words = command.isEmpty() ? List.of(options.textOrEmpty("command")) : command;
        return ExecConversation.start(container, words, ends(options, io), world, Asked.flag(options, "tty"), now, wake(pod));
    }

    private Conversation attach(Container container, KubeObject pod, Json options, Stdio io) {
        return new AttachConversation(container, ends(options, io), Asked.flag(options, "stdin"), now, wake(pod));
    }

    /** Makes the pod's kubelet look at it. */
    private Runnable wake(KubeObject pod) {
        return () -> agenda.add(Kubelet.name(Pods.node(pod)), pod.namespace() + "/" + pod.name(), now.getAsLong(), 0);
    }

    /** The streams that were asked for; the others lead nowhere. */
    private static Stdio ends(Json options, Stdio io) {
        boolean tty = Asked.flag(options, "tty");
        return new Stdio(Asked.flag(options, "stdin") ? Ends.input(io.in(), tty) : Ends.NOTHING.in(),
                Asked.flag(options, "stdout") ? Ends.output(io.out(), tty) : Ends.NOTHING.out(),
                tty ? Ends.output(io.out(), true) : Asked.flag(options, "stderr") ? Ends.output(io.err(), false) : Ends.NOTHING.err());
    }

    private StreamReply forward(Request request, KubeObject pod, Stdio io) {
        if (Pods.node(pod).isEmpty()) {
            return new StreamReply.Refused(noHost(pod));
        }
        int port = (int) Asked.number(request.options().values(), "ports");
        if (port <= 0 || port > 65_535) {
            return new StreamReply.Refused(Status.badRequest("query parameter \"ports\" is required"));
        }
        return new StreamReply.Open(sandbox(pod)
                .<Conversation>map(box -> new PortConversation(box, port, io))
                .orElseGet(() -> new FailedConversation(internal("error forwarding port %d to pod %s, uid : pod not found".formatted(port, pod.uid())))));
    }
}
