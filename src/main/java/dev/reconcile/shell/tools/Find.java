package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileNode;
import dev.reconcile.shell.FileNode.Directory;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Pattern;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code find} with the tests -name, -iname, -path, -type, -empty, -maxdepth, -mindepth, negated by {@code !}, and -print, -delete or -exec. */
final class Find extends Starter {
    static final Program PROGRAM = Starter.program(Find::new);

    private final Files files;
    private final List<String> roots = new ArrayList<>();
    private final List<String[]> tests = new ArrayList<>();
    private int maxDepth = Integer.MAX_VALUE;
    private int minDepth;
    private boolean delete;
    /** What is run for each path, {@code {}} standing for it; empty for nothing. */
    private final List<String> command = new ArrayList<>();
    private boolean allAtOnce;
    private boolean printsAfter;
    private boolean walked;
    /** Paths for which the command is still to run. */
    private final List<String> pending = new ArrayList<>();
    private int status;

    private Find(Invocation invocation, Launcher launcher) {
        super(invocation, launcher);
        this.files = invocation.files();
    }

    @Override
    Progress next() {
        Optional<String> problem = roots.isEmpty() ? read() : Optional.empty();
        if (problem.isPresent()) {
            invocation.io().err().line("find: " + problem.get());
            return Progress.exited(1);
        }
        if (!walked) {
            walked = true;
            walk();
        }
        while (!pending.isEmpty() && !isRunning()) {
            begin(invocation.withArgs(words()));
        }
        return isRunning() ? new Progress.Working() : Progress.exited(status);
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        for (String word : command) {
            if (allAtOnce && word.equals("{}")) {
                words.addAll(pending);
            } else {
                words.add(word.replace("{}", pending.getFirst()));
            }
        }
        return words;
    }

    @Override
    void complainAbout(String name, String problem) {
        invocation.io().err().line("find: '" + name + "': " + problem);
    }

    @Override
    void ended(int code) {
        if (allAtOnce) {
            pending.clear();
            status = code != 0 ? 1 : status;
            return;
        }
        String path = pending.removeFirst();
        if (code == 0 && printsAfter) {
            invocation.io().out().line(path);
        }
    }

    @Override
    Json own() {
        return Json.of("walked", walked, "pending", pending, "status", status);
    }

    @Override
    void loadOwn(Json own) {
        read();
        walked = own.isTrue("walked");
        pending.addAll(own.texts("pending"));
        status = (int) own.number(0, "status");
    }

    private void walk() {
        for (String root : roots) {
            FileNode node = files.at(invocation.path(root)).orElse(null);
            if (node == null) {
                String quote = launcher.knows("busybox") ? "" : "'";
                invocation.io().err().line("find: " + quote + root + quote + ": " + files.problemFinding(invocation.path(root)).orElse(FileProblem.NOT_FOUND).text());
                status = 1;
            } else {
                walk(root, Files.name(invocation.path(root)), node, 0);
            }
        }
    }

    private Optional<String> read() {
        List<String> words = new ArrayList<>(invocation.operands());
        while (!words.isEmpty() && !words.getFirst().startsWith("-") && !words.getFirst().equals("!")) {
            roots.add(words.removeFirst());
        }
        if (roots.isEmpty()) {
            roots.add(".");
        }
        boolean negated = false;
        while (!words.isEmpty()) {
            String word = words.removeFirst();
            switch (word) {
                case "!", "-not" -> negated = !negated;
                case "-a", "-and" -> { }
                case "-print" -> printsAfter = true;
                case "-delete" -> delete = true;
                case "-empty" -> {
                    tests.add(new String[] {negated ? "!" : "", word, ""});
                    negated = false;
                }
                case "-name", "-iname", "-path", "-type", "-maxdepth", "-mindepth" -> {
                    if (words.isEmpty()) {
                        return Optional.of("missing argument to `" + word + "'");
                    }
                    Optional<String> problem = test(negated, word, words.removeFirst());
                    if (problem.isPresent()) {
                        return problem;
                    }
                    negated = false;
                }
                case "-exec" -> {
                    int end = 0;
                    while (end < words.size() && !words.get(end).equals(";") && !(words.get(end).equals("+") && end > 0 && words.get(end - 1).equals("{}"))) {
                        end++;
                    }
                    if (end == words.size() || end == 0) {
                        return Optional.of("missing argument to `-exec'");
                    }
                    allAtOnce = words.get(end).equals("+");
                    command.addAll(words.subList(0, end));
                    words.subList(0, end + 1).clear();
                    printsAfter = false;
                }
                default -> {
                    return Optional.of(word.startsWith("-") ? "unknown predicate `" + word + "'" : "paths must precede expression: `" + word + "'");
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> test(boolean negated, String word, String argument) {
        if (word.endsWith("depth")) {
            if (!argument.matches("\\d{1,4}")) {
                return Optional.of("Expected a positive decimal integer argument to " + word + ", but got '" + argument + "'");
            }
            maxDepth = word.equals("-maxdepth") ? Integer.parseInt(argument) : maxDepth;
            minDepth = word.equals("-mindepth") ? Integer.parseInt(argument) : minDepth;
            return Optional.empty();
        }
        if (word.equals("-type") && !argument.matches("[fdl]")) {
            return Optional.of("Unknown argument to -type: " + argument);
        }
        tests.add(new String[] {negated ? "!" : "", word, argument});
        return Optional.empty();
    }

    private void walk(String path, String name, FileNode node, int depth) {
        boolean wanted = depth >= minDepth && tests.stream().allMatch(test -> passes(test, path, name, node) != test[0].equals("!"));
        if (wanted && !command.isEmpty()) {
            pending.add(path);
        } else if (wanted && !delete) {
            invocation.io().out().line(path);
        }
        if (node instanceof Directory directory && depth < maxDepth) {
            directory.entries().forEach((entry, below) -> walk(path.endsWith("/") ? path + entry : path + "/" + entry, entry, below, depth + 1));
        }
        if (wanted && delete && !path.equals(".")) {
            delete(path);
        }
    }

    private void delete(String path) {
        boolean full = files.at(invocation.path(path)).orElse(null) instanceof Directory directory && !directory.entries().isEmpty();
        if (full) {
            invocation.io().err().line("find: cannot delete '" + path + "': " + FileProblem.NOT_EMPTY.text());
            status = 1;
        } else {
            files.remove(invocation.path(path));
        }
    }

    private static boolean passes(String[] test, String path, String name, FileNode node) {
        String argument = test[2];
        return switch (test[1]) {
            case "-name" -> Pattern.matches(argument, name);
            case "-iname" -> Pattern.matches(argument.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            case "-path" -> Pattern.matches(argument, path);
            case "-type" -> argument.equals("d") ? node instanceof Directory : argument.equals("f") && !(node instanceof Directory);
            default -> node instanceof Directory directory ? directory.entries().isEmpty() : node.bytes() == 0;
        };
    }
}
