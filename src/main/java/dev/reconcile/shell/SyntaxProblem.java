package dev.reconcile.shell;

/** Why a text is not a shell program. Thrown inside the parser only; outside it is a value. */
final class SyntaxProblem extends RuntimeException {
    static final String END_OF_FILE = "end of file";
    static final String UNTERMINATED_QUOTES = "Unterminated quoted string";

    private final transient Kind kind;
    private final String subject;
    private final String expected;
    private final int line;

    enum Kind {
        /** A token that cannot stand there. */
        UNEXPECTED,
        /** The text ends too early: more of it may make it right. */
        INCOMPLETE,
        /** Anything else, in words. */
        OTHER,
        /** Right, but not offered by this shell. */
        UNSUPPORTED
    }

    SyntaxProblem(Kind kind, String subject, String expected, int line) {
        super(subject, null, false, false);
        this.kind = kind;
        this.subject = subject;
        this.expected = expected;
        this.line = line;
    }

    Kind kind() {
        return kind;
    }

    /** The token, or the whole message. */
    String subject() {
        return subject;
    }

    /** What should have come instead, or null. */
    String expected() {
        return expected;
    }

    int line() {
        return line;
    }
}
