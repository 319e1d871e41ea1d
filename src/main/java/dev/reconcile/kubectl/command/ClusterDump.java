package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Verb;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.FirstPod;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Yaml;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code kubectl cluster-info dump}: lists of what is there, and the logs of the pods ({@code kubectl/pkg/cmd/clusterinfo/clusterinfo_dump.go}). */
final class ClusterDump implements Command {
    /** @param file its name without the ending */
    private record Dumped(String resource, String file) {}

    private static final List<Dumped> DUMPED = List.of(
            new Dumped("events", "events"), new Dumped("replicationcontrollers", "replication-controllers"), new Dumped("services", "services"),
            new Dumped("daemonsets.apps", "daemonsets"), new Dumped("deployments.apps", "deployments"), new Dumped("replicasets.apps", "replicasets"),
            new Dumped("pods", "pods"));

    @Override
    public Spec spec() {
        return Spec.of("cluster-info dump", "[flags]", "Dump relevant information for debugging and diagnosis")
                .details("Print nodes, and the events, controllers, services and pods of the namespaces default and kube-system, with the pods' logs."
                        + " --output-directory makes files of them, in a directory for each namespace.")
                .examples("# Keep the state of the cluster in a file", "kubectl cluster-info dump > cluster.json",
                        "# Keep it in a directory", "kubectl cluster-info dump --output-directory=cluster")
                .flags(Mutation.printing().stream().filter(flag -> !flag.name().equals("output")).toList())
                .flags(Flag.text("output", "o", "json", "Output format. One of: (json, yaml)."),
                        Flag.text("output-directory", "", "", "Where to output the files.  If empty or '-' uses stdout, otherwise creates a directory hierarchy in that directory"),
                        FirstPod.timeout("20s"),
                        Flag.bool("all-namespaces", "A", false, "If true, dump all namespaces.  If true, --namespaces is ignored."),
                        Flag.list("namespaces", "", "A comma separated list of namespaces to dump."));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        String format = call.flags().text("output");
        if (!List.of("json", "yaml").contains(format)) {
            throw CommandFailure.error("--output must be json or yaml");
        }
        put(call, "nodes." + format, printed(call.kind("nodes"), call.list(call.kind("nodes"), "", Options.NONE), format));
        for (String namespace : namespaces(call)) {
            for (Dumped dumped : DUMPED) {
                Kind kind = call.kind(dumped.resource());
                put(call, namespace + "/" + dumped.file() + "." + format, printed(kind, call.list(kind, namespace, Options.NONE), format));
            }
            for (KubeObject pod : call.list(call.kind("pods"), namespace, Options.NONE)) {
                put(call, namespace + "/" + pod.name() + "/logs.txt", logs(call, pod));
            }
        }
        if (intoFiles(call)) {
            call.out().line("Cluster info dumped to " + call.flags().text("output-directory"));
        }
        return Step.OK;
    }

    private static List<String> namespaces(Call call) throws CommandFailure {
        if (call.allNamespaces()) {
            return call.list(call.kind("namespaces"), "", Options.NONE).stream().map(KubeObject::name).toList();
        }
        List<String> named = call.flags().list("namespaces");
        return named.isEmpty() ? List.of("kube-system", call.namespace()) : named;
    }

    private static String printed(Kind kind, List<KubeObject> objects, String format) {
        List<Json> items = objects.stream().map(object -> object.with(null, "metadata", "managedFields").tree()).toList();
        Json list = Json.of("apiVersion", kind.apiVersion(), "kind", kind.kind() + "List", "metadata", Json.EMPTY, "items", items);
        return format.equals("json") ? JsonText.indented(list) + "\n" : "---\n" + Yaml.print(list);
    }

    private static String logs(Call call, KubeObject pod) {
        List<Json> containers = new ArrayList<>(pod.spec().objects("initContainers"));
        containers.addAll(pod.spec().objects("containers"));
        StringBuilder logs = new StringBuilder();
        for (Json container : containers) {
            String of = "logs for container %s of pod %s/%s ====\n".formatted(container.textOrEmpty("name"), pod.namespace(), pod.name());
            logs.append("==== START ").append(of).append(log(call, pod, container.textOrEmpty("name"))).append("==== END ").append(of);
        }
        return logs.toString();
    }

    private static String log(Call call, KubeObject pod, String container) {
        Options options = Options.of("container", container);
        try {
            return ((Reply.Text) call.send(new Request(call.caller(), Verb.GET, "pods", pod.namespace(), pod.name(), "log", null, null, options))).text();
        } catch (CommandFailure failure) {
            return "Request log error: " + failure.getMessage() + "\n";
        }
    }

    private static boolean intoFiles(Call call) {
        return !List.of("", "-").contains(call.flags().text("output-directory"));
    }

    private static void put(Call call, String file, String text) throws CommandFailure {
        if (!intoFiles(call)) {
            call.out().write(text);
            return;
        }
        String path = call.invocation().path(call.flags().text("output-directory") + "/" + file);
        Files files = call.invocation().files();
        Optional<FileProblem> problem = files.makeDirectories(Files.parent(path));
        if (problem.isPresent()) {
            throw CommandFailure.error("mkdir " + Files.parent(path) + ": " + problem.get().text().toLowerCase(Locale.ROOT));
        }
        problem = files.write(path, text);
        if (problem.isPresent()) {
            throw CommandFailure.error("open " + path + ": " + problem.get().text().toLowerCase(Locale.ROOT));
        }
    }
}
