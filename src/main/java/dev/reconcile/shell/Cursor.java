package dev.reconcile.shell;

import java.util.TreeSet;

/** Where the parser stands in a source text. Counts lines, and puts in the text of aliases. */
final class Cursor {
    static final char END = '\uffff';

    private final String original;
    private String text;
    private int position;
    private int line;
    private int inserted;
    /** Where the last alias ends in the original text: anywhere within what was put in for it, that is the place. */
    private int behindAlias;
    private final TreeSet<String> expanded = new TreeSet<>();

    Cursor(String text, int position, int line) {
        this.original = text;
        this.text = text;
        this.position = position;
        this.line = line;
    }

    /** The character that many places ahead, or {@link #END}; joined lines are seen as written. */
    char peek(int ahead) {
        int at = position + ahead;
        return at < text.length() ? text.charAt(at) : END;
    }

    /** The next character; lines continued with a backslash are joined. */
    char peek() {
        joinLines();
        return peek(0);
    }

    char next() {
        joinLines();
        return raw();
    }

    /** The next character as it stands, as inside single quotes. */
    char raw() {
        char c = peek(0);
        if (c != END) {
            position++;
            if (c == '\n') {
                line++;
            }
        }
        return c;
    }

    boolean take(String expected) {
        joinLines();
        if (!text.startsWith(expected, position)) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            raw();
        }
        return true;
    }

    private void joinLines() {
        while (peek(0) == '\\' && peek(1) == '\n') {
            position += 2;
            line++;
        }
    }

    boolean atEnd() {
        return peek() == END;
    }

    /** The rest of the line with its newline, if it has one. */
    String restOfLine() {
        int start = position;
        while (peek(0) != '\n' && peek(0) != END) {
            raw();
        }
        raw();
        return text.substring(start, position);
    }

    /** The text from that position to here. */
    String since(int start) {
        return text.substring(start, position);
    }

    int position() {
        return position;
    }

    /** The position in the text as it was before aliases were put in. */
    int originalPosition() {
        return Math.max(behindAlias, position - inserted);
    }

    boolean isWithinAlias() {
        return isWithinAlias(position);
    }

    private boolean isWithinAlias(int place) {
        return place - inserted < behindAlias;
    }

    /** Whether an alias of that name, which stands at that position, is not one within its own text. */
    boolean mayExpand(String alias, int start) {
        if (!isWithinAlias(start)) {
            expanded.clear();
        }
        return expanded.add(alias);
    }

    int line() {
        return line;
    }

    /** A part of the text as it was before aliases were put in. */
    String original(int start, int end) {
        return original.substring(start, Math.min(end, original.length()));
    }

    /** Replaces the text from there up to here, and goes back to its start. */
    void replace(int start, String replacement) {
        behindAlias = originalPosition();
        inserted += replacement.length() - (position - start);
        text = text.substring(0, start) + replacement + text.substring(position);
        position = start;
    }
}
