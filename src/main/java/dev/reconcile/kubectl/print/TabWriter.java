package dev.reconcile.kubectl.print;

import java.util.ArrayList;
import java.util.List;

/**
 * Aligns text in columns that a tab ends, with the rules of Go's {@code text/tabwriter}: a column reaches over neighbouring lines that all have
 * it, and what follows a line's last tab belongs to no column.
 */
public final class TabWriter {
    private final int minimum;
    private final int padding;
    private final boolean remember;
    private final StringBuilder pending = new StringBuilder();
    private final List<Integer> remembered = new ArrayList<>();

    private TabWriter(int minimum, int padding, boolean remember) {
        this.minimum = minimum;
        this.padding = padding;
        this.remember = remember;
    }

    /** The writer of {@code kubectl get}: rows printed later keep the widths of earlier ones. */
    public static TabWriter ofTables() {
        return new TabWriter(6, 3, true);
    }

    /** The writer of {@code kubectl describe}. */
    public static TabWriter ofDescriptions() {
        return new TabWriter(0, 2, false);
    }

    /** A writer with any least width and padding. */
    public static TabWriter of(int minimum, int padding) {
        return new TabWriter(minimum, padding, false);
    }

    public TabWriter write(String text) {
        pending.append(text);
        return this;
    }

    public void forgetWidths() {
        remembered.clear();
    }

    /** What was written since the last flush, aligned. */
    public String flush() {
        List<String[]> lines = new ArrayList<>();
        for (String line : pending.toString().split("\n", -1)) {
            lines.add(line.split("\t", -1));
        }
        pending.setLength(0);
        StringBuilder out = new StringBuilder();
        format(lines, 0, lines.size(), new ArrayList<>(), out);
        // Every line was ended with a newline; the text after the last one had none.
        return out.substring(0, out.length() - 1);
    }

    private void format(List<String[]> lines, int from, int to, List<Integer> widths, StringBuilder out) {
        int column = widths.size();
        int done = from;
        int at = from;
        while (at < to) {
            if (column >= lines.get(at).length - 1) {
                at++;
                continue;
            }
            print(lines, done, at, widths, out);
            int end = at;
            int width = minimum;
            while (end < to && column < lines.get(end).length - 1) {
                width = Math.max(width, length(lines.get(end)[column]) + padding);
                end++;
            }
            widths.add(kept(column, width));
            format(lines, at, end, widths, out);
            widths.removeLast();
            done = end;
            at = end;
        }
        print(lines, done, to, widths, out);
    }

    private int kept(int column, int width) {
        if (!remember) {
            return width;
        }
        if (remembered.size() == column) {
            remembered.add(width);
        }
        remembered.set(column, Math.max(remembered.get(column), width));
        return remembered.get(column);
    }

    private static void print(List<String[]> lines, int from, int to, List<Integer> widths, StringBuilder out) {
        for (String[] line : lines.subList(from, to)) {
            for (int i = 0; i < line.length; i++) {
                out.append(line[i]);
                if (i < widths.size() && i < line.length - 1) {
                    out.repeat(' ', widths.get(i) - length(line[i]));
                }
            }
            out.append('\n');
        }
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
