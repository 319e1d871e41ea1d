package dev.reconcile.shell;

import dev.reconcile.shell.Builtins.Call;
import java.util.List;
import java.util.Locale;

/** {@code printf}: the format is used again as long as arguments are left. */
final class PrintfFormat {
    /** No field is wider. */
    private static final int MAX_WIDTH = 1_000;

    private final String format;
    private final List<String> arguments;
    private final Call call;
    private final StringBuilder result = new StringBuilder();
    private int next;
    private int status;
    private boolean stopped;

    PrintfFormat(String format, List<String> arguments, Call call) {
        this.format = format;
        this.arguments = arguments;
        this.call = call;
    }

    int status() {
        return status;
    }

    String run() {
        int before;
        do {
            before = next;
            once();
        } while (!stopped && next < arguments.size() && next > before && result.length() <= call.state().limits().expansionCharacters());
        return result.toString();
    }

    private void once() {
        int i = 0;
        while (i < format.length() && !stopped) {
            int percent = format.indexOf('%', i);
            int end = percent < 0 ? format.length() : percent;
            result.append(Escapes.expand(format.substring(i, end), false).text());
            if (percent < 0) {
                return;
            }
            i = conversion(percent + 1);
        }
    }

    /** Carries out the conversion that starts here, and gives the place after it. */
    private int conversion(int start) {
        int i = start;
        while (i < format.length() && "-+ #0".indexOf(format.charAt(i)) >= 0) {
            i++;
        }
        String flags = format.substring(start, i);
        int[] width = {-1};
        i = size(i, width);
        int[] precision = {-1};
        if (i < format.length() && format.charAt(i) == '.') {
            i = size(i + 1, precision);
            precision[0] = Math.max(0, precision[0]);
        }
        if (i >= format.length()) {
            return problem(call.dash() ? "printf: %" + format.substring(start) + ": invalid directive" : "printf: `%': missing format character", i);
        }
        char kind = format.charAt(i);
        if (width[0] < -1) {
            flags += "-";
            width[0] = -width[0];
        }
        convert(kind, flags, Math.min(width[0], MAX_WIDTH), Math.min(precision[0], MAX_WIDTH), format.substring(start - 1, i + 1));
        return i + 1;
    }

    private int size(int start, int[] size) {
        int i = start;
        if (i < format.length() && format.charAt(i) == '*') {
            size[0] = (int) Math.max(-MAX_WIDTH, Math.min(MAX_WIDTH, number(argument("0"))));
            return i + 1;
        }
        while (i < format.length() && Character.isDigit(format.charAt(i))) {
            size[0] = Math.min(MAX_WIDTH, Math.max(0, size[0]) * 10 + format.charAt(i) - '0');
            i++;
        }
        return i;
    }

    private void convert(char kind, String flags, int width, int precision, String written) {
        switch (kind) {
            case '%' -> result.append('%');
            case 's' -> text(argument(""), flags, width, precision);
            case 'b' -> {
                Escapes escapes = Escapes.expand(argument(""), true);
                text(escapes.text(), flags, width, precision);
                stopped = escapes.stopped();
            }
            case 'q' -> text(call.dash() ? Quoting.quote(argument("")) : Quoting.escaped(argument("")), flags, width, precision);
            case 'c' -> {
                String argument = argument("");
                text(argument.isEmpty() ? "" : argument.substring(0, argument.offsetByCodePoints(0, 1)), flags, width, -1);
            }
            case 'd', 'i' -> integer(Long.toString(number(argument("0"))), flags, width, precision);
            case 'u' -> integer(Long.toUnsignedString(number(argument("0"))), flags, width, precision);
            case 'o' -> integer(Long.toOctalString(number(argument("0"))), flags.replaceAll("[+ ]", ""), width, precision);
            case 'x' -> integer((flags.contains("#") ? "0x" : "") + Long.toHexString(number(argument("0"))), flags.replaceAll("[+ ]", ""), width, precision);
            case 'X' -> integer((flags.contains("#") ? "0X" : "") + Long.toHexString(number(argument("0"))).toUpperCase(Locale.ROOT),
                    flags.replaceAll("[+ ]", ""), width, precision);
            case 'f', 'F', 'e', 'E', 'g', 'G' -> decimal(kind, flags, width, precision);
            default -> {
                problem(call.dash() ? "printf: " + written + ": invalid directive" : "printf: `" + kind + "': invalid format character", 0);
                stopped = true;
            }
        }
    }

    private void text(String text, String flags, int width, int precision) {
        pad(precision >= 0 && precision < text.length() ? text.substring(0, precision) : text, flags, width, ' ');
    }

    private void integer(String digits, String flags, int width, int precision) {
        boolean negative = digits.startsWith("-");
        String bare = negative ? digits.substring(1) : digits;
        while (bare.length() < precision) {
            bare = "0" + bare;
        }
        String sign = negative ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
        boolean zeros = flags.contains("0") && !flags.contains("-") && precision < 0;
        while (zeros && sign.length() + bare.length() < width) {
            bare = "0" + bare;
        }
        pad(sign + bare, flags, width, ' ');
    }

    private void decimal(char kind, String flags, int width, int precision) {
        String argument = argument("0");
        double value = 0;
        try {
            value = argument.isEmpty() ? 0 : Double.parseDouble(argument);
        } catch (NumberFormatException e) {
            notANumber(argument);
        }
        int digits = precision < 0 ? 6 : precision;
        String text = switch (kind) {
            case 'f', 'F' -> Decimals.fixed(value, digits);
            case 'e', 'E' -> String.format(Locale.ROOT, "%." + digits + (kind == 'e' ? "e" : "E"), value);
            default -> Decimals.general(value, digits, kind);
        };
        integer(text, flags, width, -1);
    }

    private void pad(String text, String flags, int width, char with) {
        String padding = String.valueOf(with).repeat(Math.max(0, width - text.codePointCount(0, text.length())));
        result.append(flags.contains("-") ? text + padding : padding + text);
    }

    private String argument(String otherwise) {
        return next < arguments.size() ? arguments.get(next++) : otherwise;
    }

    private long number(String argument) {
        if (argument.startsWith("'") || argument.startsWith("\"")) {
            return argument.length() > 1 ? argument.codePointAt(1) : 0;
        }
        Long number = Numerals.read(argument.stripLeading());
        if (number == null) {
            notANumber(argument);
            String digits = argument.replaceFirst("^([-+]?\\d*).*", "$1");
            number = Numerals.read(digits);
        }
        return number == null ? 0 : number;
    }

    private void notANumber(String argument) {
        if (argument.isEmpty() && !call.dash()) {
            return;
        }
        boolean started = argument.matches("[-+]?\\d.*");
        if (call.state().dialect() == Dialect.ASH) {
            problem("invalid number '" + argument + "'", 0);
            return;
        }
        problem("printf: " + argument + ": " + (!call.dash() ? "invalid number" : started ? "not completely converted" : "expected numeric value"), 0);
    }

    private int problem(String message, int place) {
        status = call.fail(message, 1);
        return place;
    }
}
