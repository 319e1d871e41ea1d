package dev.reconcile.shell;

import java.util.ArrayList;
import java.util.List;

/** Divides a line among the variables of {@code read}. */
final class ReadLine {
    private final String text;
    private final boolean raw;
    private final String separators;
    private int at;

    private ReadLine(String text, boolean raw, String separators) {
        this.text = text;
        this.raw = raw;
        this.separators = separators;
    }

    static void assign(String line, boolean raw, List<String> names, ShellState state) {
        String ifs = state.variables().get("IFS");
        ReadLine reader = new ReadLine(line, raw, ifs == null ? " \t\n" : ifs);
        reader.skipBlanks();
        for (int i = 0; i < names.size(); i++) {
            state.assignReference(names.get(i), i < names.size() - 1 ? reader.field() : reader.rest());
        }
    }

    /** All fields, as many as there are. */
    static List<String> fields(String line, boolean raw, ShellState state) {
        String ifs = state.variables().get("IFS");
        ReadLine reader = new ReadLine(line, raw, ifs == null ? " \t\n" : ifs);
        List<String> fields = new ArrayList<>();
        for (reader.skipBlanks(); reader.at < line.length(); ) {
            fields.add(reader.field());
        }
        return fields;
    }

    private boolean blank(int index) {
        char c = text.charAt(index);
        return (c == ' ' || c == '\t' || c == '\n') && separators.indexOf(c) >= 0;
    }

    private void skipBlanks() {
        while (at < text.length() && blank(at)) {
            at++;
        }
    }

    private String field() {
        StringBuilder field = new StringBuilder();
        while (at < text.length() && separators.indexOf(text.charAt(at)) < 0) {
            field.append(character());
        }
        boolean afterBlanks = at < text.length() && blank(at);
        skipBlanks();
        if (at < text.length() && separators.indexOf(text.charAt(at)) >= 0 && (afterBlanks || !blank(at))) {
            at++;
            skipBlanks();
        }
        return field.toString();
    }

    private String character() {
        if (!raw && text.charAt(at) == '\\' && at + 1 < text.length()) {
            at++;
        }
        return String.valueOf(text.charAt(at++));
    }

    /** What is left without the separators at its end; a single separator after the last field goes, too. */
    private String rest() {
        int end = text.length();
        while (end > at && blank(end - 1)) {
            end--;
        }
        boolean single = end > at && separators.indexOf(text.charAt(end - 1)) >= 0
                && text.substring(at, end - 1).chars().noneMatch(c -> separators.indexOf(c) >= 0);
        StringBuilder rest = new StringBuilder();
        while (at < (single ? end - 1 : end)) {
            rest.append(character());
        }
        return rest.toString();
    }
}
