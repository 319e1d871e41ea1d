package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Ended;
import dev.reconcile.shell.FileNode;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Regex;
import dev.reconcile.shell.Utility;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code grep}: prints the lines that match. */
final class Grep extends Filter {
    static final Program PROGRAM = program("");
    /** {@code egrep} and {@code fgrep} are grep with an option. */
    static final Program EXTENDED = program("E");
    static final Program FIXED = program("F");

    private static final Grammar GRAMMAR = Grammar.of("ivcnEFGPoqlLhHwxsrRe:m:A:B:C:+:%:#", "ignore-case=i", "invert-match=v", "count=c", "line-number=n",
            "extended-regexp=E", "fixed-strings=F", "only-matching=o", "quiet=q", "silent=q", "files-with-matches=l", "no-filename=h", "with-filename=H",
            "word-regexp=w", "line-regexp=x", "no-messages=s", "recursive=r", "regexp=e", "max-count=m", "after-context=A", "before-context=B", "context=C", "perl-regexp=P", "include=+", "exclude=%",
            "color=G", "colour=G", "line-buffered=G");

    private static final String KEPT = "kept";

    private final Arguments arguments;
    private final Pattern pattern;
    private final boolean names;
    private final int before;
    private final int after;
    private final long most;
    private boolean matchedAny;
    private boolean failed;
    private long matches;
    private long lineNumber;
    private long lastPrinted = -1;
    private long printAfter;
    private List<String> held = new ArrayList<>();

    private Grep(Arguments arguments, List<String> files, Pattern pattern) {
        super(arguments.invocation, files);
        this.arguments = arguments;
        this.pattern = pattern;
        this.names = !arguments.has('h') && (arguments.has('H') || severalFiles() || arguments.has('r') || arguments.has('R'));
        int around = count(arguments.value('C', arguments.value('n', "").isEmpty() ? "0" : arguments.value('n')));
        this.before = arguments.has('B') ? count(arguments.value('B')) : around;
        this.after = arguments.has('A') ? count(arguments.value('A')) : around;
        this.most = arguments.has('m') ? count(arguments.value('m')) : Long.MAX_VALUE;
    }

    private static int count(String written) {
        return written.matches("\\d{1,6}") ? Integer.parseInt(written) : 0;
    }

    private static Program program(String option) {
        return program(invocation -> make(Arguments.read(invocation, GRAMMAR), option));
    }

    private static Utility make(Arguments arguments, String option) {
        Invocation invocation = arguments.invocation;
        List<String> operands = new ArrayList<>(arguments.operands());
        if (arguments.problem() != null || !arguments.has('e') && operands.isEmpty()) {
            String problem = arguments.problem() == null ? "" : "grep: " + arguments.problem() + "\n";
            return new Ended(invocation, problem
                    + "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.", 2);
        }
        String source = arguments.has('e') ? arguments.value('e') : operands.removeFirst();
        try {
            Pattern pattern = pattern(source, arguments, option);
            boolean recursive = arguments.has('r') || arguments.has('R');
            return new Grep(arguments, recursive ? filesBelow(operands, arguments) : operands, pattern);
        } catch (Regex.Wrong wrong) {
            return Arguments.failed(invocation, wrong.getMessage(), 2);
        }
    }

