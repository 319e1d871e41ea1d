package dev.reconcile.shell;

import java.util.ArrayList;
import java.util.List;

/** Collects the expansion of words as fields: splits what came from expansions at the separators of IFS, and keeps apart what is a pattern. */
final class Fields {
    /** A field and the pattern that it is matched as against file names. */
    record Field(String text, String pattern) {}

    private final String separators;
    private final ShellLimits limits;
    private final String tooLong;
    private final List<Field> fields = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder pattern = new StringBuilder();
    private boolean open;
    private boolean afterBlank;
    private boolean nothingInQuotes;
    private int characters;

    Fields(String separators, ShellLimits limits, String tooLong) {
        this.separators = separators;
        this.limits = limits;
        this.tooLong = tooLong;
    }

    /** Text that is taken as it is; even an empty one makes a field. */
    void quoted(String more) {
        count(more.length());
        open = true;
        afterBlank = false;
        text.append(more);
        pattern.append(Pattern.escape(more));
    }

    /** Text of the program itself: not split, but a pattern. */
    void literal(String more) {
        count(more.length());
        open = true;
        afterBlank = false;
        text.append(more);
        pattern.append(more);
    }

    /** The result of an unquoted expansion. */
    void split(String more) {
        count(more.length());
        for (int i = 0; i < more.length(); i++) {
            char c = more.charAt(i);
            if (separators.indexOf(c) < 0) {
                open = true;
                afterBlank = false;
                text.append(c);
                pattern.append(c == '\\' ? "\\\\" : String.valueOf(c));
            } else if (c == ' ' || c == '\t' || c == '\n') {
                if (open) {
                    end();
                    afterBlank = true;
                }
            } else {
                if (open || !afterBlank) {
                    open = true;
                    end();
                }
                afterBlank = false;
            }
        }
    }

    /** Between the elements of {@code $@}: in quotes the field ends here even if nothing stands in it. */
    void next(boolean quoted) {
        if (open || quoted) {
            end();
        }
    }

    /** An empty {@code "$@"} alone makes no field although it stands in quotes. */
    void nothingInQuotes() {
        nothingInQuotes = true;
    }

    void endWord() {
        if (open && !(nothingInQuotes && text.isEmpty())) {
            end();
        }
        open = false;
        afterBlank = false;
        nothingInQuotes = false;
    }

    private void end() {
        if (fields.size() >= limits.fields()) {
            throw Stop.failed("more than " + limits.fields() + " words in one command", ShellLimits.EXIT_CODE);
        }
        fields.add(new Field(text.toString(), pattern.toString()));
        text.setLength(0);
        pattern.setLength(0);
        open = false;
    }

    private void count(int more) {
        characters += more;
        if (characters > limits.expansionCharacters()) {
            throw Stop.failed(tooLong, ShellLimits.EXIT_CODE);
        }
    }

    List<Field> fields() {
        return fields;
    }
}
