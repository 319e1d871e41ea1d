package dev.reconcile.shell.tools;

import dev.reconcile.shell.FileNode;
import dev.reconcile.shell.FileNode.Directory;
import dev.reconcile.shell.FileNode.TextFile;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Instant;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Terminal;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** {@code ls}: lists directories; in columns where a person sees it, otherwise one name a line. */
final class Ls {
    static final Program PROGRAM = Instant.of(Arguments.doing(
            Grammar.of("laAh1dRtSrFpU", "all=a", "almost-all=A", "human-readable=h", "directory=d", "recursive=R", "reverse=r", "classify=F", "color=U"), 2,
            arguments -> new Ls(arguments).list()));

    private static final DateTimeFormatter RECENT = DateTimeFormatter.ofPattern("MMM d HH:mm", Locale.ROOT);
    private static final DateTimeFormatter OLD = DateTimeFormatter.ofPattern("MMM d  yyyy", Locale.ROOT);
    private static final long HALF_A_YEAR_MILLIS = 15_778_476_000L;
    private static final int BLOCK_BYTES = 4_096;
    private static final int DEFAULT_COLUMNS = 80;

    /** A name as shown with what it stands for. */
    private record Entry(String name, FileNode node) {}

    private final Arguments arguments;
    private final Files files;
    private boolean printed;

    private Ls(Arguments arguments) {
        this.arguments = arguments;
        this.files = arguments.invocation.files();
    }

    private int list() {
        int status = 0;
        List<Entry> plain = new ArrayList<>();
        Map<String, Directory> directories = new TreeMap<>();
        List<String> operands = arguments.operands().isEmpty() ? List.of(".") : arguments.operands();
        for (String operand : operands) {
            String path = arguments.invocation.path(operand);
            switch (files.at(path).orElse(null)) {
                case null -> {
                    String problem = (operand.isEmpty() ? FileProblem.NOT_FOUND : files.problemFinding(path).orElseThrow()).text();
                    arguments.complain("cannot access '" + operand + "': " + problem);
                    status = 2;
                }
                case Directory directory when !arguments.has('d') -> directories.put(operand, directory);
                case FileNode node -> plain.add(new Entry(operand, node));
            }
        }
        if (!plain.isEmpty()) {
            print(plain, false);
            printed = true;
        }
        boolean headers = operands.size() > 1 || arguments.has('R');
        directories.forEach((name, directory) -> directory(name, directory, headers));
        return status;
    }

    private void directory(String name, Directory directory, boolean header) {
        arguments.print((printed ? "\n" : "") + (header ? name + ":\n" : ""));
        printed = true;
        List<Entry> entries = new ArrayList<>();
        if (arguments.has('a')) {
            String path = arguments.invocation.path(name);
            entries.add(new Entry(".", directory));
            entries.add(new Entry("..", files.at(Files.parent(path)).orElse(directory)));
        }
        directory.entries().forEach((entry, node) -> {
            if (!entry.startsWith(".") || arguments.has('a') || arguments.has('A')) {
                entries.add(new Entry(entry, node));
            }
        });
        print(entries, true);
        if (arguments.has('R')) {
            entries.forEach(entry -> {
                if (entry.node() instanceof Directory below && !entry.name().equals(".") && !entry.name().equals("..")) {
                    directory(name.endsWith("/") ? name + entry.name() : name + "/" + entry.name(), below, true);
                }
            });
        }
    }

    private void print(List<Entry> unsorted, boolean total) {
        List<Entry> entries = new ArrayList<>(unsorted);
        Comparator<Entry> order = Comparator.comparing(Entry::name);
        if (arguments.has('t')) {
            order = Comparator.comparing((Entry entry) -> -entry.node().modifiedMillis()).thenComparing(Entry::name);
        } else if (arguments.has('S')) {
            order = Comparator.comparing((Entry entry) -> -size(entry.node())).thenComparing(Entry::name);
        }
        entries.sort(arguments.has('r') ? order.reversed() : order);
        if (arguments.has('l')) {
            details(entries, total);
        } else if (arguments.invocation.io().out().isTerminal() && !arguments.has('1')) {
            columns(entries.stream().map(this::shown).toList());
        } else {
            entries.forEach(entry -> arguments.print(shown(entry) + "\n"));
        }
    }

