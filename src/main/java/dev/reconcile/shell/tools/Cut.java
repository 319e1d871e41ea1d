package dev.reconcile.shell.tools;

import dev.reconcile.shell.Program;
import dev.reconcile.shell.Utility;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** {@code cut}: fields or characters of each line. */
final class Cut extends Filter {
    static final Program PROGRAM = program(Arguments.reading(
            Grammar.of("d:f:c:b:snvo:", "complement=v", "output-delimiter=o", "delimiter=d", "fields=f", "characters=c", "bytes=b", "only-delimited=s"), 1, Cut::make));

    private record Range(int from, int to) {}

    private final List<Range> ranges;
    private final boolean fields;
    private final boolean onlyDelimited;
    private final String delimiter;
    private final boolean complement;
    private final String between;

    private Cut(Arguments arguments, List<Range> ranges) {
        super(arguments.invocation, arguments.operands());
        this.ranges = ranges;
        this.fields = arguments.has('f');
        this.onlyDelimited = arguments.has('s');
        this.delimiter = arguments.value('d', "\t");
        this.complement = arguments.has('v');
        this.between = arguments.value('o', delimiter);
    }

    private static Utility make(Arguments arguments) {
        String list = arguments.value('f', arguments.value('c', arguments.value('b')));
        if (list == null) {
            return Arguments.usage(arguments.invocation, "you must specify a list of bytes, characters, or fields", 1);
        }
        if (arguments.value('d', "x").length() != 1) {
            return Arguments.usage(arguments.invocation, "the delimiter must be a single character", 1);
        }
        String what = arguments.has('f') ? "field" : "byte/character";
        List<Range> ranges = new ArrayList<>();
        for (String part : list.split("[, ]")) {
            if (!part.matches("\\d{1,6}|\\d{1,6}-|-\\d{1,6}|\\d{1,6}-\\d{1,6}")) {
                return Arguments.usage(arguments.invocation, "invalid " + (arguments.has('f') ? "field" : what + " position")
                        + (arguments.has('f') ? " value '" : " '") + part + "'", 1);
            }
            int dash = part.indexOf('-');
            int from = dash == 0 ? 1 : Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
            int to = dash < 0 ? from : dash == part.length() - 1 ? Integer.MAX_VALUE : Integer.parseInt(part.substring(dash + 1));
            if (from == 0) {
                return Arguments.usage(arguments.invocation, (arguments.has('f') ? "fields" : "byte/character positions") + " are numbered from 1", 1);
            }
            if (to < from) {
                return Arguments.usage(arguments.invocation, "invalid decreasing range", 1);
            }
            ranges.add(new Range(from, to));
        }
        return new Cut(arguments, ranges);
    }

    private boolean wanted(int number) {
        return ranges.stream().anyMatch(range -> range.from() <= number && number <= range.to()) != complement;
    }

    @Override
    void line(String text, boolean newline) {
        StringBuilder cut = new StringBuilder();
        if (!fields) {
            int[] characters = text.codePoints().toArray();
            for (int i = 0; i < characters.length; i++) {
                if (wanted(i + 1)) {
                    cut.appendCodePoint(characters[i]);
                }
            }
        } else if (!text.contains(delimiter)) {
            if (onlyDelimited) {
                return;
            }
            cut.append(text);
        } else {
            String[] parts = text.split(Pattern.quote(delimiter), -1);
            boolean first = true;
            for (int i = 0; i < parts.length; i++) {
                if (wanted(i + 1)) {
                    cut.append(first ? "" : between).append(parts[i]);
                    first = false;
                }
            }
        }
        out(cut + "\n");
    }
}
