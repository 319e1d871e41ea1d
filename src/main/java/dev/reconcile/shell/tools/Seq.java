package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Decimals;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Utility;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code seq}: counts. */
final class Seq extends Utility {
    static final Program PROGRAM = program(invocation -> {
        // Negative numbers are operands, not options.
        boolean numbers = invocation.operands().stream().anyMatch(word -> word.matches("-[\\d.].*"));
        return numbers ? make(Arguments.read(invocation.withArgs(escaped(invocation.args())), grammar())) : make(Arguments.read(invocation, grammar()));
    });

    private static final int NUMBERS_PER_TURN = 200;

    private final BigDecimal step;
    private final BigDecimal last;
    private final String separator;
    private final boolean equalWidth;
    private final Format format;
    private final int scale;
    private BigDecimal next;
    private boolean begun;

    private Seq(Arguments arguments, BigDecimal first, BigDecimal step, BigDecimal last) {
        super(arguments.invocation);
        this.next = first;
        this.step = step;
        this.last = last;
        this.separator = arguments.value('s', "\n");
        this.equalWidth = arguments.has('w');
        this.format = Format.read(arguments.value('f'));
        this.scale = Math.max(0, Math.max(first.scale(), step.scale()));
    }

    /** {@code -f}: a text with one number in it, which {@code %g}, {@code %f} or {@code %e} stands for. */
    private record Format(String before, String flags, int width, int precision, char kind, String after) {
        private static final Pattern WRITTEN = Pattern.compile("([^%]*)%([-0+ ]*)(\\d{0,3})(?:\\.(\\d{0,3}))?([gfe])([^%]*)");

        static Format read(String written) {
            Matcher matcher = WRITTEN.matcher(written == null ? "" : written);
            return !matcher.matches() ? null : new Format(matcher.group(1), matcher.group(2), matcher.group(3).isEmpty() ? 0 : Integer.parseInt(matcher.group(3)),
                    matcher.group(4) == null || matcher.group(4).isEmpty() ? 6 : Integer.parseInt(matcher.group(4)), matcher.group(5).charAt(0), matcher.group(6));
        }

        String of(double number) {
            String digits = kind == 'g' ? Decimals.general(number, precision, 'g') : kind == 'f' ? Decimals.fixed(number, precision)
                    : String.format(Locale.ROOT, "%." + precision + "e", number);
            String missing = (flags.contains("0") && !flags.contains("-") ? "0" : " ").repeat(Math.max(0, width - digits.length()));
            return flags.contains("-") ? digits + missing : missing + digits;
        }
    }

    private static Grammar grammar() {
        return Grammar.of("s:wf:", "separator=s", "equal-width=w", "format=f").beforeOperands();
    }

    private static List<String> escaped(List<String> args) {
        int first = 1;
        while (first < args.size() && !args.get(first).matches("-?[\\d.].*")) {
            first++;
        }
        List<String> words = new ArrayList<>(args);
        words.add(first, "--");
        return words;
    }

    private static Utility make(Arguments arguments) {
        List<String> operands = arguments.operands();
        if (arguments.problem() != null) {
            return Arguments.usage(arguments.invocation, arguments.problem(), 1);
        }
        if (operands.isEmpty()) {
            return Arguments.usage(arguments.invocation, "missing operand", 1);
        }
        if (operands.size() > 3) {
            return Arguments.usage(arguments.invocation, "extra operand '" + operands.get(3) + "'", 1);
        }
        for (String operand : operands) {
            if (!operand.matches("[-+]?(\\d{1,15}(\\.\\d{0,9})?|\\.\\d{1,9})")) {
                return Arguments.usage(arguments.invocation, "invalid floating point argument: '" + operand + "'", 1);
            }
        }
        BigDecimal first = operands.size() > 1 ? new BigDecimal(operands.getFirst()) : BigDecimal.ONE;
        BigDecimal step = operands.size() > 2 ? new BigDecimal(operands.get(1)) : BigDecimal.ONE;
        if (step.signum() == 0) {
            return Arguments.usage(arguments.invocation, "invalid Zero increment value: '" + operands.get(1) + "'", 1);
        }
        return new Seq(arguments, first, step, new BigDecimal(operands.getLast()));
    }

    @Override
    protected Progress run() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < NUMBERS_PER_TURN; i++) {
            if (step.signum() > 0 ? next.compareTo(last) > 0 : next.compareTo(last) < 0) {
                out(text + (begun ? "\n" : ""));
                return Progress.exited(0);
            }
            text.append(begun ? separator : "").append(shown(next));
            begun = true;
            next = next.add(step);
        }
        out(text.toString());
        return new Progress.Working();
    }

    private String shown(BigDecimal number) {
        if (format != null) {
            return format.before() + format.of(number.doubleValue()) + format.after();
        }
        String plain = number.setScale(scale).toPlainString();
        int width = equalWidth ? Math.max(last.setScale(Math.max(scale, last.scale())).toPlainString().length(), plain.length()) : 0;
        boolean negative = plain.startsWith("-");
        String digits = negative ? plain.substring(1) : plain;
        return (negative ? "-" : "") + "0".repeat(Math.max(0, width - plain.length())) + digits;
    }

    @Override
    protected Json state() {
        return Json.of("next", next.toPlainString(), "begun", begun);
    }

    @Override
    protected void load(Json state) {
        next = new BigDecimal(state.text("next"));
        begun = state.isTrue("begun");
    }
}
