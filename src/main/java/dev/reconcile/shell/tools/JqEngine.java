package dev.reconcile.shell.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;

/**
 * Runs programs of the jq language: a library's interpreter with this lab's clock, and with limits. Calls and outputs are counted, so that a program
 * without end is stopped; one that grows too large for the memory is, too.
 */
final class JqEngine {
    /** Calls of functions and values passed on by them, in one run. */
    static final int MOST_STEPS = 300_000;

    private static final Version LANGUAGE = Versions.JQ_1_7;

    /** What a run gave before it ended or failed. */
    record Outcome(List<JsonNode> values, Failure failure) {}

    /**
     * Why a run ended early.
     *
     * @param compile whether the program could not be read at all
     */
    record Failure(boolean compile, String message) {}

    /** Ends a run that takes too much. */
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private TooMuch() {
            super("more than " + MOST_STEPS + " steps", null, false, false);
        }
    }

    private final String program;
    private final Map<String, JsonNode> variables;
    private final long nowMillis;
    private int steps;

    /** @param variables by name without the dollar sign */
    JqEngine(String program, Map<String, JsonNode> variables, long nowMillis) {
        this.program = program;
        this.variables = new LinkedHashMap<>(variables);
        this.nowMillis = nowMillis;
    }

    Outcome run(JsonNode input) {
        List<JsonNode> values = new ArrayList<>();
        JsonQuery query;
        try {
            query = JsonQuery.compile(program, LANGUAGE);
        } catch (JsonQueryException | StackOverflowError | RuntimeException e) {
            return new Outcome(values, new Failure(true, message(e)));
        }
        try {
            query.apply(scope(), input, value -> {
                count();
                values.add(value);
            });
            return new Outcome(values, null);
        } catch (JsonQueryException | RuntimeException e) {
            return new Outcome(values, new Failure(false, message(e)));
        } catch (StackOverflowError | OutOfMemoryError e) {
            return new Outcome(values, new Failure(false, "stopped: the program needs too much memory"));
        }
    }

    private static String message(Throwable problem) {
        return problem instanceof TooMuch ? "stopped: " + problem.getMessage() : problem.getMessage() == null ? "cannot be evaluated"
                : problem.getMessage().replace(" with string \"", " with \"");
    }

    private void count() {
        if (++steps > MOST_STEPS) {
            throw new TooMuch();
        }
    }

    private Scope scope() {
        Scope root = Scope.newEmptyScope();
        BuiltinFunctionLoader.getInstance().loadFunctions(LANGUAGE, root);
        new LinkedHashMap<>(root.getLocalFunctions()).forEach((name, function) -> root.addFunction(name, new Counted(function)));
        root.addFunction("now", 0, (scope, arguments, in, path, output, version) -> output.emit(new DoubleNode(nowMillis / 1000.0), null));
        root.addFunction("env", 0, (scope, arguments, in, path, output, version) -> output.emit(new ObjectMapper().createObjectNode(), null));
        Scope scope = Scope.newChildScope(root);
        variables.forEach(scope::setValue);
        return scope;
    }

    /** A function whose calls and outputs count. */
    private final class Counted implements Function {
        private final Function function;

        private Counted(Function function) {
            this.function = function;
        }

        @Override
        public void apply(Scope scope, List<Expression> arguments, JsonNode in, Path path, PathOutput output, Version version) throws JsonQueryException {
            count();
            function.apply(scope, arguments, in, path, (value, where) -> {
                count();
                output.emit(value, where);
            }, version);
        }
    }

    /** A JSON text as a value. */
    static JsonNode value(String json) throws JsonProcessingException {
        return new ObjectMapper().readTree(json);
    }
}
