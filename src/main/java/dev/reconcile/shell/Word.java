package dev.reconcile.shell;

import java.util.List;

/** One word as it was written: pieces that expand to any number of fields. */
record Word(List<Part> parts) {
    Word {
        parts = List.copyOf(parts);
    }

    static Word quoted(String text) {
        return new Word(List.of(new Part.Literal(text, true)));
    }

    /** The word's text if it is a single unquoted literal, otherwise null. */
    String plain() {
        return parts.size() == 1 && parts.getFirst() instanceof Part.Literal literal && !literal.quoted() ? literal.text() : null;
    }

    /** Whether expanding it can start a process, and so can wait. */
    boolean substitutes() {
        return parts.stream().anyMatch(part -> switch (part) {
            case Part.Literal literal -> false;
            case Part.Tilde tilde -> false;
            case Part.Parameter parameter -> parameter.argument() != null && parameter.argument().substitutes()
                    || parameter.subscript() != null && parameter.subscript().substitutes();
            case Part.Substitution substitution -> true;
            case Part.Calculation calculation -> calculation.expression().substitutes();
        });
    }
}
