package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Input;
import dev.reconcile.shell.Pattern;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Utility;
import dev.reconcile.shell.tools.Arguments.Grammar;

/** {@code tr}: translates, squeezes or deletes characters of its input. */
final class Tr extends Utility {
    static final Program PROGRAM = program(Arguments.reading(
            Grammar.of("dscC", "delete=d", "squeeze-repeats=s", "complement=c").beforeOperands(), 1, Tr::make));

    private static final int CHARACTERS_PER_TURN = 4_096;

    private final boolean delete;
    private final boolean squeeze;
    private final boolean complement;
    private final String from;
    private final String to;
    private int last = -1;

    private Tr(Arguments arguments) {
        super(arguments.invocation);
        this.delete = arguments.has('d');
        this.squeeze = arguments.has('s');
        this.complement = arguments.has('c') || arguments.has('C');
        this.from = expand(arguments.operands().getFirst());
        this.to = arguments.operands().size() > 1 ? expand(arguments.operands().get(1)) : "";
    }

    private static Utility make(Arguments arguments) {
        int operands = arguments.operands().size();
        if (operands == 0) {
            return Arguments.usage(arguments.invocation, "missing operand", 1);
        }
        String last = arguments.operands().getLast();
        boolean one = arguments.has('d') != arguments.has('s');
        if (operands == 1 && !one) {
            String why = arguments.has('d') ? "Two strings must be given when both deleting and squeezing repeats." : "Two strings must be given when translating.";
            return Arguments.usage(arguments.invocation, "missing operand after '" + last + "'\n" + why, 1);
        }
        if (operands > 2 || operands == 2 && arguments.has('d') && !arguments.has('s')) {
            return Arguments.usage(arguments.invocation, "extra operand '" + last + "'"
                    + (operands == 2 ? "\nOnly one string may be given when deleting without squeezing repeats." : ""), 1);
        }
        if (operands == 2 && arguments.operands().get(1).isEmpty() && !arguments.has('d')) {
            return Arguments.failed(arguments.invocation, "when not truncating set1, string2 must be non-empty", 1);
        }
        return new Tr(arguments);
    }

    /** Ranges, classes and escapes as the characters that they stand for. */
    private static String expand(String set) {
        StringBuilder expanded = new StringBuilder();
        for (int i = 0; i < set.length(); i++) {
            char c = set.charAt(i);
            int close = set.startsWith("[:", i) ? set.indexOf(":]", i + 2) : -1;
            if (close > 0) {
                for (char each = 0; each < 128; each++) {
                    if (Pattern.named(set.substring(i + 2, close), each)) {
                        expanded.append(each);
                    }
                }
                i = close + 1;
            } else if (c == '\\' && i + 1 < set.length()) {
                int simple = "abfnrtv\\".indexOf(set.charAt(++i));
                expanded.append(simple >= 0 ? "\u0007\b\f\n\r\t\u000b\\".charAt(simple) : set.charAt(i) == '0' ? '\0' : set.charAt(i));
            } else if (i + 2 < set.length() && set.charAt(i + 1) == '-' && set.charAt(i + 2) >= c) {
                for (int each = c; each <= set.charAt(i + 2); each++) {
                    expanded.append((char) each);
                }
                i += 2;
            } else {
                expanded.append(c);
            }
        }
        return expanded.toString();
    }

    @Override
    protected Progress run() {
        Input in = invocation.io().in();
        String text = in.take(CHARACTERS_PER_TURN);
        if (text.isEmpty()) {
            return in.ended() ? Progress.exited(0) : Progress.forInput();
        }
        StringBuilder result = new StringBuilder();
        String squeezed = to.isEmpty() ? from : to;
        for (char c : text.toCharArray()) {
            boolean member = from.indexOf(c) >= 0 != complement;
            if (delete && member) {
                continue;
            }
            char translated = member && !delete && !to.isEmpty() ? translate(c) : c;
            boolean squeezable = squeeze && (to.isEmpty() ? member : squeezed.indexOf(translated) >= 0);
            if (!(squeezable && last == translated)) {
                result.append(translated);
            }
            last = translated;
        }
        out(result.toString());
        return new Progress.Working();
    }

    private char translate(char c) {
        return complement ? to.charAt(to.length() - 1) : to.charAt(Math.min(from.indexOf(c), to.length() - 1));
    }

    @Override
    protected Json state() {
        return Json.of("last", last);
    }

    @Override
    protected void load(Json state) {
        last = (int) state.number(-1, "last");
    }
}
