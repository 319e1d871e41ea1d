package dev.reconcile.kubectl.print;

import dev.reconcile.api.Column;
import dev.reconcile.api.Kind;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rows that {@code kubectl get} prints of one kind ({@code cli-runtime/pkg/printers/tableprinter.go}). */
public final class Table {
    /** What the command line asks of the table. */
    public record Look(boolean wide, boolean namespaces, boolean kinds, boolean labels, List<String> labelColumns, boolean headers) {}

    private final Kind kind;
    private final Look look;
    private final List<Column> columns;

    public Table(Kind kind, Look look) {
        this.kind = kind;
        this.look = look;
        this.columns = kind.columns().stream().filter(column -> look.wide() || column.priority() == 0).toList();
    }

    /** Cells with tabs between, and a newline; {@code lead} stands before them, for the event of a watch. */
    public String header(String lead) {
        List<String> cells = new ArrayList<>();
        if (!lead.isEmpty()) {
            cells.add(lead);
        }
        if (look.namespaces()) {
            cells.add("NAMESPACE");
        }
        columns.forEach(column -> cells.add(column.name().toUpperCase(Locale.ROOT)));
        for (String label : look.labelColumns()) {
            cells.add(label.substring(label.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT));
        }
        if (look.labels()) {
            cells.add("LABELS");
        }
        return String.join("\t", cells) + "\n";
    }

    public String row(KubeObject object, long now, String lead) {
        List<String> cells = new ArrayList<>();
        if (!lead.isEmpty()) {
            cells.add(lead);
        }
        if (look.namespaces()) {
            cells.add(object.namespace());
        }
        for (int i = 0; i < columns.size(); i++) {
            String cell = escaped(String.valueOf(columns.get(i).cell().apply(object, now)));
            cells.add(i == 0 && look.kinds() ? kind.groupKind().toLowerCase(Locale.ROOT) + "/" + cell : cell);
        }
        Map<String, String> labels = object.labels();
        for (String label : look.labelColumns()) {
            cells.add(labels.getOrDefault(label, ""));
        }
        if (look.labels()) {
            cells.add(labels(labels));
        }
        return String.join("\t", cells) + "\n";
    }

    /** Only the first line of a cell is shown; what it leaves out is marked. */
    private static String escaped(String cell) {
        int end = cell.indexOf('\n');
        return end < 0 ? cell.replace("\t", " ") : cell.substring(0, end).replace("\t", " ") + "...";
    }

    /** {@code a=1,b=2}, sorted, or {@code <none>}. */
    public static String labels(Map<String, String> labels) {
        if (labels.isEmpty()) {
            return "<none>";
        }
        List<String> pairs = new ArrayList<>();
        labels.forEach((name, value) -> pairs.add(name + "=" + value));
        return String.join(",", pairs);
    }
}
