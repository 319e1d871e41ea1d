package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.command.TopTable.Usage;
import dev.reconcile.kubectl.flags.Durations;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code kubectl top pod} ({@code kubectl/pkg/cmd/top/top_pod.go}). */
final class TopPod implements Command {
    /** A pod may be this young without metrics; an older one has a problem. */
    private static final long PATIENCE = 120_000;

    @Override
    public Spec spec() {
        return Spec.of("top pod", "[NAME | -l label]", "Display resource (CPU/memory) usage of pods")
                .examples("# Show what the pods of the namespace use", "kubectl top pod", "# The same for each container", "kubectl top pod web-0 --containers")
                .flags(Flag.bool("all-namespaces", "A", false, "List the pods of all namespaces."), Flag.bool("containers", "", false, "Print usage of containers within a pod."),
                        Flag.text("field-selector", "", "", "Selector (field query) to filter on, supports '=', '==', and '!='."),
                        Flag.bool("no-headers", "", false, "If present, print output without headers."), Mutation.selector(),
                        Flag.text("sort-by", "", "", "Sort pods by 'cpu' or 'memory'."), Flag.bool("sum", "", false, "Print the sum of the resource usage"),
                        Flag.bool("use-protocol-buffers", "", true, "How the API is spoken to. Has no effect in this lab."));
    }

    @Override
    public List<String> aliases() {
        return List.of("pods", "po");
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        Values flags = call.flags();
        TopTable.checkSorting(flags.text("sort-by"));
        if (call.arguments().size() > 1) {
            throw call.usage("pod [NAME | -l label]");
        }
        String name = call.arguments().isEmpty() ? "" : call.arguments().getFirst();
        if (!name.isEmpty() && (flags.filled("selector").isPresent() || flags.filled("field-selector").isPresent())) {
            throw CommandFailure.error("only one of NAME or selector can be provided");
        }
        Kind kind = call.kind("pods.metrics.k8s.io");
        String namespace = call.allNamespaces() ? "" : call.namespace();
        List<KubeObject> found = name.isEmpty() ? call.list(kind, namespace, Selection.listOptions(call)) : List.of(call.get(kind, namespace, name));
        if (found.isEmpty()) {
            return none(call, namespace);
        }
        print(call, found);
        return Step.OK;
    }

    private static Step none(Call call, String namespace) throws CommandFailure {
        List<KubeObject> pods = call.list(call.kind("pods"), namespace, Selection.listOptions(call));
        for (KubeObject pod : pods) {
            long age = call.now() - pod.createdAt();
            if (age > PATIENCE) {
                throw CommandFailure.error("Metrics not available for pod %s/%s, age: %s".formatted(pod.namespace(), pod.name(), Durations.text(age)));
            }
        }
        if (!pods.isEmpty()) {
            throw CommandFailure.error("metrics not available yet");
        }
        call.err().line("No resources found" + (namespace.isEmpty() ? "" : " in " + namespace + " namespace."));
        return Step.OK;
    }

    private static Usage total(KubeObject metrics) {
        return metrics.tree().objects("containers").stream().map(container -> Usage.of(container.object("usage"))).reduce(Usage.NOTHING, Usage::plus);
    }

    private static void print(Call call, List<KubeObject> found) {
        Values flags = call.flags();
        boolean containers = flags.is("containers");
        TopTable table = new TopTable();
        if (!flags.is("no-headers")) {
            table.row(cells(call, "NAMESPACE", "POD", "NAME", "CPU(cores)", "MEMORY(bytes)"));
        }
        List<KubeObject> sorted = new ArrayList<>(found);
        if (!flags.text("sort-by").isEmpty()) {
            sorted.sort(Comparator.comparing(metrics -> -total(metrics).by(flags.text("sort-by"))));
        }
        Usage sum = Usage.NOTHING;
        for (KubeObject metrics : sorted) {
            sum = sum.plus(total(metrics));
            if (!containers) {
                table.row(cells(call, metrics.namespace(), "", metrics.name(), total(metrics).cpu(), total(metrics).memory()));
                continue;
            }
            List<Json> each = new ArrayList<>(metrics.tree().objects("containers"));
            each.sort(Comparator.comparing(container -> container.textOrEmpty("name")));
            each.forEach(container -> table.row(cells(call, metrics.namespace(), metrics.name(), container.text("name"),
                    Usage.of(container.object("usage")).cpu(), Usage.of(container.object("usage")).memory())));
        }
        if (flags.is("sum")) {
            table.row(cells(call, "", "", "", "________", "________"));
            table.row(cells(call, "", "", "", sum.cpu(), sum.memory()));
        }
        call.out().write(table.text());
    }

    private static List<String> cells(Call call, String namespace, String pod, String name, String cpu, String memory) {
        List<String> cells = new ArrayList<>();
        if (call.allNamespaces()) {
            cells.add(namespace);
        }
        if (call.flags().is("containers")) {
            cells.add(pod);
        }
        cells.addAll(List.of(name, cpu, memory));
        return cells;
    }
}
