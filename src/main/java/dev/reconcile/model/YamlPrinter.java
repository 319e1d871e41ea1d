package dev.reconcile.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes values as YAML in go-yaml v2's form ({@code encode.go}, {@code emitterc.go}): names in natural order, list items at the indent of
 * their name, text folded after column 80.
 */
final class YamlPrinter {
    private static final int WIDTH = 80;
    private static final int STEP = 2;

    /** A name of more bytes than this is written after a question mark. */
    private static final int LONGEST_SIMPLE_NAME = 128;

    private final StringBuilder out = new StringBuilder();
    private int lineStart;

    String print(Object value) {
        node(value, -STEP, false);
        return out.append('\n').toString();
    }

    private int column() {
        return out.length() - lineStart;
    }

    private void line(int indent) {
        if (!out.isEmpty()) {
            out.append('\n');
        }
        lineStart = out.length();
        out.repeat(' ', Math.max(indent, 0));
    }

    /**
     * Writes what follows {@code name:} or {@code -}.
     *
     * @param indent of the name or dash
     * @param afterDash whether a collection starts on this very line
     */
    private void node(Object value, int indent, boolean afterDash) {
        switch (value) {
            case Json json when json.isEmpty() -> word("{}");
            case Json json -> mapping(json, indent + STEP, afterDash);
            case List<?> list when list.isEmpty() -> word("[]");
            case List<?> list -> sequence(list, indent, afterDash);
            case String text when text.equals(MergePatch.REMOVE) -> word("null");
            case String text -> scalar(text, indent + STEP);
            case Double number -> word(GoNumbers.shortest(number));
            case null -> word("null");
            default -> word(value.toString());
        }
    }

    private void word(String word) {
        space();
        out.append(word);
    }

    private void space() {
        if (column() > 0 && out.charAt(out.length() - 1) != ' ') {
            out.append(' ');
        }
    }

    private void mapping(Json json, int indent, boolean sameLine) {
        List<String> names = new ArrayList<>(json.names());
        names.sort(NaturalOrder.INSTANCE);
        boolean first = sameLine;
        for (String name : names) {
            if (first) {
                space();
            } else {
                line(indent);
            }
            first = false;
            name(name, indent);
            node(json.get(name), indent, false);
        }
    }

    private void name(String name, int indent) {
        YamlText text = YamlText.of(name);
        if (!text.multiline() && text.bytes() <= LONGEST_SIMPLE_NAME) {
            out.append(text.inOneLine());
        } else {
            out.append('?');
            scalar(name, indent + STEP);
            line(indent);
        }
        out.append(':');
    }

    private void sequence(List<?> list, int indent, boolean sameLine) {
        int at = sameLine ? indent + STEP : Math.max(indent, 0);
        boolean first = sameLine;
        for (Object item : list) {
            if (first) {
                space();
            } else {
                line(at);
            }
            first = false;
            out.append('-');
            node(item, at, true);
        }
    }

    private void scalar(String value, int indent) {
        YamlText text = YamlText.of(value);
        space();
        switch (text.style()) {
            case PLAIN -> folded(value, indent, false);
            case SINGLE_QUOTED -> {
                out.append('\'');
                folded(value, indent, true);
                out.append('\'');
            }
            case DOUBLE_QUOTED -> escaped(text, indent);
            case LITERAL -> literal(text, indent);
        }
    }

    /** A single space after column 80 becomes a line end. */
    private void folded(String value, int indent, boolean quoted) {
        boolean spaces = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != ' ') {
                out.append(c == '\'' && quoted ? "''" : String.valueOf(c));
                spaces = false;
                continue;
            }
            boolean inside = !quoted || i > 0 && i < value.length() - 1;
            boolean single = i + 1 >= value.length() || value.charAt(i + 1) != ' ';
            if (!spaces && single && inside && column() > WIDTH) {
                line(indent);
            } else {
                out.append(' ');
            }
            spaces = true;
        }
    }

    private void escaped(YamlText text, int indent) {
        out.append('"');
        int[] points = text.value().codePoints().toArray();
        boolean spaces = false;
        for (int i = 0; i < points.length; i++) {
            boolean fold = points[i] == ' ' && !spaces && column() > WIDTH && i > 0 && i < points.length - 1;
            if (fold) {
                line(indent);
                out.append(points[i + 1] == ' ' ? "\\" : "");
            } else {
                out.append(YamlText.escaped(points[i]));
            }
            spaces = points[i] == ' ';
        }
        out.append('"');
    }

    private void literal(YamlText text, int indent) {
        String value = text.value();
        out.append('|').append(text.hints(STEP));
        String body = value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
        for (String row : body.split("\n", -1)) {
            line(row.isEmpty() ? 0 : indent);
            out.append(row);
        }
    }
}
