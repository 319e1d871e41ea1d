package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Utility;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sort}: in the C locale's order, by keys, numbers or sizes. */
final class Sort extends Filter {
    static final Program PROGRAM = program(Arguments.reading(
            Grammar.of("nrufbhVk:t:o:sc", "numeric-sort=n", "reverse=r", "unique=u", "ignore-case=f", "human-numeric-sort=h", "version-sort=V", "key=k",
                    "field-separator=t", "output=o", "stable=s", "check=c"), 2, Sort::make));

    private static final Pattern KEY = Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?([bfhnrV]*)(?:,(\\d{1,6})(?:\\.(\\d{1,6}))?([bfhnrV]*))?");
    private static final Pattern NUMBER = Pattern.compile("[ \t]*(-?\\d*(?:\\.\\d+)?)([KMGTPE]?).*", Pattern.DOTALL);

    private record Key(int from, int fromCharacter, int to, int toCharacter, String flags) {}

    private final Arguments arguments;
    private final List<Key> keys = new ArrayList<>();
    private final Comparator<String> order;
    private List<String> lines = new ArrayList<>();

    private Sort(Arguments arguments) {
        super(arguments.invocation, arguments.operands());
        this.arguments = arguments;
        if (arguments.has('k')) {
            for (String written : arguments.value('k').split("\n")) {
                Matcher key = KEY.matcher(written);
                if (key.matches()) {
                    keys.add(new Key(number(key.group(1), 1), number(key.group(2), 1), number(key.group(4), Integer.MAX_VALUE), number(key.group(5), 0),
                            key.group(3) + (key.group(6) == null ? "" : key.group(6))));
                }
            }
        }
        this.order = order();
    }

    private static int number(String text, int otherwise) {
        return text == null ? otherwise : Integer.parseInt(text);
    }

    private static Utility make(Arguments arguments) {
        for (String key : arguments.value('k', "1").split("\n")) {
            if (!KEY.matcher(key).matches()) {
                return Arguments.failed(arguments.invocation, "invalid number at field start: invalid count at start of '" + key + "'", 2);
            }
            if (key.startsWith("0")) {
                return Arguments.failed(arguments.invocation, "-: invalid field specification '" + key + "'", 2);
            }
        }
        if (arguments.value('t', "x").length() != 1) {
            return Arguments.failed(arguments.invocation, "multi-character tab '" + arguments.value('t') + "'", 2);
        }
        return new Sort(arguments);
    }

    @Override
    void cannotRead(String name, FileProblem problem) {
        complain((problem == FileProblem.IS_DIRECTORY ? "read failed: " : "cannot read: ") + name + ": " + problem.text());
        status = 2;
        lines.clear();
        stop();
    }

    @Override
    void line(String text, boolean newline) {
        lines.add(text);
    }

    @Override
    int finish() {
        if (status != 0) {
            return status;
        }
        if (arguments.has('c')) {
            return checked();
        }
        StringBuilder sorted = new StringBuilder();
        Comparator<String> total = arguments.has('s') || arguments.has('u') ? order : order.thenComparing(lastResort());
        lines.sort(total);
        String previous = null;
        for (String line : lines) {
            if (!arguments.has('u') || previous == null || order.compare(previous, line) != 0) {
                sorted.append(line).append('\n');
                previous = line;
            }
        }
        if (!arguments.has('o')) {
            out(sorted.toString());
            return 0;
        }
        return invocation.files().write(invocation.path(arguments.value('o')), sorted.toString()).map(problem -> {
            complain("open failed: " + arguments.value('o') + ": " + problem.text());
            return 2;
        }).orElse(0);
    }

    private int checked() {
        for (int i = 1; i < lines.size(); i++) {
            int comparison = order.compare(lines.get(i - 1), lines.get(i));
            if (comparison > 0 || comparison == 0 && arguments.has('u')) {
                complain((arguments.operands().isEmpty() ? "-" : arguments.operands().getFirst()) + ":" + (i + 1) + ": disorder: " + lines.get(i));
                return 1;
            }
        }
        return 0;
    }

