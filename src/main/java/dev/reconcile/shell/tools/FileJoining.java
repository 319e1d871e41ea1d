package dev.reconcile.shell.tools;

import dev.reconcile.shell.Program;
import dev.reconcile.shell.tools.Arguments.Grammar;
import dev.reconcile.shell.tools.WholeFiles.Kind;
import dev.reconcile.shell.tools.WholeFiles.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Programs that set files side by side: paste, column, comm, join, cmp. */
final class FileJoining {
    static final Program PASTE = new Kind(Grammar.of("d:s", "delimiters=d", "serial=s"), "NAME: REASON", 0, FileJoining::paste).program();
    static final Program COLUMN = new Kind(Grammar.of("ts:o:c:xN:", "table=t", "separator=s", "output-separator=o"), "NAME: REASON", 0, FileJoining::column).program();
    static final Program COMM = new Kind(Grammar.of("123"), "NAME: REASON", 0, FileJoining::comm).program();
    static final Program JOIN = new Kind(Grammar.of("t:1:2:a:j:"), "NAME: REASON", 0, FileJoining::join).program();
    static final Program CMP = new Kind(Grammar.of("sl", "silent=s", "quiet=s"), "NAME: REASON", 0, FileJoining::cmp).program();

    private FileJoining() {}

    /** As many lines as the longest file has. {@code -} more than once takes turns. */
    private static int paste(Arguments arguments, List<Text> texts, int status) {
        String delimiters = arguments.value('d', "\t").replace("\\t", "\t").replace("\\n", "\n");
        if (arguments.has('s')) {
            texts.forEach(text -> arguments.print(joined(text.lines(), delimiters) + "\n"));
            return status;
        }
        long inputs = texts.stream().filter(text -> text.name().equals("-")).count();
        List<List<String>> columns = new ArrayList<>();
        int turn = 0;
        for (Text text : texts) {
            List<String> lines = text.lines();
            if (text.name().equals("-") && inputs > 1) {
                List<String> own = new ArrayList<>();
                for (int i = turn; i < lines.size(); i += (int) inputs) {
                    own.add(lines.get(i));
                }
                turn++;
                lines = own;
            }
            columns.add(lines);
        }
        int rows = columns.stream().mapToInt(List::size).max().orElse(0);
        for (int row = 0; row < rows; row++) {
            List<String> cells = new ArrayList<>();
            for (List<String> column : columns) {
                cells.add(row < column.size() ? column.get(row) : "");
            }
            arguments.print(joined(cells, delimiters) + "\n");
        }
        return status;
    }

