package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.ObjectPrinter;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.call.Watching;
import dev.reconcile.kubectl.describe.Describers;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.print.TabWriter;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.Comparator;
import java.util.List;

/** {@code kubectl events} ({@code kubectl/pkg/cmd/events}). */
final class ListEvents implements Command {
    @Override
    public Spec spec() {
        return Spec.of("events", "[(-o|--output=)json|yaml|name|...] [--for TYPE/NAME] [--watch] [--types=Normal,Warning]", "List events")
                .details("Display events, oldest first.\n\n Events say what controllers, the scheduler and the nodes have done, and why something did not work."
                        + " They are kept for an hour.")
                .examples("# The events of the namespace", "kubectl events", "# Those about one object", "kubectl events --for deployment/web",
                        "# Go on with those to come", "kubectl events --watch", "# Only what went wrong", "kubectl events --types=Warning")
                .flags(Mutation.printing())
                .flags(Flag.bool("all-namespaces", "A", false, "List the events of all namespaces."),
                        Flag.bool("watch", "w", false, "After listing the requested events, watch for more events."),
                        Flag.text("for", "", "", "Filter events to only those pertaining to the specified resource."),
                        Flag.list("types", "", "Output only events of given types."),
                        Flag.bool("no-headers", "", false, "When using the default output format, don't print headers."),
                        Flag.number("chunk-size", "", Flag.Type.INT64, 500, "Return large lists in chunks rather than all at once. 0 disables."));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        Options options = about(call);
        for (String type : call.flags().list("types")) {
            if (!type.equalsIgnoreCase("Normal") && !type.equalsIgnoreCase("Warning")) {
                throw CommandFailure.error("valid --types are Normal or Warning");
            }
        }
        Kind kind = call.kind("events");
        String namespace = call.allNamespaces() ? "" : call.namespace();
        Shown shown = new Shown(call, kind, call.flags().text("output").isEmpty() ? null : ObjectPrinter.ofMutation(call));
        List<KubeObject> events = call.list(kind, namespace, options).stream().filter(event -> isWanted(call, event)).toList();
        if (call.flags().is("watch")) {
            Watching watching = new Watching(call, kind, namespace, "", options);
            for (KubeObject event : events) {
                shown.one(event);
            }
            return goOn(call, watching, shown);
        }
        if (events.isEmpty()) {
            call.err().line(call.allNamespaces() ? "No events found." : "No events found in " + namespace + " namespace.");
            return Step.OK;
        }
        shown.all(events.stream().sorted(Comparator.comparingLong(Describers::last)).toList());
        return Step.OK;
    }

    private static Options about(Call call) throws CommandFailure {
        String about = call.flags().text("for");
        if (about.isEmpty()) {
            return Options.NONE;
        }
        String[] halves = about.split("/", -1);
        if (halves.length != 2) {
            throw CommandFailure.error(halves.length < 2 ? "--for must be in resource/name form"
                    : "arguments in resource/name form may not have more than one slash");
        }
        Kind kind = call.resources().requireBare(halves[0]);
        return Options.of("fieldSelector", "involvedObject.kind=" + kind.kind() + ",involvedObject.name=" + halves[1]);
    }

    private static boolean isWanted(Call call, KubeObject event) {
        List<String> types = call.flags().list("types");
        return types.isEmpty() || types.stream().anyMatch(type -> type.equalsIgnoreCase(event.tree().textOrEmpty("type")));
    }

    private static Step goOn(Call call, Watching watching, Shown shown) throws CommandFailure {
        for (Watching.Event event : watching.next()) {
            if (!event.type().equals("DELETED") && isWanted(call, event.object())) {
                shown.one(event.object());
            }
        }
        return Step.watchedUntil(Long.MAX_VALUE, () -> goOn(call, watching, shown));
    }

    /** Prints rows, or objects. */
    private static final class Shown {
        private final Call call;
        private final Kind kind;
        private final ObjectPrinter printer;
        private final TabWriter writer = TabWriter.ofTables();
        private boolean headed;

        /** @param printer null for a table */
        Shown(Call call, Kind kind, ObjectPrinter printer) {
            this.call = call;
            this.kind = kind;
            this.printer = printer;
        }

        void one(KubeObject event) throws CommandFailure {
            call.out().write(printer == null ? writer.write(row(event)).flush() : printer.one(kind, event));
        }

        void all(List<KubeObject> events) throws CommandFailure {
            if (printer != null) {
                call.out().write(printer.several(events.stream().map(event -> new Found(kind, event, "")).toList()));
                return;
            }
            events.forEach(event -> writer.write(row(event)));
            call.out().write(writer.flush());
        }

        private String row(KubeObject event) {
            boolean all = call.allNamespaces();
            Json tree = event.tree();
            String head = headed || call.flags().is("no-headers") ? "" : (all ? "NAMESPACE\t" : "") + "LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE\n";
            headed = true;
            return head + (all ? event.namespace() + "\t" : "") + String.join("\t", Describers.interval(event, call.now()), tree.textOrEmpty("type"),
                    tree.textOrEmpty("reason"), tree.textOrEmpty("involvedObject", "kind") + "/" + tree.textOrEmpty("involvedObject", "name"),
                    tree.textOrEmpty("message").strip()) + "\n";
        }
    }
}
