package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.tools.Arguments.Grammar;

/** {@code cat}: prints files one after the other. */
final class Cat extends Filter {
    static final Program PROGRAM = program(Arguments.reading(
            Grammar.of("nbsAEetTuv", "number=n", "number-nonblank=b", "squeeze-blank=s", "show-all=A", "show-ends=E"), 1, Cat::new));

    private final Arguments arguments;
    private final boolean ends;
    private long number;
    private boolean blankBefore;

    private Cat(Arguments arguments) {
        super(arguments.invocation, arguments.operands());
        this.arguments = arguments;
        this.ends = arguments.has('A') || arguments.has('E') || arguments.has('e');
    }

    @Override
    void line(String text, boolean newline) {
        if (arguments.has('s') && text.isEmpty() && blankBefore) {
            return;
        }
        blankBefore = text.isEmpty();
        boolean numbered = arguments.has('b') ? !text.isEmpty() : arguments.has('n');
        String shown = arguments.has('A') || arguments.has('T') || arguments.has('t') ? text.replace("\t", "^I") : text;
        out((numbered ? String.format("%6d\t", ++number) : "") + shown + (newline ? (ends ? "$\n" : "\n") : ""));
    }

    @Override
    Json own() {
        return Json.of("number", number, "blank", blankBefore);
    }

    @Override
    void loadOwn(Json own) {
        number = own.number(0, "number");
        blankBefore = own.isTrue("blank");
    }
}
