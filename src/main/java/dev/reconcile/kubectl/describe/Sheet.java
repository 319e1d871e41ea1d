package dev.reconcile.kubectl.describe;

import dev.reconcile.kubectl.print.TabWriter;
import dev.reconcile.model.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The lines of a description, with tabs where columns begin; every level is indented by two spaces. */
final class Sheet {
    private static final DateTimeFormatter RFC1123 = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss xx", Locale.ENGLISH);

    /** Longest value of an annotation that is shown whole, in characters. */
    private static final int MAX_ANNOTATION = 140;

    private static final int MAX_LINE = MAX_ANNOTATION - 2;

    private final StringBuilder text = new StringBuilder();

    /** One line; the format is Java's. */
    Sheet line(int level, String format, Object... values) {
        return add(level, format + "\n", values);
    }

    Sheet add(int level, String format, Object... values) {
        text.repeat("  ", level).append(values.length == 0 ? format : format.formatted(values));
        return this;
    }

    /** With columns aligned. */
    String aligned() {
        return TabWriter.ofDescriptions().write(text.toString()).flush();
    }

    /** With the tabs as they are. */
    String raw() {
        return text.toString();
    }

    /** {@code Tue, 24 Nov 2026 01:46:56 +0000}. */
    static String time(String written) {
        return Times.millis(written).map(millis -> RFC1123.format(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC))).orElse("<unset>");
    }

    Sheet labels(String indent, String title, Map<String, String> labels) {
        text.append(indent).append(title).append(":\t");
        if (labels.isEmpty()) {
            text.append("<none>\n");
            return this;
        }
        String next = "";
        for (Map.Entry<String, String> label : labels.entrySet()) {
            text.append(next).append(label.getKey()).append('=').append(label.getValue()).append('\n');
            next = indent + "\t";
        }
        return this;
    }

    /** Without kubectl's own bookkeeping; long or several-line values go below their name. */
    Sheet annotations(String indent, String title, Map<String, String> annotations, List<String> skipped) {
        text.append(indent).append(title).append(":\t");
        boolean first = true;
        for (Map.Entry<String, String> annotation : annotations.entrySet()) {
            if (skipped.contains(annotation.getKey())) {
                continue;
            }
            if (!first) {
                text.append(indent).append('\t');
            }
            first = false;
            value(indent, annotation.getKey(), annotation.getValue());
        }
        if (first) {
            text.append("<none>\n");
        }
        return this;
    }

    private void value(String indent, String name, String written) {
        String value = written.endsWith("\n") ? written.substring(0, written.length() - 1) : written;
        if (value.length() + name.length() + 2 <= MAX_ANNOTATION && !value.contains("\n")) {
            text.append(name).append(": ").append(value).append('\n');
            return;
        }
        text.append(name).append(":\n");
        for (String line : value.split("\n", -1)) {
            String shown = line.length() > MAX_LINE ? line.substring(0, MAX_LINE) + "..." : line;
            text.append(indent).append("\t  ").append(shown).append('\n');
        }
    }
}
