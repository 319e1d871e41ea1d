package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.PodContainers;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/** The containers and pods that {@code kubectl debug} makes. */
final class DebugPods {
    /** The letters of names that Kubernetes makes up ({@code apimachinery/pkg/util/rand}). */
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final int SUFFIX = 5;

    /** @param container the one to attach to; empty for none */
    record Copy(Json pod, String container) {}

    private DebugPods() {}

    /** Made up from what is there, so that the same commands give the same names. */
    private static String suffix(Call call, String from) {
        long seed = Math.abs((from + call.now()).hashCode() * 2_654_435_761L);
        StringBuilder suffix = new StringBuilder();
        for (int i = 0; i < SUFFIX; i++) {
            suffix.append(LETTERS.charAt((int) (seed % LETTERS.length())));
            seed /= LETTERS.length();
        }
        return suffix.toString();
    }

    static String containerName(Call call, KubeObject pod) {
        String named = call.flags().text("container");
        if (!named.isEmpty()) {
            return named;
        }
        String name = "debugger-" + suffix(call, pod.uid() + PodContainers.all(pod).size());
        if (!call.flags().is("quiet")) {
            call.out().line("Defaulting debug container name to " + name + ".");
        }
        return name;
    }

    static Json container(Call call, String name) throws CommandFailure {
        Values flags = call.flags();
        List<Json> environment = RunPod.environment(call);
        Json made = Json.of(
                flags.is("arguments-only") ? "args" : "command", call.after().isEmpty() ? null : call.after(),
                "env", environment.isEmpty() ? null : environment,
                "image", flags.text("image"),
                "imagePullPolicy", flags.filled("image-pull-policy").orElse(null),
                "name", name, "resources", Json.EMPTY,
                "stdin", flags.is("stdin") ? true : null,
                "terminationMessagePolicy", "File",
                "tty", flags.is("tty") ? true : null);
        return CustomProfile.onto(call, made);
    }

    static Json onNode(Call call, KubeObject node) throws CommandFailure {
        List<Json> mounts = List.of(Json.of("mountPath", "/host", "name", "host-root"));
        String name = "node-debugger-" + node.name() + "-" + suffix(call, node.uid());
        return Json.of("apiVersion", "v1", "kind", "Pod",
                "metadata", Json.of("name", name, "namespace", call.namespace()),
                "spec", Json.of("containers", List.of(container(call, "debugger").with("volumeMounts", mounts)),
                        "hostIPC", true, "hostNetwork", true, "hostPID", true, "nodeName", node.name(), "restartPolicy", "Never",
                        "tolerations", List.of(Json.of("operator", "Exists")),
                        "volumes", List.of(Json.of("hostPath", Json.of("path", "/"), "name", "host-root"))));
    }

    static Copy copy(Call call, KubeObject pod) throws CommandFailure {
        Values flags = call.flags();
        Json metadata = Json.of("name", flags.text("copy-to"), "namespace", pod.namespace(),
                "labels", flags.is("keep-labels") ? pod.metadata().object("labels") : null,
                "annotations", flags.is("keep-annotations") ? pod.metadata().object("annotations") : null);
        Json spec = pod.spec().without("ephemeralContainers");
        spec = flags.is("same-node") ? spec : spec.without("nodeName");
        spec = flags.is("keep-init-containers") ? spec : spec.without("initContainers");
        spec = flags.is("share-processes") ? spec.with("shareProcessNamespace", true) : spec;
        List<Json> containers = new ArrayList<>();
        for (Json each : pod.tree().objects("spec", "containers")) {
            containers.add(images(flags, probes(flags, each)));
        }
        String container = changed(call, pod, containers);
        Json copy = Json.of("apiVersion", "v1", "kind", "Pod", "metadata", metadata, "spec", spec.with("containers", containers));
        return new Copy(copy, container);
    }

    private static Json probes(Values flags, Json container) {
        Json kept = flags.is("keep-liveness") ? container : container.without("livenessProbe");
        kept = flags.is("keep-readiness") ? kept : kept.without("readinessProbe");
        return flags.is("keep-startup") ? kept : kept.without("startupProbe");
    }

    private static Json images(Values flags, Json container) {
        Json result = container;
        for (String pair : flags.list("set-image")) {
            String[] halves = pair.split("=", 2);
            if (halves.length == 2 && (halves[0].equals("*") || halves[0].equals(container.text("name")))) {
                result = result.with("image", halves[1]);
            }
        }
        return result;
    }

    /** Changes the container that is named, or adds the debugger. Gives its name, if anybody would want to attach to it. */
    private static String changed(Call call, KubeObject pod, List<Json> containers) throws CommandFailure {
        Values flags = call.flags();
        String named = flags.text("container");
        for (int i = 0; i < containers.size(); i++) {
            if (containers.get(i).textOrEmpty("name").equals(named)) {
                Json made = container(call, named);
                Json result = containers.get(i);
                for (String field : List.of("command", "args", "env", "imagePullPolicy", "stdin", "tty")) {
                    result = made.has(field) ? result.with(field, made.get(field)) : result;
                }
                result = flags.text("image").isEmpty() ? result : result.with("image", flags.text("image"));
                containers.set(i, !call.after().isEmpty() && !flags.is("arguments-only") ? result.without("args") : result);
                return named;
            }
        }
        if (flags.text("image").isEmpty()) {
            return "";
        }
        String name = containerName(call, pod);
        containers.add(container(call, name));
        return name;
    }
}