    private static String joined(List<String> cells, String delimiters) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            boolean first = i == 0 || delimiters.isEmpty();
            line.append(first ? "" : String.valueOf(delimiters.charAt((i - 1) % delimiters.length()))).append(cells.get(i));
        }
        return line.toString();
    }

    /** With {@code -t} a table; without, the lines as they are, which is what a list of long lines comes to. */
    private static int column(Arguments arguments, List<Text> texts, int status) {
        List<String> lines = texts.stream().flatMap(text -> text.lines().stream()).filter(line -> !line.isBlank()).toList();
        if (!arguments.has('t')) {
            lines.forEach(line -> arguments.print(line + "\n"));
            return status;
        }
        String separators = arguments.value('s');
        List<List<String>> rows = lines.stream().map(line -> separators == null ? Arrays.asList(line.strip().split("\\s+"))
                : Arrays.asList(line.split("[" + separators.replaceAll("[\\[\\]\\\\^&-]", "\\\\$0") + "]", -1))).toList();
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int width = Cells.width(row.get(i));
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(widths.get(i), width));
                }
            }
        }
        String between = arguments.value('o', "  ");
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                boolean last = i == row.size() - 1;
                line.append(row.get(i)).append(last ? "" : " ".repeat(widths.get(i) - Cells.width(row.get(i))) + between);
            }
            arguments.print(line + "\n");
        }
        return status;
    }

    private static boolean notTwo(Arguments arguments, List<Text> texts, int status) {
        int count = arguments.operands().size();
        if (count < 2) {
            arguments.usage("missing operand" + (count == 1 ? " after '" + arguments.operands().getFirst() + "'" : ""), 1);
        }
        return count < 2 || texts.size() < 2 || status != 0;
    }

    private static int comm(Arguments arguments, List<Text> texts, int status) {
        if (notTwo(arguments, texts, status)) {
            return 1;
        }
        List<String> left = texts.get(0).lines();
        List<String> right = texts.get(1).lines();
        int i = 0;
        int j = 0;
        while (i < left.size() || j < right.size()) {
            int order = i == left.size() ? 1 : j == right.size() ? -1 : left.get(i).compareTo(right.get(j));
            char column = order < 0 ? '1' : order > 0 ? '2' : '3';
            String line = order > 0 ? right.get(j) : left.get(i);
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
            if (!arguments.has(column)) {
                String before = "123".chars().filter(each -> each < column && !arguments.has((char) each)).mapToObj(each -> "\t").collect(Collectors.joining());
                arguments.print(before + line + "\n");
            }
        }
        return 0;
    }

    /** Pairs lines whose fields are equal. */
    private static int join(Arguments arguments, List<Text> texts, int status) {
        if (notTwo(arguments, texts, status)) {
            return 1;
        }
        String separator = arguments.value('t', " ");
        String splitting = arguments.has('t') ? java.util.regex.Pattern.quote(separator) : "\\s+";
        int first = field(arguments.value('1', arguments.value('j', "1")));
        int second = field(arguments.value('2', arguments.value('j', "1")));
        for (String line : texts.get(0).lines()) {
            List<String> left = new ArrayList<>(Arrays.asList(line.split(splitting)));
            String key = first < left.size() ? left.remove(first) : "";
            boolean paired = false;
            for (String other : texts.get(1).lines()) {
                List<String> right = new ArrayList<>(Arrays.asList(other.split(splitting)));
                if (second < right.size() && right.get(second).equals(key)) {
                    right.remove(second);
                    List<String> all = new ArrayList<>(List.of(key));
                    all.addAll(left);
                    all.addAll(right);
                    arguments.print(String.join(separator, all) + "\n");
                    paired = true;
                }
            }
            if (!paired && "1".equals(arguments.value('a'))) {
                left.addFirst(key);
                arguments.print(String.join(separator, left) + "\n");
            }
        }
        return 0;
    }

    private static int field(String written) {
        return written.matches("[1-9]\\d{0,2}") ? Integer.parseInt(written) - 1 : 0;
    }

    private static int cmp(Arguments arguments, List<Text> texts, int status) {
        if (arguments.operands().size() < 2) {
            return arguments.usage("missing operand after '" + (arguments.operands().isEmpty() ? "cmp" : arguments.operands().getFirst()) + "'", 2);
        }
        if (texts.size() < 2) {
            return 2;
        }
        String left = texts.get(0).content();
        String right = texts.get(1).content();
        int same = 0;
        while (same < left.length() && same < right.length() && left.charAt(same) == right.charAt(same)) {
            same++;
        }
        if (same == left.length() && same == right.length()) {
            return 0;
        }
        long line = left.substring(0, same).chars().filter(c -> c == '\n').count() + 1;
        if (!arguments.has('s') && same < left.length() && same < right.length()) {
            arguments.print(texts.get(0).name() + " " + texts.get(1).name() + " differ: char " + (same + 1) + ", line " + line + "\n");
        } else if (!arguments.has('s')) {
            String shorter = texts.get(same == left.length() ? 0 : 1).name();
            boolean ends = same > 0 && left.charAt(same - 1) == '\n';
            arguments.complain("EOF on " + shorter + (same == 0 ? " which is empty" : " after byte " + same + ", " + (ends ? "line " + (line - 1) : "in line " + line)));
        }
        return 1;
    }
}
