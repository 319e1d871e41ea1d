package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileNode;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Utility;
import dev.reconcile.shell.tools.Arguments.Grammar;
import dev.reconcile.shell.tools.LineDiff.Change;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code diff}: what differs between two files, in the normal or the unified form. */
final class Diff extends Utility {
    static final Program PROGRAM = program(Arguments.reading(
            Grammar.of("uU:qsNrawbBi", "unified=u", "brief=q", "new-file=N", "recursive=r", "ignore-all-space=w"), 2, Diff::make));

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.nnnnnnnnn Z", Locale.ROOT);
    private static final String NO_NEWLINE = "\\ No newline at end of file\n";

    private final Arguments arguments;
    private StringBuilder input = new StringBuilder();

    private Diff(Arguments arguments) {
        super(arguments.invocation);
        this.arguments = arguments;
    }

    private static Utility make(Arguments arguments) {
        int operands = arguments.operands().size();
        if (operands != 2) {
            String name = arguments.invocation.name();
            String problem = operands == 0 ? "missing operand after '" + name + "'"
                    : operands == 1 ? "missing operand after '" + arguments.operands().getFirst() + "'" : "extra operand '" + arguments.operands().get(2) + "'";
            return Arguments.failed(arguments.invocation, problem + "\n" + name + ": Try '" + name + " --help' for more information.", 2);
        }
        return new Diff(arguments);
    }

    @Override
    protected Progress run() {
        List<String> names = arguments.operands();
        if (names.contains("-")) {
            input.append(invocation.io().in().takeAll());
            if (!invocation.io().in().ended()) {
                return Progress.forInput();
            }
        }
        if (names.stream().allMatch(name -> invocation.files().isDirectory(invocation.path(name)))) {
            return Progress.exited(directories(names.getFirst(), names.getLast()));
        }
        String first = within(names.getFirst(), names.getLast());
        String second = within(names.getLast(), names.getFirst());
        boolean missing = false;
        for (String name : List.of(first, second)) {
            if (!name.equals("-") && !name.equals("/dev/null")) {
                FileProblem problem = invocation.files().problemReading(invocation.path(name)).orElse(null);
                if (problem != null && !(problem == FileProblem.NOT_FOUND && arguments.has('N'))) {
                    complain(problem == FileProblem.IS_DIRECTORY ? name + ": comparing directories is not supported here" : name + ": " + problem.text());
                    missing = true;
                }
            }
        }
        return Progress.exited(missing ? 2 : compare(first, second));
    }

    /** Compares the files of both, by name; directories in them only with {@code -r}. */
    private int directories(String first, String second) {
        TreeSet<String> names = new TreeSet<>(entries(first));
        names.addAll(entries(second));
        int status = 0;
        for (String name : names) {
            String a = first + "/" + name;
            String b = second + "/" + name;
            boolean deeper = invocation.files().isDirectory(invocation.path(a)) && invocation.files().isDirectory(invocation.path(b));
            if (deeper) {
                out(arguments.has('r') ? "" : "Common subdirectories: " + a + " and " + b + "\n");
                status = Math.max(status, arguments.has('r') ? directories(a, b) : 0);
                continue;
            }
            String only = !entries(first).contains(name) ? second : !entries(second).contains(name) ? first : "";
            if (!only.isEmpty() && !arguments.has('N')) {
                out("Only in " + only + ": " + name + "\n");
                status = Math.max(status, 1);
            } else if (!content(a).equals(content(b))) {
                out(arguments.has('q') ? "" : invocation.name() + options() + " " + a + " " + b + "\n");
                status = Math.max(status, compare(a, b));
            }
        }
        return status;
    }

    /** The options as they were written, for the line above a file's differences. */
    private String options() {
        return invocation.operands().stream().filter(word -> !arguments.operands().contains(word)).map(word -> " " + word).collect(Collectors.joining());
    }

    private Set<String> entries(String directory) {
        return invocation.files().at(invocation.path(directory)).orElseThrow() instanceof FileNode.Directory inner ? inner.entries().keySet() : Collections.emptySet();
    }

    /** A directory stands for the file of the other's name in it. */
    private String within(String name, String other) {
        boolean directory = invocation.files().isDirectory(invocation.path(name));
        return directory && !invocation.files().isDirectory(invocation.path(other)) ? name + "/" + other.substring(other.lastIndexOf('/') + 1) : name;
    }

