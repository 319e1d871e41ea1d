package dev.reconcile.exercise;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A condition or value in CEL, the expression language that Kubernetes itself uses, made of the words of {@link Vocabulary}. */
public final class Expression {
    /** The most characters of an expression. */
    static final int MAX_CHARACTERS = 4_000;

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z]+");

    /** An expression that is true nowhere. */
    static final Expression NEVER = new Expression("false", null, SimpleType.BOOL);

    private final String source;
    private final CelRuntime.Program program;
    private final Set<String> resources = new TreeSet<>();
    private final boolean timed;
    private final boolean aboutEntries;
    private final CelType type;

    private Expression(String source, CelRuntime.Program program, CelType type) {
        this.source = source;
        this.program = program;
        this.type = type;
        Set<String> words = new TreeSet<>();
        IDENTIFIER.matcher(source).results().map(MatchResult::group).forEach(words::add);
        words.forEach(word -> Scope.resource(word).ifPresent(resources::add));
        this.timed = words.contains("now");
        this.aboutEntries = words.contains("entry");
    }

    /** Whether its value may be true or false, as far as that is known before it is evaluated. */
    boolean isCondition() {
        return type.kind() == CelKind.BOOL || type.kind() == CelKind.DYN;
    }

    /** What kind of value it has, as CEL calls it. */
    String type() {
        return type.name();
    }

    /** Whether it reads an entry of the log. */
    boolean isAboutEntries() {
        return aboutEntries;
    }

    /** Whether it could come out differently after changes of these resources. */
    boolean dependsOnAny(Set<String> changed) {
        return timed || resources.stream().anyMatch(changed::contains);
    }

    /** Whether it could come out differently although nothing has changed. */
    boolean isTimed() {
        return timed;
    }

    /** An expression that cannot be compiled. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;
        private final int offset;

        Malformed(int offset, String message) {
            super(message);
            this.offset = offset;
        }

        /** Which character of the expression is not right, from 0. */
        public int offset() {
            return offset;
        }
    }

    public static Expression compile(String source) throws Malformed {
        if (source.length() > MAX_CHARACTERS) {
            throw new Malformed(MAX_CHARACTERS, "an expression has at most " + MAX_CHARACTERS + " characters");
        }
        try {
            CelAbstractSyntaxTree tree = Vocabulary.CEL.compile(source).getAst();
            return new Expression(source, Vocabulary.CEL.createProgram(tree), tree.getResultType());
        } catch (CelValidationException e) {
            CelIssue issue = e.getErrors().getFirst();
            throw new Malformed(offset(source, issue.getSourceLocation().getLine(), issue.getSourceLocation().getColumn()), issue.getMessage());
        } catch (CelEvaluationException e) {
            throw new Malformed(0, e.getMessage());
        }
    }

    /** @param line from 1 */
    private static int offset(String source, int line, int column) {
        int start = 0;
        for (int i = 1; i < line && source.indexOf('\n', start) >= 0; i++) {
            start = source.indexOf('\n', start) + 1;
        }
        return Math.clamp(start + column, 0, source.length());
    }

    /** Whether it is true there. An expression that fails, say because a field does not exist yet, is not true. */
    boolean holds(Scope scope) {
        if (program == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Vocabulary.eval(program, scope));
        } catch (CelEvaluationException e) {
            return false;
        }
    }

    /** Why it cannot be evaluated there; empty if it can. */
    Optional<String> failure(Scope scope) {
        try {
            return Vocabulary.eval(program, scope) instanceof Boolean ? Optional.empty() : Optional.of("it is neither true nor false");
        } catch (CelEvaluationException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Its value as text; a dash where it has none. */
    String text(Scope scope) {
        try {
            return String.valueOf(Vocabulary.eval(program, scope));
        } catch (CelEvaluationException e) {
            return "–";
        }
    }

    @Override
    public String toString() {
        return source;
    }
}
