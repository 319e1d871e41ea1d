package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Verb;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.ObjectPrinter;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.kubectl.call.Selection.Part;
import dev.reconcile.kubectl.call.Sorting;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.kubectl.print.TabWriter;
import dev.reconcile.kubectl.print.Table;
import java.util.ArrayList;
import java.util.List;

/** {@code kubectl get}: shows objects as tables or in another format, once or as they change ({@code kubectl/pkg/cmd/get/get.go}). */
final class Get implements Command {
    static final List<Flag> TABLE_FLAGS = List.of(
            Flag.bool("no-headers", "", false, "When using the default or custom-column output format, don't print headers."),
            Flag.bool("show-labels", "", false, "When printing, show all labels as the last column."),
            Flag.bool("show-kind", "", false, "List the resource type for the requested objects."),
            Flag.list("label-columns", "L", "Labels that are shown as columns."));

    @Override
    public Spec spec() {
        return Spec.of("get", "[(-o|--output=)json|yaml|name|wide|...] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags]",
                        "Display one or many resources")
                .details("Display one or many resources.\n\n Shows a table of the most important facts. With -w it goes on showing every change.")
                .examples("# List all pods", "kubectl get pods", "# List a deployment with more columns", "kubectl get deployment web -o wide",
                        "# List several kinds at once", "kubectl get deploy,rs,pods", "# Watch pods come and go", "kubectl get pods -w",
                        "# Print one field", "kubectl get deployment web -o jsonpath='{.spec.replicas}'")
                .flags(TABLE_FLAGS)
                .flags(Mutation.files("identifying the resource to get from a server."))
                .flags(
                        Flag.text("output", "o", "", "Output format. One of: (json, yaml, name, go-template, go-template-file, template, templatefile,"
                                + " jsonpath, jsonpath-as-json, jsonpath-file, custom-columns, custom-columns-file, wide)."),
                        Flag.text("template", "", "", "Template, or path of a template file, for -o=go-template and -o=go-template-file."),
                        Flag.bool("show-managed-fields", "", false, "Keep the managedFields when printing objects in JSON or YAML format."),
                        Flag.bool("allow-missing-template-keys", "", true, "Ignore errors in templates when a field or map key is missing."),
                        Flag.bool("all-namespaces", "A", false, "List the objects of all namespaces."),
                        Mutation.selector(),
                        Flag.text("field-selector", "", "", "Selector (field query) to filter on, supports '=', '==', and '!=' (e.g. --field-selector key1=value1)."),
                        Flag.text("sort-by", "", "", "A JSONPath expression that the list is sorted by (e.g. '{.metadata.name}')."),
                        Flag.bool("watch", "w", false, "After listing the objects, watch for changes."),
                        Flag.bool("watch-only", "", false, "Watch for changes without listing first."),
                        Flag.bool("output-watch-events", "", false, "Show the type of each event of a watch."),
                        Flag.bool("ignore-not-found", "", false, "If the requested object does not exist, return exit code 0."),
                        Flag.number("chunk-size", "", Flag.Type.INT64, 500, "Return large lists in chunks rather than all at once. 0 disables."),
                        Flag.bool("server-print", "", true, "Have the server return the table."),
                        Flag.text("subresource", "", "", "Gets the subresource of the requested object: status or scale."),
                        Flag.text("raw", "", "", "Raw URI to request from the server."));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        if (call.flags().filled("raw").isPresent()) {
            return RawPaths.answer(call, Verb.GET, call.flags().text("raw"), "");
        }
        if (call.arguments().isEmpty() && call.flags().list("filename").isEmpty()) {
            call.err().line("You must specify the type of resource to get. Use \"kubectl api-resources\" for a complete list of supported resources.\n");
            throw call.usage("Required resource not specified.\nUse \"kubectl explain <resource>\" for a detailed description of that resource (e.g. kubectl explain pods).");
        }
        if (call.flags().list("filename").contains("-")) {
            return call.withInput(() -> show(call));
        }
        return show(call);
    }

    private static Step show(Call call) throws CommandFailure {
        Values flags = call.flags();
        String output = flags.text("output");
        boolean table = output.isEmpty() || output.equals("wide");
        ObjectPrinter printer = table ? null : ObjectPrinter.ofGet(call);
        if (flags.is("output-watch-events") && !flags.is("watch") && !flags.is("watch-only")) {
            throw CommandFailure.error("--output-watch-events option can only be used with --watch or --watch-only");
        }
        Selection selection = Selection.of(call, call.arguments(), true);
        if (flags.is("watch") || flags.is("watch-only")) {
            return new GetWatch(call, selection, printer).start();
        }
        List<CommandFailure> failures = new ArrayList<>();
        List<Found> found = selection.objects(failures);
        if (flags.filled("subresource").isPresent()) {
            found = parts(call, found);
        }
        if (flags.is("ignore-not-found")) {
            failures.removeIf(CommandFailure::isNotFound);
        }
        String sortBy = flags.text("sort-by");
        if (!sortBy.isEmpty()) {
            found = Sorting.by(sortBy, found);
        }
        if (table) {
            table(call, selection, found, failures);
        } else if (!selection.named() || selection.parts().size() != 1) {
            call.out().write(printer.several(found));
        } else if (!found.isEmpty()) {
            call.out().write(printer.one(found.getFirst().kind(), found.getFirst().object()));
        }
        CommandFailure.throwIfAny(failures);
        return Step.OK;
    }

    /** The subresource of each, which may be of another kind. */
    private static List<Found> parts(Call call, List<Found> found) throws CommandFailure {
        List<Found> parts = new ArrayList<>();
        for (Found each : found) {
            String part = call.flags().text("subresource");
            parts.add(new Found(each.kind().part(part), call.get(each.kind(), each.object(), part), each.source()));
        }
        return parts;
    }

    private static void table(Call call, Selection selection, List<Found> found, List<CommandFailure> failures) {
        boolean several = selection.parts().stream().map(Part::kind).distinct().count() > 1;
        TabWriter writer = TabWriter.ofTables();
        Kind last = null;
        for (Found each : found) {
            Table rows = rows(call, each.kind(), several);
            if (!each.kind().equals(last)) {
                call.out().write(writer.flush());
                writer.forgetWidths();
                if (!call.flags().is("no-headers")) {
                    writer.write((last == null ? "" : "\n") + rows.header(""));
                }
                last = each.kind();
            }
            writer.write(rows.row(each.object(), call.now(), ""));
        }
        call.out().write(writer.flush());
        if (found.isEmpty() && failures.isEmpty() && !call.flags().is("ignore-not-found")) {
            boolean namespaced = !call.allNamespaces() && selection.parts().stream().allMatch(part -> part.kind().namespaced());
            call.err().line(namespaced ? "No resources found in " + call.namespace() + " namespace." : "No resources found");
        }
    }

    static Table rows(Call call, Kind kind, boolean several) {
        Values flags = call.flags();
        boolean namespaces = call.allNamespaces() && kind.namespaced();
        return new Table(kind, new Table.Look(flags.text("output").equals("wide"), namespaces, several || flags.is("show-kind"),
                flags.is("show-labels"), flags.list("label-columns"), !flags.is("no-headers")));
    }
}
