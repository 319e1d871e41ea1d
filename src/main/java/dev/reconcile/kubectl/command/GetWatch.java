package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.ObjectPrinter;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.kubectl.call.Selection.Part;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.call.Watching;
import dev.reconcile.kubectl.flags.Durations;
import dev.reconcile.kubectl.print.TabWriter;
import dev.reconcile.kubectl.print.Table;
import dev.reconcile.model.KubeObject;
import java.util.List;

/** {@code kubectl get -w}: prints every change until it is interrupted, or until {@code --request-timeout}. */
final class GetWatch {
    private final Call call;
    private final Selection selection;
    private final ObjectPrinter printer;
    private final TabWriter writer = TabWriter.ofTables();
    private final long until;
    private Watching watching;
    private boolean headed;

    /** @param printer null for a table */
    GetWatch(Call call, Selection selection, ObjectPrinter printer) {
        this.call = call;
        this.selection = selection;
        this.printer = printer;
        String timeout = call.flags().text("request-timeout");
        long millis = timeout.matches("\\d+") ? Long.parseLong(timeout) * 1000 : Durations.millis(timeout).orElse(0L);
        this.until = millis == 0 ? Long.MAX_VALUE : call.now() + millis;
    }

    Step start() throws CommandFailure {
        if (selection.parts().size() != 1) {
            throw CommandFailure.error("you may only specify a single resource type");
        }
        Part part = selection.parts().getFirst();
        List<Found> found = Selection.objects(call, part);
        watching = switch (part) {
            case Part.Named named -> new Watching(call, named.kind(), named.namespace(), named.name(), Selection.listOptions(call));
            case Part.Whole whole -> new Watching(call, whole.kind(), whole.namespace(), "", Selection.listOptions(call));
        };
        if (!call.flags().is("watch-only")) {
            for (Found each : found) {
                add("ADDED", each.object());
            }
            call.out().write(writer.flush());
        }
        return goOn();
    }

    private Step goOn() throws CommandFailure {
        for (Watching.Event event : watching.next()) {
            add(event.type(), event.object());
            call.out().write(writer.flush());
        }
        return call.now() >= until ? Step.OK : Step.watchedUntil(until, this::goOn);
    }

    private void add(String type, KubeObject object) throws CommandFailure {
        Part part = selection.parts().getFirst();
        boolean events = call.flags().is("output-watch-events");
        if (printer != null) {
            writer.write(events && call.flags().text("output").equals("name") ? type + "   " : "");
            writer.write(printer.one(part.kind(), object));
            return;
        }
        Table table = Get.rows(call, part.kind(), false);
        if (!headed && !call.flags().is("no-headers")) {
            writer.write(table.header(events ? "EVENT" : ""));
        }
        headed = true;
        writer.write(table.row(object, call.now(), events ? type : ""));
    }
}
