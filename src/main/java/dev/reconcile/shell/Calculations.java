package dev.reconcile.shell;

import dev.reconcile.shell.Command.Token;
import java.util.ArrayList;
import java.util.List;

/** Bash's {@code ((…))}, which succeeds unless it comes to 0, and {@code for ((…; …; …))}. */
final class Calculations {
    private final Parser parser;
    private final Cursor cursor;
    private final Words words;

    Calculations(Parser parser, Cursor cursor, Words words) {
        this.parser = parser;
        this.cursor = cursor;
        this.words = words;
    }

    /** Whether one begins here, and not two subshells within each other: then both parentheses are closed together. */
    static boolean begin(Cursor cursor, Dialect dialect) {
        if (dialect != Dialect.BASH || cursor.peek() != '(' || cursor.peek(1) != '(') {
            return false;
        }
        int depth = 0;
        for (int i = 0; cursor.peek(i) != Cursor.END; i++) {
            char c = cursor.peek(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ')' && depth == 1) {
                return cursor.peek(i + 1) == ')';
            }
        }
        return false;
    }

    Command read() {
        int line = cursor.line();
        return new Command.Conditional(List.of(new Token("", words.calculation()), new Token("", literal("-ne")), new Token("", literal("0"))), line);
    }

    private static Word literal(String text) {
        return new Word(List.of(new Part.Literal(text, false)));
    }

    /** After {@code for}; without a condition it goes on. */
    Command counting() {
        int line = cursor.line();
        cursor.next();
        cursor.next();
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int depth = 0;
        while (depth > 0 || !cursor.take("))")) {
            if (cursor.atEnd()) {
                throw new SyntaxProblem(SyntaxProblem.Kind.INCOMPLETE, "Missing '))'", null, line);
            }
            char c = cursor.next();
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ';' && depth == 0) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        if (parts.size() != 3) {
            throw new SyntaxProblem(SyntaxProblem.Kind.OTHER, "arithmetic expression required", null, line);
        }
        parser.separator();
        parser.skipNewlines();
        return new Command.Counting(nested(parts.get(0), line), nested(parts.get(1), line), nested(parts.get(2), line), parser.body());
    }

    private Command nested(String text, int line) {
        return parser.nested("((" + (text.isBlank() ? "1" : text) + "))", line);
    }
}
