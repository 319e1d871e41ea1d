package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Utility;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The part of {@code awk} that picks columns: {@code awk [-F separator] 'condition {print $1, "text" $NF}'}. A condition is {@code /expression/},
 * a comparison of two values, or absent. Anything else is refused.
 */
final class Awk extends Filter {
    static final Program PROGRAM = program(invocation -> make(Arguments.read(invocation, Grammar.of("F:v:").beforeOperands())));

    private final AwkProgram program;
    private final String separator;
    private long number;

    private Awk(Arguments arguments, AwkProgram program) {
        super(arguments.invocation, arguments.operands().subList(1, arguments.operands().size()));
        this.program = program;
        this.separator = arguments.value('F', " ").replace("\\t", "\t");
    }

    private static Utility make(Arguments arguments) {
        if (arguments.problem() != null) {
            return Arguments.failed(arguments.invocation, arguments.problem(), 2);
        }
        if (arguments.operands().isEmpty()) {
            return Arguments.failed(arguments.invocation, "usage: awk [-F separator] 'condition {print $1, $2}' [file ...]", 2);
        }
        if (arguments.has('v')) {
            return Arguments.failed(arguments.invocation, "-v: " + AwkProgram.REFUSAL, 2);
        }
        try {
            return new Awk(arguments, AwkProgram.parse(arguments.operands().getFirst()));
        } catch (Regex.Wrong wrong) {
            return Arguments.failed(arguments.invocation, wrong.getMessage(), 2);
        }
    }

    @Override
    void line(String text, boolean newline) {
        number++;
        try {
            out(program.run(text, fields(text), number));
        } catch (Regex.Wrong wrong) {
            complain(wrong.getMessage());
            status = 2;
            stop();
        }
    }

    private List<String> fields(String text) {
        if (separator.equals(" ")) {
            return text.isBlank() ? List.of() : Arrays.asList(text.strip().split("[ \t]+"));
        }
        if (text.isEmpty()) {
            return List.of();
        }
        Pattern between = separator.length() == 1 ? Pattern.compile(Pattern.quote(separator)) : Regex.compile(separator, true, false);
        return new ArrayList<>(Arrays.asList(between.split(text, -1)));
    }

    @Override
    Json own() {
        return Json.of("number", number);
    }

    @Override
    void loadOwn(Json own) {
        number = own.number(0, "number");
    }
}
