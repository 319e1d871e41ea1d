package dev.reconcile.kubelet;

import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.api.Subresource;
import dev.reconcile.api.Verb;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Times;
import dev.reconcile.store.View;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
    private static final DateTimeFormatter NANOS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'000000Z'").withZone(ZoneOffset.UTC);

    private final Map<String, Runtime> runtimes = new TreeMap<>();
    private final View view;

    public PodLogs(List<Runtime> runtimes, View view) {
        runtimes.forEach(runtime -> this.runtimes.put(runtime.node(), runtime));
        this.view = view;
    }

    @Override
    public Reply handle(Request request, KubeObject pod) {
        if (request.verb() != Verb.GET) {
            return new Reply.Failed(Status.methodNotAllowed());
        }
        Options options = new Options(request.options().values());
        String named = options.text("container");
        Optional<String> ambiguous = named.isEmpty() ? ambiguous(pod) : unknown(pod, named);
        if (ambiguous.isPresent()) {
            return new Reply.Failed(Status.badRequest(ambiguous.get()));
        }
        String container = named.isEmpty() ? Facts.specs(pod).getLast().text("name") : named;
        Optional<Sandbox> box = Optional.ofNullable(runtimes.get(Pods.node(pod)))
                .flatMap(runtime -> runtime.sandbox(pod.namespace() + "/" + pod.name()))
                .filter(sandbox -> sandbox.uid().equals(pod.uid()));
        if (Pods.node(pod).isEmpty()) {
            return new Reply.Text("");
        }
        Json status = status(pod, container);
        Optional<String> missing = missing(pod, container, status, options.flag("previous"));
        if (missing.isPresent()) {
            return new Reply.Failed(Status.badRequest(missing.get()));
        }
        String id = options.flag("previous") || shownId(status).isEmpty()
                ? status.textOrEmpty("lastState", "terminated", "containerID")
                : shownId(status);
        return new Reply.Text(box.map(sandbox -> text(sandbox, container, id, options)).orElse(""));
    }

    /** The parameters of {@code PodLogOptions}, which come as values or as the words of a query string. */
    private record Options(Json values) {
        String text(String name) {
            return values.textOrEmpty(name);
        }

        boolean flag(String name) {
            return values.isTrue(name) || values.textOrEmpty(name).equals("true");
        }

        long number(String name) {
            String text = values.textOrEmpty(name);
            return text.matches("\\d{1,15}") ? Long.parseLong(text) : values.number(-1, name);
        }
    }

    private static Optional<String> ambiguous(KubeObject pod) {
        if (pod.tree().objects("spec", "containers").size() <= 1) {
            return Optional.empty();
        }
        String init = names(pod, "initContainers");
        return Optional.of("a container name must be specified for pod %s, choose one of: [%s]%s".formatted(pod.name(), names(pod, "containers"),
                init.isEmpty() ? "" : " or one of the init containers: [" + init + "]"));
    }

    private static Optional<String> unknown(KubeObject pod, String name) {
        boolean known = Facts.specs(pod).stream().anyMatch(spec -> name.equals(spec.text("name")));
        return known ? Optional.empty() : Optional.of("container %s is not valid for pod %s".formatted(name, pod.name()));
    }

    private static String names(KubeObject pod, String field) {
        return pod.tree().objects("spec", field).stream().map(spec -> spec.textOrEmpty("name")).collect(Collectors.joining(" "));
    }

    private static Json status(KubeObject pod, String container) {
        return List.of("containerStatuses", "initContainerStatuses").stream()
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

    private String text(Sandbox box, String container, String id, Options options) {
        List<ContainerLog.Line> lines = box.container(container).stream()
                .flatMap(current -> Stream.concat(Stream.of(current), box.previous(container).stream()))
                .filter(instance -> id.endsWith(instance.origin().id()))
                .findFirst()
                .map(instance -> instance.log().lines())
                .orElse(List.of());
        long since = since(options);
        List<ContainerLog.Line> wanted = lines.stream().filter(line -> line.at() >= since).toList();
        long tail = options.number("tailLines");
        List<ContainerLog.Line> last = tail < 0 ? wanted : wanted.subList((int) Math.max(0, wanted.size() - tail), wanted.size());
        String text = last.stream()
                .map(line -> (options.flag("timestamps") ? NANOS.format(Instant.ofEpochMilli(line.at())) + " " : "") + line.text() + "\n")
                .collect(Collectors.joining());
        long limit = options.number("limitBytes");
        return limit < 0 ? text : text.substring(0, (int) Math.min(limit, text.length()));
    }

    private long since(Options options) {
        long seconds = options.number("sinceSeconds");
        return seconds >= 0 ? view.now() - seconds * 1000 : Times.millis(options.text("sinceTime")).orElse(0L);
    }
}