    private String shown(Entry entry) {
        boolean directory = entry.node() instanceof Directory;
        boolean executable = entry.node() instanceof TextFile file && file.executable();
        return entry.name() + (directory && (arguments.has('F') || arguments.has('p')) ? "/" : executable && arguments.has('F') ? "*" : "");
    }

    private static long size(FileNode node) {
        return node instanceof Directory ? BLOCK_BYTES : node.bytes();
    }

    private void details(List<Entry> entries, boolean total) {
        if (total) {
            long blocks = entries.stream().mapToLong(entry -> (size(entry.node()) + BLOCK_BYTES - 1) / BLOCK_BYTES * 4).sum();
            arguments.print("total " + (arguments.has('h') ? human(blocks * 1_024) : Long.toString(blocks)) + "\n");
        }
        List<String[]> rows = new ArrayList<>();
        String user = arguments.invocation.environment().user();
        for (Entry entry : entries) {
            long links = entry.node() instanceof Directory directory
                    ? 2 + directory.entries().values().stream().filter(Directory.class::isInstance).count() : 1;
            String size = arguments.has('h') ? human(size(entry.node())) : Long.toString(size(entry.node()));
            rows.add(new String[] {mode(entry.node()), Long.toString(links), user, user, size, date(entry.node().modifiedMillis()), shown(entry)});
        }
        int links = rows.stream().mapToInt(row -> row[1].length()).max().orElse(0);
        int sizes = rows.stream().mapToInt(row -> row[4].length()).max().orElse(0);
        for (String[] row : rows) {
            arguments.print(row[0] + " " + " ".repeat(links - row[1].length()) + row[1] + " " + row[2] + " " + row[3] + " "
                    + " ".repeat(sizes - row[4].length()) + row[4] + " " + row[5] + " " + row[6] + "\n");
        }
    }

    private static String mode(FileNode node) {
        return switch (node) {
            case Directory directory -> "drwxr-xr-x";
            case TextFile file -> file.executable() ? "-rwxr-xr-x" : "-rw-r--r--";
        };
    }

    private static String human(long bytes) {
        if (bytes < 1_024) {
            return Long.toString(bytes);
        }
        double kibibytes = bytes / 1_024.0;
        double shown = kibibytes < 1_024 ? kibibytes : kibibytes / 1_024;
        String unit = kibibytes < 1_024 ? "K" : "M";
        return shown < 10 ? String.format(Locale.ROOT, "%.1f%s", Math.ceil(shown * 10) / 10, unit) : (long) Math.ceil(shown) + unit;
    }

    private String date(long millis) {
        long age = arguments.invocation.world().nowMillis() - millis;
        boolean recent = age >= -60_000 && age < HALF_A_YEAR_MILLIS;
        String text = (recent ? RECENT : OLD).format(java.time.Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
        // The day is as wide as two digits.
        return text.charAt(5) == ' ' ? text.substring(0, 4) + " " + text.substring(4) : text;
    }

    private void columns(List<String> names) {
        int width = arguments.invocation.world().terminal().map(Terminal::columns).orElse(DEFAULT_COLUMNS);
        for (int rows = 1; rows <= names.size(); rows++) {
            List<Integer> widths = new ArrayList<>();
            for (int start = 0; start < names.size(); start += rows) {
                widths.add(names.subList(start, Math.min(names.size(), start + rows)).stream().mapToInt(String::length).max().orElse(0));
            }
            int sum = widths.stream().mapToInt(each -> each + 2).sum() - 2;
            if (sum <= width || rows == names.size()) {
                printColumns(names, rows, widths);
                return;
            }
        }
    }

    private void printColumns(List<String> names, int rows, List<Integer> widths) {
        for (int row = 0; row < rows; row++) {
            StringBuilder line = new StringBuilder();
            for (int i = row; i < names.size(); i += rows) {
                boolean last = i + rows >= names.size();
                line.append(names.get(i)).append(last ? "" : " ".repeat(widths.get(i / rows) - names.get(i).length() + 2));
            }
            arguments.print(line + "\n");
        }
    }
}