    private static Pattern pattern(String source, Arguments arguments, String option) {
        boolean fixed = arguments.has('F') || option.equals("F");
        boolean extended = arguments.has('E') || option.equals("E");
        boolean ignoreCase = arguments.has('i');
        List<String> alternatives = new ArrayList<>();
        for (String line : source.split("\n", -1)) {
            alternatives.add("(?:" + (fixed ? Pattern.quote(line) : arguments.has('P') ? perl(line) : Regex.compile(line, extended, false).pattern()) + ")");
        }
        String all = String.join("|", alternatives);
        if (arguments.has('w')) {
            all = "(?<!\\w)(?:" + all + ")(?!\\w)";
        } else if (arguments.has('x')) {
            all = "^(?:" + all + ")$";
        }
        return Pattern.compile(all, ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
    }

    /** Perl's expressions are nearly Java's; what stands before {@code \K} is not printed. */
    private static String perl(String source) {
        int keep = source.indexOf("\\K");
        String java = keep < 0 ? source : source.substring(0, keep) + "(?<" + KEPT + ">" + source.substring(keep + 2) + ")";
        try {
            return Pattern.compile(java).pattern();
        } catch (PatternSyntaxException e) {
            throw new Regex.Wrong(e.getDescription());
        }
    }

    /** Without operands all files of the working directory, by their bare names. */
    private static List<String> filesBelow(List<String> roots, Arguments arguments) {
        List<String> files = new ArrayList<>();
        if (roots.isEmpty()) {
            add(".", arguments, files);
            files.replaceAll(file -> file.substring(2));
        }
        roots.forEach(root -> add(root, arguments, files));
        // An empty list would mean the input.
        return files.isEmpty() ? List.of("/dev/null") : files;
    }

    private static void add(String path, Arguments arguments, List<String> files) {
        Invocation invocation = arguments.invocation;
        if (invocation.files().at(invocation.path(path)).orElse(null) instanceof FileNode.Directory directory) {
            directory.entries().keySet().forEach(name -> add((path.endsWith("/") ? path : path + "/") + name, arguments, files));
            return;
        }
        String name = Files.name(invocation.path(path));
        boolean included = !arguments.has('+') || arguments.value('+').lines().anyMatch(each -> dev.reconcile.shell.Pattern.matches(each, name));
        boolean excluded = arguments.has('%') && arguments.value('%').lines().anyMatch(each -> dev.reconcile.shell.Pattern.matches(each, name));
        if (included && !excluded) {
            files.add(path);
        }
    }

    @Override
    void beginFile(String name) {
        matches = 0;
        lineNumber = 0;
        lastPrinted = -1;
        printAfter = 0;
        held.clear();
    }

    @Override
    void cannotRead(String name, FileProblem problem) {
        failed = true;
        if (!arguments.has('s')) {
            complain(name + ": " + problem.text());
        }
    }

    @Override
    void line(String text, boolean newline) {
        lineNumber++;
        if (matches >= most) {
            nextFile();
            return;
        }
        try {
            handle(text);
        } catch (Regex.Wrong wrong) {
            complain(wrong.getMessage());
            failed = true;
            stop();
        }
    }

    private void handle(String text) {
        Matcher matcher = Regex.matcher(pattern, text);
        if (Regex.find(matcher, 0) == arguments.has('v')) {
            context(text);
            return;
        }
        matches++;
        matchedAny = true;
        if (arguments.has('q')) {
            stop();
        } else if (arguments.has('l') || arguments.has('L')) {
            if (arguments.has('l')) {
                out(shownName() + "\n");
            }
            nextFile();
        } else if (!arguments.has('c')) {
            print(text, matcher);
        }
    }

    private void context(String text) {
        if (printAfter > 0) {
            printAfter--;
            emit(text, '-', lineNumber);
        } else if (before > 0) {
            held.add(text);
            if (held.size() > before) {
                held.removeFirst();
            }
        }
    }

    private void print(String text, Matcher matcher) {
        if (arguments.has('o')) {
            if (!arguments.has('v')) {
                onlyMatches(text, matcher);
            }
            return;
        }
        boolean gap = lastPrinted >= 0 && lineNumber - held.size() > lastPrinted + 1;
        if (gap && before + after > 0) {
            out("--\n");
        }
        for (int i = 0; i < held.size(); i++) {
            emit(held.get(i), '-', lineNumber - held.size() + i);
        }
        held.clear();
        emit(text, ':', lineNumber);
        printAfter = after;
    }

    private void onlyMatches(String text, Matcher matcher) {
        int from = 0;
        while (from <= text.length() && Regex.find(matcher, from)) {
            int start = pattern.namedGroups().containsKey(KEPT) ? matcher.start(KEPT) : matcher.start();
            if (matcher.end() > start) {
                emit(text.substring(start, matcher.end()), ':', lineNumber);
            }
            from = Math.max(matcher.end(), matcher.start() + 1);
        }
    }

    private void emit(String text, char separator, long number) {
        String name = names ? shownName() + separator : "";
        out(name + (arguments.has('n') && arguments.value('n').isEmpty() ? number + String.valueOf(separator) : "") + text + "\n");
        lastPrinted = number;
    }

    private String shownName() {
        return name().equals("-") ? "(standard input)" : name();
    }

    @Override
    void endFile(String name) {
        if (arguments.has('c') && !arguments.has('q')) {
            out((names ? shownName() + ":" : "") + matches + "\n");
        } else if (arguments.has('L') && matches == 0) {
            out(shownName() + "\n");
        }
    }

    @Override
    int finish() {
        return failed && !(arguments.has('q') && matchedAny) ? 2 : matchedAny ? 0 : 1;
    }

    @Override
    Json own() {
        return Json.of("any", matchedAny, "failed", failed, "matches", matches, "line", lineNumber, "printed", lastPrinted, "after", printAfter, "held", held);
    }

    @Override
    void loadOwn(Json own) {
        matchedAny = own.isTrue("any");
        failed = own.isTrue("failed");
        matches = own.number(0, "matches");
        lineNumber = own.number(0, "line");
        lastPrinted = own.number(-1, "printed");
        printAfter = own.number(0, "after");
        held = new ArrayList<>(own.texts("held"));
    }
}
