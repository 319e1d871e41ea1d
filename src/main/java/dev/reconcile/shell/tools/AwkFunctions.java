package dev.reconcile.shell.tools;

import dev.reconcile.shell.Decimals;
import dev.reconcile.shell.Regex;
import dev.reconcile.shell.tools.AwkMachine.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The functions of awk, and its {@code printf}. */
final class AwkFunctions {
    private static final List<String> NAMES = List.of("length", "substr", "index", "split", "sub", "gsub", "match", "sprintf", "toupper", "tolower", "int", "sqrt", "exp",
            "log", "sin", "cos", "atan2", "rand", "srand", "close", "fflush");
    private static final Pattern CONVERSION = Pattern.compile("%([-+ #0]*)(\\*|\\d{0,4})(?:\\.(\\*|\\d{0,4}))?([a-zA-Z%])");
    private static final int MOST_WIDE = 1_000;

    /** Looks for a regular expression. */
    interface Search {
        Pattern pattern(AwkMachine machine);

        default boolean in(AwkMachine machine, String text) {
            return Regex.find(Regex.matcher(pattern(machine), text), 0);
        }
    }

    /** A regular expression in slashes: alone it is looked for in the line. */
    record Literal(Search search) implements Expression {
        @Override
        public AwkValue of(AwkMachine machine) {
            return AwkValue.of(search.in(machine, machine.field(0).shown()));
        }
    }

    private AwkFunctions() {}

    static boolean knows(String name) {
        return NAMES.contains(name);
    }

    static Search search(String expression) {
        Pattern pattern = compiled(expression);
        return machine -> pattern;
    }

    static Search search(Expression expression) {
        return expression instanceof Literal literal ? literal.search() : machine -> compiled(expression.of(machine).shown());
    }

    private static Pattern compiled(String expression) {
        return Regex.compile(expression, true, false);
    }

    static DoubleBinaryOperator arithmetic(char operator) {
        return switch (operator) {
            case '+' -> Double::sum;
            case '-' -> (a, b) -> a - b;
            case '*' -> (a, b) -> a * b;
            case '/' -> (a, b) -> divided(a, b) / b;
            case '%' -> (a, b) -> divided(a, b) % b;
            default -> Math::pow;
        };
    }

    private static double divided(double number, double by) {
        if (by == 0) {
            throw new Regex.Wrong("division by zero");
        }
        return number;
    }

    static Expression call(String name, List<Expression> given) {
        int least = switch (name) {
            case "length", "rand", "srand", "fflush" -> 0;
            case "substr", "index", "split", "sub", "gsub", "match", "atan2" -> 2;
            default -> 1;
        };
        if (given.size() < least || given.size() > Math.max(1, least + 1) && !name.equals("sprintf")) {
            throw new Regex.Wrong("wrong number of arguments for " + name);
        }
        return switch (name) {
            case "length" -> length(given.isEmpty() ? AwkPlace.wholeLine() : given.getFirst());
            case "substr" -> machine -> AwkValue.of(substring(given, machine));
            case "index" -> machine -> AwkValue.of(text(given, 0, machine).indexOf(text(given, 1, machine)) + 1.0);
            case "split" -> split(given);
            case "sub", "gsub" -> replaced(given, name.equals("gsub"));
            case "match" -> match(given);
            case "sprintf" -> machine -> AwkValue.of(formatted(given, machine));
            case "toupper" -> machine -> AwkValue.of(text(given, 0, machine).toUpperCase(Locale.ROOT));
            case "tolower" -> machine -> AwkValue.of(text(given, 0, machine).toLowerCase(Locale.ROOT));
            case "atan2" -> machine -> AwkValue.of(Math.atan2(given.get(0).of(machine).number(), given.get(1).of(machine).number()));
            case "rand" -> machine -> AwkValue.of(machine.random());
            case "srand" -> machine -> AwkValue.of(machine.seed(given.isEmpty() ? 0 : (long) given.getFirst().of(machine).number()));
            case "close" -> machine -> AwkValue.of(machine.files().close(text(given, 0, machine)) ? 0 : -1);
            case "fflush" -> machine -> AwkValue.FALSE;
            default -> machine -> AwkValue.of(calculated(name, given.getFirst().of(machine).number()));
        };
    }

