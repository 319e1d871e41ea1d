package dev.reconcile.kubelet;

import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.api.Subresource;
import dev.reconcile.api.Verb;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.shell.Output;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code pods/log}: what a container has written ({@code pkg/registry/core/pod/strategy.go}, {@code LogLocation}; {@code pkg/kubelet/kubelet_pods.go},
 * {@code validateContainerLogStatus}).
 */
public final class PodLogs implements Subresource {
    private final Map<String, Runtime> runtimes = new TreeMap<>();
    private final View view;

    public PodLogs(List<Runtime> runtimes, View view) {
        runtimes.forEach(runtime -> this.runtimes.put(runtime.node(), runtime));
        this.view = view;
    }

    /** What a request comes to: the container whose log is meant, none because nothing has been written, or why not. */
    private sealed interface Source {
        record Of(Container container) implements Source {}

        record Empty() implements Source {}

        record Bad(Status status) implements Source {}
    }

    @Override
    public Reply handle(Request request, KubeObject pod) {
        if (request.verb() != Verb.GET) {
            return new Reply.Failed(Status.methodNotAllowed());
        }
        LogOptions options = new LogOptions(request.options().values());
        return switch (source(pod, options)) {
            case Source.Bad bad -> new Reply.Failed(bad.status());
            case Source.Empty empty -> new Reply.Text("");
            case Source.Of of -> new Reply.Text(text(of.container(), options));
        };
    }

    /** The same as a stream; with {@code follow} it goes on until the container ends. */
    StreamReply follow(Request request, KubeObject pod, Output out) {
        LogOptions options = new LogOptions(request.options().values());
        return switch (source(pod, options)) {
            case Source.Bad bad -> new StreamReply.Refused(bad.status());
            case Source.Empty empty -> new StreamReply.Open(new LogConversation(Optional.empty(), options, out, view::now));
            case Source.Of of -> new StreamReply.Open(new LogConversation(Optional.of(of.container()), options, out, view::now));
        };
    }

    private Source source(KubeObject pod, LogOptions options) {
        String named = options.container();
        Optional<String> wrong = named.isEmpty() ? ambiguous(pod) : unknown(pod, named);
        if (wrong.isPresent()) {
            return new Source.Bad(Status.badRequest(wrong.get()));
        }
        if (Pods.node(pod).isEmpty()) {
            return new Source.Empty();
        }
        String container = named.isEmpty() ? pod.tree().objects("spec", "containers").getFirst().textOrEmpty("name") : named;
        Optional<Status> unreachable = unreachable(pod, container);
        if (unreachable.isPresent()) {
            return new Source.Bad(unreachable.get());
        }
        Json status = status(pod, container);
        Optional<String> missing = missing(pod, container, status, options.previous());
        if (missing.isPresent()) {
            return new Source.Bad(Status.badRequest(missing.get()));
        }
        String id = options.previous() || shownId(status).isEmpty() ? status.textOrEmpty("lastState", "terminated", "containerID") : shownId(status);
        return Optional.ofNullable(runtimes.get(Pods.node(pod)))
                .flatMap(runtime -> runtime.sandbox(pod.namespace() + "/" + pod.name()))
                .filter(sandbox -> sandbox.uid().equals(pod.uid()))
                .flatMap(box -> instance(box, container, id))
                .<Source>map(Source.Of::new)
                .orElseGet(Source.Empty::new);
    }

    /** The API server asks the node's kubelet, which may not be there. */
    private Optional<Status> unreachable(KubeObject pod, String container) {
        Optional<Runtime> runtime = Optional.ofNullable(runtimes.get(Pods.node(pod))).filter(found -> !found.isConnected());
        return runtime.map(lost -> {
            String host = pod.status().textOrEmpty("hostIP") + ":10250";
            return new Status(500, "", "Get \"https://%s/containerLogs/%s/%s/%s\": dial tcp %s: connect: no route to host"
                    .formatted(host, pod.namespace(), pod.name(), container, host), Json.EMPTY);
        });
    }

    private static Optional<Container> instance(Sandbox box, String container, String id) {
        return box.container(container).stream()
                .flatMap(current -> Stream.concat(Stream.of(current), box.previous(container).stream()))
                .filter(instance -> id.endsWith(instance.origin().id()))
                .findFirst();
    }

    static Optional<String> ambiguous(KubeObject pod) {
        if (pod.tree().objects("spec", "containers").size() <= 1) {
            return Optional.empty();
        }
        String init = names(pod, "initContainers");
        return Optional.of("a container name must be specified for pod %s, choose one of: [%s]%s".formatted(pod.name(), names(pod, "containers"),
                init.isEmpty() ? "" : " or one of the init containers: [" + init + "]"));
    }

    static Optional<String> unknown(KubeObject pod, String name) {
        boolean known = Facts.specs(pod).stream().anyMatch(spec -> name.equals(spec.text("name")));
        return known ? Optional.empty() : Optional.of("container %s is not valid for pod %s".formatted(name, pod.name()));
    }

    private static String names(KubeObject pod, String field) {
        return pod.tree().objects("spec", field).stream().map(spec -> spec.textOrEmpty("name")).collect(Collectors.joining(" "));
    }

    private static Json status(KubeObject pod, String container) {
        return List.of("containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses").stream()
                .flatMap(field -> pod.status().objects(field).stream())
                .filter(status -> container.equals(status.text("name")))
                .findFirst()
                .orElse(Json.EMPTY);
    }

    /** The container whose log is meant without {@code previous}; empty while it waits. */
    private static String shownId(Json status) {
        return status.has("state", "running") || status.has("state", "terminated") ? status.textOrEmpty("containerID") : "";
    }

    private static Optional<String> missing(KubeObject pod, String container, Json status, boolean previous) {
        boolean ended = status.has("lastState", "terminated");
        if (status.isEmpty()) {
            return Optional.of("container \"%s\" in pod \"%s\" is not available".formatted(container, pod.name()));
        }
        if (previous) {
            return ended ? Optional.empty() : Optional.of("previous terminated container \"%s\" in pod \"%s\" not found".formatted(container, pod.name()));
        }
        if (ended || !status.has("state", "waiting")) {
            return Optional.empty();
        }
        String reason = status.textOrEmpty("state", "waiting", "reason");
        String why = switch (reason) {
            case "ErrImagePull" -> "image can't be pulled";
            case "ImagePullBackOff" -> "trying and failing to pull image";
            default -> reason;
        };
        return Optional.of("container \"%s\" in pod \"%s\" is waiting to start: %s".formatted(container, pod.name(), why));
    }

    private String text(Container container, LogOptions options) {
        String text = options.chosen(container.log().lines(), view.now()).stream().map(options::text).collect(Collectors.joining());
        return options.limit() < 0 ? text : text.substring(0, (int) Math.min(options.limit(), text.length()));
    }
}