    private Comparator<String> lastResort() {
        return arguments.has('r') ? Comparator.reverseOrder() : Comparator.naturalOrder();
    }

    private Comparator<String> order() {
        String global = "bfhnrV".chars().filter(letter -> arguments.has((char) letter)).mapToObj(Character::toString).reduce("", String::concat);
        if (keys.isEmpty()) {
            return by(global, line -> line);
        }
        Comparator<String> all = (a, b) -> 0;
        for (Key key : keys) {
            all = all.thenComparing(by(key.flags().isEmpty() ? global : key.flags(), line -> field(line, key)));
        }
        return all;
    }

    private static Comparator<String> by(String flags, UnaryOperator<String> part) {
        Comparator<String> plain;
        if (flags.contains("n") || flags.contains("h")) {
            plain = Comparator.comparing(text -> value(text, flags.contains("h")));
        } else if (flags.contains("V")) {
            plain = Sort::compareVersions;
        } else if (flags.contains("f")) {
            plain = Comparator.comparing(text -> text.toUpperCase(Locale.ROOT));
        } else {
            plain = Comparator.naturalOrder();
        }
        Comparator<String> parts = Comparator.comparing(text -> flags.contains("b") ? part.apply(text).stripLeading() : part.apply(text), plain);
        return flags.contains("r") ? parts.reversed() : parts;
    }

    private static BigDecimal value(String text, boolean sizes) {
        Matcher number = NUMBER.matcher(text);
        if (!number.matches() || number.group(1).isEmpty() || number.group(1).equals("-")) {
            return BigDecimal.ZERO;
        }
        int power = sizes && !number.group(2).isEmpty() ? "KMGTPE".indexOf(number.group(2)) + 1 : 0;
        return new BigDecimal(number.group(1)).multiply(BigDecimal.valueOf(1L << 10 * power));
    }

    /** Digits within are compared as numbers. */
    private static int compareVersions(String a, String b) {
        String[] left = a.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");
        String[] right = b.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            boolean numbers = left[i].matches("\\d+") && right[i].matches("\\d+");
            int comparison = numbers ? new BigDecimal(left[i]).compareTo(new BigDecimal(right[i])) : left[i].compareTo(right[i]);
            if (comparison != 0) {
                return comparison;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private String field(String line, Key key) {
        List<Integer> starts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        divide(line, starts, ends);
        if (key.from() > starts.size()) {
            return "";
        }
        int start = Math.min(line.length(), starts.get(key.from() - 1) + key.fromCharacter() - 1);
        int end = key.to() > ends.size() ? line.length() : key.toCharacter() > 0
                ? Math.min(line.length(), starts.get(key.to() - 1) + key.toCharacter()) : ends.get(key.to() - 1);
        return start >= end ? "" : line.substring(start, end);
    }

    /** Without a separator, a field begins with the blanks before it. */
    private void divide(String line, List<Integer> starts, List<Integer> ends) {
        int at = 0;
        char separator = arguments.value('t', "\0").charAt(0);
        while (at <= line.length()) {
            starts.add(at);
            int end = at;
            if (separator != '\0') {
                end = line.indexOf(separator, at) < 0 ? line.length() : line.indexOf(separator, at);
                ends.add(end);
                at = end + 1;
                continue;
            }
            while (end < line.length() && " \t".indexOf(line.charAt(end)) >= 0) {
                end++;
            }
            while (end < line.length() && " \t".indexOf(line.charAt(end)) < 0) {
                end++;
            }
            ends.add(end);
            at = end == line.length() ? end + 1 : end;
        }
    }

    @Override
    Json own() {
        return Json.of("lines", lines);
    }

    @Override
    void loadOwn(Json own) {
        lines = new ArrayList<>(own.texts("lines"));
    }
}