    private static String text(List<Expression> given, int index, AwkMachine machine) {
        return given.get(index).of(machine).shown();
    }

    private static double calculated(String name, double value) {
        return switch (name) {
            case "int" -> value < 0 ? Math.ceil(value) : Math.floor(value);
            case "sqrt" -> Math.sqrt(value);
            case "exp" -> Math.exp(value);
            case "log" -> Math.log(value);
            case "sin" -> Math.sin(value);
            default -> Math.cos(value);
        };
    }

    /** Of a text in characters, of an array in elements. */
    private static Expression length(Expression of) {
        return machine -> {
            boolean array = of instanceof AwkPlace.Variable variable && !machine.array(variable.name()).isEmpty();
            String text = array ? "" : of.of(machine).shown();
            return AwkValue.of(array ? machine.array(((AwkPlace.Variable) of).name()).size() : text.codePointCount(0, text.length()));
        };
    }

    private static String substring(List<Expression> given, AwkMachine machine) {
        String text = text(given, 0, machine);
        double start = Math.rint(given.get(1).of(machine).number());
        double end = given.size() < 3 ? text.length() + 1.0 : start + Math.rint(given.get(2).of(machine).number());
        int from = (int) Math.max(1, start);
        int to = (int) Math.min(text.length() + 1.0, end);
        return from >= to ? "" : text.substring(from - 1, to - 1);
    }

    private static Expression split(List<Expression> given) {
        if (!(given.get(1) instanceof AwkPlace.Variable array)) {
            throw new Regex.Wrong("split needs an array");
        }
        return machine -> {
            String text = text(given, 0, machine);
            String separator = given.size() < 3 ? machine.get("FS").shown()
                    : given.get(2) instanceof Literal literal ? "(?:" + literal.search().pattern(machine).pattern() + ")" : text(given, 2, machine);
            machine.array(array.name()).clear();
            List<String> parts = AwkMachine.split(text, separator);
            for (int i = 0; i < parts.size(); i++) {
                machine.put(array.name(), Integer.toString(i + 1), AwkValue.input(parts.get(i)));
            }
            return AwkValue.of(parts.size());
        };
    }

    private static Expression replaced(List<Expression> given, boolean all) {
        Search search = search(given.getFirst());
        Expression target = given.size() > 2 ? given.get(2) : AwkPlace.wholeLine();
        return machine -> {
            String with = text(given, 1, machine);
            String text = target.of(machine).shown();
            Matcher matcher = Regex.matcher(search.pattern(machine), text);
            StringBuilder after = new StringBuilder();
            int from = 0;
            int count = 0;
            while (from <= text.length() && (all || count == 0) && Regex.find(matcher, from)) {
                after.append(text, from, matcher.start()).append(filled(with, matcher.group()));
                count++;
                from = matcher.end();
                if (matcher.end() == matcher.start()) {
                    after.append(text, from, Math.min(from + 1, text.length()));
                    from++;
                }
                machine.step();
                machine.bounded(after.toString());
            }
            after.append(from < text.length() ? text.substring(from) : "");
            if (count > 0) {
                AwkPlace.assign(target, machine, AwkValue.of(after.toString()));
            }
            return AwkValue.of(count);
        };
    }

    /** {@code &} stands for what was found. */
    private static String filled(String with, String found) {
        StringBuilder filled = new StringBuilder();
        for (int i = 0; i < with.length(); i++) {
            char c = with.charAt(i);
            if (c == '\\' && i + 1 < with.length() && (with.charAt(i + 1) == '&' || with.charAt(i + 1) == '\\')) {
                filled.append(with.charAt(++i));
            } else {
                filled.append(c == '&' ? found : Character.toString(c));
            }
        }
        return filled.toString();
    }

