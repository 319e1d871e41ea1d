package dev.reconcile.shell.tools;

import dev.reconcile.shell.Program;
import dev.reconcile.shell.tools.Arguments.Grammar;
import dev.reconcile.shell.tools.WholeFiles.Kind;
import dev.reconcile.shell.tools.WholeFiles.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Programs that change lines or their order: tac, rev, nl, fold, expand, strings. */
final class LineTools {
    static final Program TAC = new Kind(Grammar.of(""), "failed to open 'NAME' for reading: REASON", 0, LineTools::tac).program();
    static final Program REV = each("cannot open NAME: REASON", Grammar.of(""), arguments -> line -> new StringBuilder(line).reverse().toString());
    static final Program NL = new Kind(Grammar.of("b:w:s:v:n:i:", "body-numbering=b", "number-width=w", "number-separator=s"), "NAME: REASON", 0, LineTools::nl)
            .program();
    static final Program FOLD = each("NAME: REASON", Grammar.of("w:sb", "width=w", "spaces=s", "bytes=b"), arguments -> line -> fold(arguments, line));
    static final Program EXPAND = each("NAME: REASON", Grammar.of("t:i", "tabs=t", "initial=i"), arguments -> line -> expand(arguments, line));
    static final Program STRINGS = each("'NAME': No such file", Grammar.of("n:a"), arguments -> LineTools::strings);

    private static final int USUAL_WIDTH = 80;
    private static final int LEAST_STRING = 4;

    private LineTools() {}

    private static Program each(String unreadable, Grammar grammar, Function<Arguments, Function<String, String>> change) {
        return new Kind(grammar, unreadable, 0, (arguments, texts, status) -> {
            for (Text text : texts) {
                List<String> changed = text.lines().stream().map(change.apply(arguments)).filter(line -> line != null).toList();
                boolean whole = text.content().isEmpty() || text.content().endsWith("\n");
                arguments.print(String.join("\n", changed) + (changed.isEmpty() || !whole ? "" : "\n"));
            }
            return status;
        }).program();
    }

    private static int tac(Arguments arguments, List<Text> texts, int status) {
        texts.forEach(text -> text.lines().reversed().forEach(line -> arguments.print(line + "\n")));
        return status;
    }

    private static int nl(Arguments arguments, List<Text> texts, int status) {
        int width = number(arguments.value('w', "6"), 6);
        String separator = arguments.value('s', "\t");
        boolean all = arguments.value('b', "t").equals("a");
        long next = number(arguments.value('v', "1"), 1);
        for (Text text : texts) {
            for (String line : text.lines()) {
                boolean counts = all || !line.isEmpty();
                arguments.print((counts ? String.format("%" + width + "d", next++) + separator : " ".repeat(width + separator.length())) + line + "\n");
            }
        }
        return status;
    }

    private static int number(String written, int otherwise) {
        return written.matches("\\d{1,4}") ? Math.max(1, Integer.parseInt(written)) : otherwise;
    }

    private static String fold(Arguments arguments, String line) {
        int width = number(arguments.value('w', ""), USUAL_WIDTH);
        List<String> rows = new ArrayList<>();
        String rest = line;
        while (rest.length() > width) {
            int blank = arguments.has('s') ? rest.substring(0, width).lastIndexOf(' ') : -1;
            int end = blank >= 0 ? blank + 1 : width;
            rows.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        rows.add(rest);
        return String.join("\n", rows);
    }

    private static String expand(Arguments arguments, String line) {
        int width = number(arguments.value('t', ""), 8);
        StringBuilder expanded = new StringBuilder();
        for (char c : line.toCharArray()) {
            expanded.append(c == '\t' ? " ".repeat(width - expanded.length() % width) : String.valueOf(c));
        }
        return expanded.toString();
    }

    private static String strings(String line) {
        List<String> found = new ArrayList<>();
        for (String run : line.split("[^\\p{Print}\t]+")) {
            if (run.length() >= LEAST_STRING) {
                found.add(run);
            }
        }
        return found.isEmpty() ? null : String.join("\n", found);
    }
}
