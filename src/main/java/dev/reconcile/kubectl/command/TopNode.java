package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.command.TopTable.Usage;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code kubectl top node} ({@code kubectl/pkg/cmd/top/top_node.go}). */
final class TopNode implements Command {
    private static final String UNKNOWN = "<unknown>";

    @Override
    public Spec spec() {
        return Spec.of("top node", "[NAME | -l label]", "Display resource (CPU/memory) usage of nodes")
                .examples("# Show what all nodes use", "kubectl top node")
                .flags(Flag.bool("no-headers", "", false, "If present, print output without headers"), Mutation.selector(),
                        Flag.bool("show-capacity", "", false, "Print node resources based on Capacity instead of Allocatable(default) of the nodes."),
                        Flag.text("sort-by", "", "", "Sort nodes by 'cpu' or 'memory'."),
                        Flag.bool("use-protocol-buffers", "", true, "How the API is spoken to. Has no effect in this lab."));
    }

    @Override
    public List<String> aliases() {
        return List.of("nodes", "no");
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        TopTable.checkSorting(call.flags().text("sort-by"));
        if (call.arguments().size() > 1) {
            throw call.usage("node [NAME | -l label]");
        }
        String name = call.arguments().isEmpty() ? "" : call.arguments().getFirst();
        if (!name.isEmpty() && call.flags().filled("selector").isPresent()) {
            throw CommandFailure.error("only one of NAME or selector can be provided");
        }
        Map<String, Usage> usages = new LinkedHashMap<>();
        metrics(call, name).forEach(each -> usages.put(each.name(), Usage.of(each.tree().object("usage"))));
        if (usages.isEmpty()) {
            throw CommandFailure.error("metrics not available yet");
        }
        print(call, usages, nodes(call, name));
        return Step.OK;
    }

    private static List<KubeObject> metrics(Call call, String name) throws CommandFailure {
        Kind kind = call.kind("nodes.metrics.k8s.io");
        return name.isEmpty() ? call.list(kind, "", Selection.listOptions(call)) : List.of(call.get(kind, "", name));
    }

    private static List<KubeObject> nodes(Call call, String name) throws CommandFailure {
        Options options = name.isEmpty() ? Selection.listOptions(call) : Options.of("fieldSelector", "metadata.name=" + name);
        return call.quietly(call.kind("nodes"), "", options);
    }

    private static void print(Call call, Map<String, Usage> usages, List<KubeObject> nodes) {
        TopTable table = new TopTable();
        if (!call.flags().is("no-headers")) {
            table.row(List.of("NAME", "CPU(cores)", "CPU(%)", "MEMORY(bytes)", "MEMORY(%)"));
        }
        String sort = call.flags().text("sort-by");
        List<KubeObject> sorted = new ArrayList<>(nodes);
        if (!sort.isEmpty()) {
            sorted.sort(Comparator.comparing(node -> -usages.getOrDefault(node.name(), Usage.NOTHING).by(sort)));
        }
        String limits = call.flags().is("show-capacity") ? "capacity" : "allocatable";
        sorted.stream().filter(node -> usages.containsKey(node.name())).forEach(node -> {
            Usage usage = usages.get(node.name());
            table.row(List.of(node.name(), usage.cpu(), percent(usage.millicores(), Quantity.of(node.status().textOrEmpty(limits, "cpu")).milli()),
                    usage.memory(), percent(usage.bytes(), Quantity.of(node.status().textOrEmpty(limits, "memory")).whole())));
        });
        nodes.stream().filter(node -> !usages.containsKey(node.name())).forEach(node -> table.row(List.of(node.name(), UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)));
        call.out().write(table.text());
    }

    private static String percent(long used, long available) {
        return available == 0 ? UNKNOWN : used * 100 / available + "%";
    }
}
