package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Input;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Utility;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.util.Optional;

/** {@code tee}: copies its input to its output and to files. */
final class Tee extends Utility {
    static final Program PROGRAM = program(Arguments.reading(Grammar.of("ai", "append=a", "ignore-interrupts=i"), 1, Tee::new));

    private static final int CHARACTERS_PER_TURN = 4_096;

    private final Arguments arguments;
    private boolean begun;
    private int status;

    private Tee(Arguments arguments) {
        super(arguments.invocation);
        this.arguments = arguments;
    }

    @Override
    protected Progress run() {
        if (!begun) {
            begun = true;
            arguments.operands().forEach(name -> write(name, "", !arguments.has('a')));
        }
        Input in = invocation.io().in();
        String text = in.take(CHARACTERS_PER_TURN);
        if (text.isEmpty()) {
            return in.ended() ? Progress.exited(status) : Progress.forInput();
        }
        out(text);
        arguments.operands().forEach(name -> write(name, text, false));
        return new Progress.Working();
    }

    private void write(String name, String text, boolean anew) {
        String path = invocation.path(name);
        if (path.equals("/dev/null") || !anew && !text.isEmpty() && !invocation.files().isFile(path)) {
            return;
        }
        Optional<FileProblem> problem = anew ? invocation.files().write(path, text) : invocation.files().append(path, text);
        problem.ifPresent(why -> {
            complain(name + ": " + why.text());
            status = 1;
        });
    }

    @Override
    protected Json state() {
        return Json.of("begun", begun, "status", status);
    }

    @Override
    protected void load(Json state) {
        begun = state.isTrue("begun");
        status = (int) state.number(0, "status");
    }
}
