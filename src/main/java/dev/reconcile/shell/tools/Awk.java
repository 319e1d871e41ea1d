package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Regex;
import dev.reconcile.shell.Utility;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * {@code awk [-F separator] [-v name=value] 'program' [file ...]}: POSIX awk without commands to run, to print into or to read from. Where lines are not
 * taken one by one ({@code RS}, {@code getline}), all of the input is read first.
 */
final class Awk extends Filter {
    static final Program PROGRAM = program(invocation -> make(Arguments.read(invocation, Grammar.of("F:v:f:").beforeOperands())));
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*=");
    private static final String USAGE = "usage: awk [-F separator] [-v name=value] 'program' [file ...]";

    private final AwkProgram program;
    private final AwkMachine machine;
    private boolean failed;
    private boolean exited;
    /** What has been read and is not divided into records yet; and the records that wait. */
    private final StringBuilder collected = new StringBuilder();
    private final List<String> records = new ArrayList<>();

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
            AwkMachine machine = new AwkMachine(new AwkFiles(arguments.invocation));
            if (arguments.has('F')) {
                machine.set("FS", AwkValue.of(arguments.value('F', " ").replace("\\t", "\t").replaceFirst("^t$", "\t")));
            }
            for (String assignment : arguments.has('v') ? arguments.value('v').split("\n") : new String[0]) {
                if (!ASSIGNMENT.matcher(assignment).lookingAt()) {
                    return Arguments.failed(arguments.invocation, "improper assignment: -v " + assignment, 2);
                }
                assign(machine, assignment);
            }
            arguments.invocation.environment().variables().forEach((name, value) -> machine.put("ENVIRON", name, AwkValue.input(value)));
            List<String> files = new ArrayList<>(operands.subList(fromFile ? 0 : 1, operands.size()));
            machine.set("ARGC", AwkValue.of(files.size() + 1));
            machine.put("ARGV", "0", AwkValue.input("awk"));
            for (int i = 0; i < files.size(); i++) {
                machine.put("ARGV", Integer.toString(i + 1), AwkValue.input(files.get(i)));
            }
            if (files.stream().allMatch(each -> ASSIGNMENT.matcher(each).lookingAt())) {
                files.add("-");
            }
            return new Awk(arguments, files, AwkProgram.parse(source.get()), machine);
        } catch (Regex.Wrong wrong) {
            return Arguments.failed(arguments.invocation, wrong.getMessage(), 2);
        }
    }

    private static void assign(AwkMachine machine, String assignment) {
        int equals = assignment.indexOf('=');
        machine.set(assignment.substring(0, equals), AwkValue.input(assignment.substring(equals + 1).replace("\\t", "\t").replace("\\n", "\n")));
    }

    @Override
    boolean isFile(String name) {
        boolean assignment = ASSIGNMENT.matcher(name).lookingAt();
        if (assignment) {
            run(with -> {
                assign(with, name);
                return AwkMachine.Flow.ON;
            });
        }
        return !assignment;
    }

    /** Runs a part of the program; what it printed before something went wrong is printed. */
    private void run(Function<AwkMachine, AwkMachine.Flow> part) {
        try {
            AwkMachine.Flow flow = part.apply(machine);
            if (flow == AwkMachine.Flow.EXIT) {
                status = machine.exit();
                exited = true;
                stop();
            }
            out(machine.printed());
        } catch (AwkFunction.Leave leave) {
            machine.leaveAll();
            run(then -> leave.flow());
        } catch (Regex.Wrong wrong) {
            machine.leaveAll();
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
        if (program.readsOn()) {
            return;
        }
        run(program::begin);
        if (!program.reads()) {
            stop();
        }
    }

    @Override
    void beginFile(String name) {
        machine.begin(name);
    }

    private boolean collects() {
        return program.readsOn() || !machine.get("RS").shown().equals("\n");
    }

    @Override
    void line(String text, boolean newline) {
        if (collects()) {
            collected.append(text).append(newline ? "\n" : "");
            return;
        }
        record(text);
    }

    private void record(String text) {
        run(with -> {
            with.read(text);
            return program.line(with);
        });
    }

    @Override
    void endFile(String name) {
        run(with -> {
            records.addAll(AwkMachine.records(collected.toString(), with.get("RS").shown()));
            return AwkMachine.Flow.ON;
        });
        collected.setLength(0);
    }

    private void work() {
        machine.readFrom(() -> records.isEmpty() ? null : records.removeFirst());
        if (program.readsOn()) {
            run(program::begin);
        }
        while (!records.isEmpty() && program.reads() && !failed && !exited) {
            record(records.removeFirst());
        }
    }

    @Override
    int finish() {
        if (collects()) {
            work();
        }
        if (!failed) {
            machine.rested();
            run(program::end);
        }
        return failed || status != 0 ? status : machine.exit();
    }

    @Override
    Json own() {
        return Json.of("machine", machine.save(), "ranges", program.ranges(), "failed", failed, "exited", exited, "collected", collected.toString(), "records", records);
    }

    @Override
    void loadOwn(Json own) {
        machine.load(own.object("machine"));
        program.resume(own.list("ranges").stream().map(Boolean.TRUE::equals).toList());
        failed = own.isTrue("failed");
        exited = own.isTrue("exited");
        collected.append(own.textOrEmpty("collected"));
        records.addAll(own.texts("records"));
    }
}
