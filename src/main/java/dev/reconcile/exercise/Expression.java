package dev.reconcile.exercise;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.bundle.CelBuilder;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A condition or value in CEL, the expression language that Kubernetes itself uses.
 *
 * <p>It sees one variable per resource (a list of all its objects, by the plural: {@code deployments}, {@code pods}), {@code now} (virtual
 * milliseconds since the epoch) and, for counts, {@code entry}. {@code pods.named("a")} is the optional object of that name in the namespace
 * {@code default}.
 */
public final class Expression {
    /** The most passes that the loops of one evaluation may make. */
    private static final int MAX_ITERATIONS = 200_000;

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z]+");
    private static final Cel CEL = cel();

    /** An expression that is true nowhere. */
    static final Expression NEVER = new Expression("false", null);

    private final String source;
    private final CelRuntime.Program program;
    private final Set<String> resources = new TreeSet<>();

    private Expression(String source, CelRuntime.Program program) {
        this.source = source;
        this.program = program;
        IDENTIFIER.matcher(source).results().map(MatchResult::group).forEach(word -> Scope.resource(word).ifPresent(resources::add));
    }

    /** Whether it could come out differently after changes of these resources. */
    boolean dependsOnAny(Set<String> changed) {
        return resources.stream().anyMatch(changed::contains);
    }

    /** An expression that cannot be compiled; the message says what was found, with line and column inside the expression. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    public static Expression compile(String source) throws Malformed {
        try {
            CelAbstractSyntaxTree tree = CEL.compile(source).getAst();
            return new Expression(source, CEL.createProgram(tree));
        } catch (CelValidationException e) {
            CelIssue issue = e.getErrors().getFirst();
            throw new Malformed("%d:%d: %s".formatted(issue.getSourceLocation().getLine(), issue.getSourceLocation().getColumn() + 1, issue.getMessage()));
        } catch (CelEvaluationException e) {
            throw new Malformed(e.getMessage());
        }
    }

    private static Cel cel() {
        CelBuilder builder = CelFactory.standardCelBuilder()
                .setOptions(CelOptions.current()
                        .comprehensionMaxIterations(MAX_ITERATIONS)
                        .enableHeterogeneousNumericComparisons(true)
                        .build())
                .setStandardMacros(dev.cel.parser.CelStandardMacro.STANDARD_MACROS)
                .addCompilerLibraries(CelExtensions.optional(), CelExtensions.strings())
                .addRuntimeLibraries(CelExtensions.optional(), CelExtensions.strings())
                .addVar("now", SimpleType.INT)
                .addVar("entry", SimpleType.DYN)
                .addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration("named",
                        CelOverloadDecl.newMemberOverload("list_named_string", OptionalType.create(SimpleType.DYN), ListType.create(SimpleType.DYN),
                                SimpleType.STRING)))
                .addFunctionBindings(CelFunctionBinding.from("list_named_string", List.class, String.class, Expression::named));
        for (String resource : Scope.names()) {
            builder.addVar(resource, ListType.create(SimpleType.DYN));
        }
        return builder.build();
    }

    private static Optional<?> named(List<?> objects, String name) {
        return objects.stream()
                .filter(object -> object instanceof Map<?, ?> map
                        && map.get("metadata") instanceof Map<?, ?> metadata
                        && name.equals(metadata.get("name"))
                        && Optional.ofNullable(metadata.get("namespace")).map("default"::equals).orElse(true))
                .findFirst();
    }

    /** Whether it is true there. An expression that fails, say because a field does not exist yet, is not true. */
    boolean holds(Scope scope) {
        if (program == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(program.eval(scope));
        } catch (CelEvaluationException e) {
            return false;
        }
    }

    /** Its value as text; a dash where it has none. */
    String text(Scope scope) {
        try {
            return String.valueOf(program.eval(scope));
        } catch (CelEvaluationException e) {
            return "–";
        }
    }

    @Override
    public String toString() {
        return source;
    }
}
