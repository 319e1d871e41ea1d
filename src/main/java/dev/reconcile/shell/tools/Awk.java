package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Regex;
import dev.reconcile.shell.Utility;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code awk [-F separator] [-v name=value] 'program' [file ...]}: POSIX awk without functions of one's own, without getline, and without files or commands
 * to print into.
 */
final class Awk extends Filter {
    static final Program PROGRAM = program(invocation -> make(Arguments.read(invocation, Grammar.of("F:v:f:").beforeOperands())));
    private static final String USAGE = "usage: awk [-F separator] [-v name=value] 'program' [file ...]";

    private final AwkProgram program;
    private final AwkMachine machine;
    private boolean failed;

    private Awk(Arguments arguments, List<String> files, AwkProgram program, AwkMachine machine) {
        super(arguments.invocation, files);
        this.program = program;
        this.machine = machine;
    }

    private static Utility make(Arguments arguments) {
        if (arguments.problem() != null) {
            return Arguments.failed(arguments.invocation, arguments.problem(), 2);
        }
        List<String> operands = arguments.operands();
        boolean fromFile = arguments.has('f');
        if (operands.isEmpty() && !fromFile) {
            return Arguments.failed(arguments.invocation, USAGE, 2);
        }
        Optional<String> source = fromFile ? arguments.invocation.files().content(arguments.invocation.path(arguments.value('f', ""))) : Optional.of(operands.getFirst());
        if (source.isEmpty()) {
            return Arguments.failed(arguments.invocation, "can't open file " + arguments.value('f', ""), 2);
        }
        try {
            AwkMachine machine = new AwkMachine();
            if (arguments.has('F')) {
                machine.set("FS", AwkValue.of(arguments.value('F', " ").replace("\\t", "\t").replaceFirst("^t$", "\t")));
            }
            for (String assignment : arguments.has('v') ? arguments.value('v').split("\n") : new String[0]) {
                int equals = assignment.indexOf('=');
                if (equals <= 0) {
                    return Arguments.failed(arguments.invocation, "improper assignment: -v " + assignment, 2);
                }
                machine.set(assignment.substring(0, equals), AwkValue.input(assignment.substring(equals + 1).replace("\\t", "\t").replace("\\n", "\n")));
            }
            arguments.invocation.environment().variables().forEach((name, value) -> machine.put("ENVIRON", name, AwkValue.input(value)));
            return new Awk(arguments, operands.subList(fromFile ? 0 : 1, operands.size()), AwkProgram.parse(source.get()), machine);
        } catch (Regex.Wrong wrong) {
            return Arguments.failed(arguments.invocation, wrong.getMessage(), 2);
        }
    }

    /** Runs a part of the program; what it printed before something went wrong is printed. */
    private void run(Function<AwkMachine, AwkMachine.Flow> part) {
        try {
            AwkMachine.Flow flow = part.apply(machine);
            if (flow == AwkMachine.Flow.EXIT) {
                status = machine.exit();
                stop();
            }
            out(machine.printed());
        } catch (Regex.Wrong wrong) {
            out(machine.printed());
            complain(wrong.getMessage());
            status = 2;
            failed = true;
            stop();
        }
    }

    @Override
    void cannotRead(String name, FileProblem problem) {
        super.cannotRead(name, problem);
        status = 2;
    }

    @Override
    void begin() {
        run(program::begin);
        if (!program.reads()) {
            stop();
        }
    }

    @Override
    void beginFile(String name) {
        machine.begin(name);
    }

    @Override
    void line(String text, boolean newline) {
        machine.read(text);
        run(program::line);
    }

    @Override
    int finish() {
        if (!failed) {
            machine.rested();
            run(program::end);
        }
        return failed || status != 0 ? status : machine.exit();
    }

    @Override
    Json own() {
        return Json.of("machine", machine.save(), "ranges", program.ranges(), "failed", failed);
    }

    @Override
    void loadOwn(Json own) {
        machine.load(own.object("machine"));
        program.resume(own.list("ranges").stream().map(Boolean.TRUE::equals).toList());
        failed = own.isTrue("failed");
    }
}
