package dev.reconcile.shell;

import java.util.Optional;
import java.util.TreeMap;

/** Whether what a person has typed so far can be run: asked at every Enter. */
public sealed interface Completeness {
    record Complete() implements Completeness {}

    /** An open quote, a here-document, an {@code if} without {@code fi}, a backslash at the end: another line is to be asked for. */
    record NeedsMore() implements Completeness {}

    /** More text cannot make it right. The message is without the shell's name. */
    record Wrong(String message) implements Completeness {}

    static Completeness of(String text, Dialect dialect) {
        if (endsWithContinuation(text)) {
            return new NeedsMore();
        }
        Parser parser = new Parser(text, 0, 1, new TreeMap<>(), dialect);
        try {
            for (Optional<Unit> unit = parser.nextUnit(); unit.isPresent(); unit = parser.nextUnit()) {
                if (parser.documentOpen()) {
                    return new NeedsMore();
                }
            }
            return new Complete();
        } catch (SyntaxProblem problem) {
            return problem.kind() == SyntaxProblem.Kind.INCOMPLETE ? new NeedsMore() : new Wrong(Complaints.syntax(problem, dialect));
        }
    }

    /** A backslash that is itself not escaped, at the very end. */
    private static boolean endsWithContinuation(String text) {
        String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1 && !line.substring(line.lastIndexOf('\n') + 1).stripLeading().startsWith("#");
    }
}