    private static Expression match(List<Expression> given) {
        Search search = search(given.get(1));
        return machine -> {
            Matcher matcher = Regex.matcher(search.pattern(machine), text(given, 0, machine));
            boolean found = Regex.find(matcher, 0);
            machine.set("RSTART", AwkValue.of(found ? matcher.start() + 1 : 0));
            machine.set("RLENGTH", AwkValue.of(found ? matcher.end() - matcher.start() : -1));
            return machine.get("RSTART");
        };
    }

    /** {@code printf}: a format and what it prints. */
    static String formatted(List<Expression> given, AwkMachine machine) {
        if (given.isEmpty()) {
            throw new Regex.Wrong("printf needs a format");
        }
        List<AwkValue> values = new ArrayList<>();
        given.forEach(each -> values.add(each.of(machine)));
        String format = values.removeFirst().shown();
        Matcher conversion = CONVERSION.matcher(format);
        StringBuilder text = new StringBuilder();
        int from = 0;
        while (conversion.find(from)) {
            text.append(format, from, conversion.start());
            from = conversion.end();
            String width = conversion.group(2).equals("*") ? next(values).shown() : conversion.group(2);
            String precision = conversion.group(3) == null ? "-1" : conversion.group(3).equals("*") ? next(values).shown() : conversion.group(3);
            char kind = conversion.group(4).charAt(0);
            text.append(kind == '%' ? "%" : padded(conversion.group(1), size(width, 0), converted(kind, size(precision, 0), conversion.group(1), next(values)), kind));
            machine.step();
        }
        return machine.bounded(text.append(format.substring(from)).toString());
    }

    private static AwkValue next(List<AwkValue> values) {
        return values.isEmpty() ? AwkValue.UNSET : values.removeFirst();
    }

    private static int size(String text, int none) {
        return text.isEmpty() ? none : (int) Math.clamp(AwkValue.input(text).number(), -MOST_WIDE, MOST_WIDE);
    }

    private static String converted(char kind, int precision, String flags, AwkValue value) {
        double number = value.number();
        String sign = number >= 0 && flags.contains("+") ? "+" : number >= 0 && flags.contains(" ") ? " " : "";
        return switch (kind) {
            case 'd', 'i' -> sign + Long.toString((long) number);
            case 'u' -> Long.toUnsignedString((long) number);
            case 'o' -> Long.toOctalString((long) number);
            case 'x' -> Long.toHexString((long) number);
            case 'X' -> Long.toHexString((long) number).toUpperCase(Locale.ROOT);
            case 'c' -> value.numeric() && !value.shown().isEmpty() && value.text() == null ? Character.toString((char) number)
                    : value.shown().isEmpty() ? "" : value.shown().substring(0, 1);
            case 's' -> precision >= 0 && precision < value.shown().length() ? value.shown().substring(0, precision) : value.shown();
            case 'f', 'F' -> sign + Decimals.fixed(number, precision < 0 ? 6 : precision);
            case 'e', 'E' -> sign + String.format(Locale.ROOT, "%." + (precision < 0 ? 6 : precision) + kind, number);
            case 'g', 'G' -> sign + Decimals.general(number, precision < 0 ? 6 : precision, kind);
            default -> throw new Regex.Wrong("%" + kind + " is no conversion of printf");
        };
    }

    private static String padded(String flags, int width, String text, char kind) {
        boolean left = flags.contains("-") || width < 0;
        int missing = Math.max(0, Math.abs(width) - text.codePointCount(0, text.length()));
        if (left) {
            return text + " ".repeat(missing);
        }
        if (!flags.contains("0") || kind == 's' || kind == 'c') {
            return " ".repeat(missing) + text;
        }
        String sign = text.startsWith("-") || text.startsWith("+") ? text.substring(0, 1) : "";
        return sign + "0".repeat(missing) + text.substring(sign.length());
    }
}