    private String content(String name) {
        return name.equals("-") ? input.toString() : invocation.files().content(invocation.path(name)).orElse("");
    }

    private int compare(String first, String second) {
        String before = content(first);
        String after = content(second);
        if (before.equals(after)) {
            out(arguments.has('s') ? "Files " + first + " and " + second + " are identical\n" : "");
            return 0;
        }
        if (arguments.has('q')) {
            out("Files " + first + " and " + second + " differ\n");
            return 1;
        }
        List<String> a = lines(before);
        List<String> b = lines(after);
        List<Change> changes = LineDiff.between(keys(a), keys(b));
        if (changes.isEmpty()) {
            return 0;
        }
        if (arguments.has('u') || arguments.has('U')) {
            String around = arguments.value('U', "3");
            out("--- " + first + "\t" + stamp(first) + "\n+++ " + second + "\t" + stamp(second) + "\n");
            unified(a, b, changes, around.matches("\\d{1,6}") ? Integer.parseInt(around) : 3);
        } else {
            normal(a, b, changes);
        }
        return 1;
    }

    /** Each with its newline, if it has one. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at) + 1;
            lines.add(text.substring(at, end));
            at = end;
        }
        return lines;
    }

    private List<String> keys(List<String> lines) {
        return lines.stream().map(line -> {
            String key = arguments.has('w') ? line.replaceAll("\\s", "") : arguments.has('b') ? line.replaceAll("[ \t]+", " ").stripTrailing() : line;
            return arguments.has('i') ? key.toLowerCase(Locale.ROOT) : key;
        }).toList();
    }

    private String stamp(String name) {
        long missing = arguments.has('N') ? 0 : invocation.world().nowMillis();
        long millis = invocation.files().at(invocation.path(name)).map(FileNode::modifiedMillis).orElse(missing);
        return STAMP.format(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
    }

    private void normal(List<String> a, List<String> b, List<Change> changes) {
        for (Change change : changes) {
            boolean adds = change.fromA() == change.toA();
            boolean deletes = change.fromB() == change.toB();
            out(range(change.fromA(), change.toA()) + (adds ? "a" : deletes ? "d" : "c") + range(change.fromB(), change.toB()) + "\n");
            a.subList(change.fromA(), change.toA()).forEach(line -> print("< ", line));
            out(adds || deletes ? "" : "---\n");
            b.subList(change.fromB(), change.toB()).forEach(line -> print("> ", line));
        }
    }

    private static String range(int from, int to) {
        return from == to ? Integer.toString(from) : from + 1 == to ? Integer.toString(to) : from + 1 + "," + to;
    }

    private void print(String mark, String line) {
        out(mark + line + (line.endsWith("\n") ? "" : "\n" + NO_NEWLINE));
    }

    private void unified(List<String> a, List<String> b, List<Change> changes, int around) {
        int i = 0;
        while (i < changes.size()) {
            int j = i;
            while (j + 1 < changes.size() && changes.get(j + 1).fromA() - changes.get(j).toA() <= 2 * around) {
                j++;
            }
            hunk(a, b, changes.subList(i, j + 1), around);
            i = j + 1;
        }
    }

    private void hunk(List<String> a, List<String> b, List<Change> changes, int around) {
        int fromA = Math.max(0, changes.getFirst().fromA() - around);
        int toA = Math.min(a.size(), changes.getLast().toA() + around);
        int fromB = changes.getFirst().fromB() - (changes.getFirst().fromA() - fromA);
        int toB = changes.getLast().toB() + (toA - changes.getLast().toA());
        out("@@ -" + size(fromA, toA) + " +" + size(fromB, toB) + " @@\n");
        int at = fromA;
        for (Change change : changes) {
            a.subList(at, change.fromA()).forEach(line -> print(" ", line));
            a.subList(change.fromA(), change.toA()).forEach(line -> print("-", line));
            b.subList(change.fromB(), change.toB()).forEach(line -> print("+", line));
            at = change.toA();
        }
        a.subList(at, toA).forEach(line -> print(" ", line));
    }

    private static String size(int from, int to) {
        int length = to - from;
        return length == 1 ? Integer.toString(from + 1) : (length == 0 ? from : from + 1) + "," + length;
    }

    @Override
    protected Json state() {
        return Json.of("input", input.toString());
    }

    @Override
    protected void load(Json state) {
        input = new StringBuilder(state.textOrEmpty("input"));
    }
}
