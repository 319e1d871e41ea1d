package dev.reconcile.shell.tools;

import dev.reconcile.shell.FileNode;
import dev.reconcile.shell.FileNode.Directory;
import dev.reconcile.shell.FileNode.TextFile;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Instant;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.util.List;
import java.util.Optional;

/** {@code cp} and {@code mv}. */
final class CopyCommands {
    static final Program CP = Instant.of(Arguments.doing(
            Grammar.of("rRafpvnT", "recursive=r", "archive=a", "force=f", "verbose=v", "no-clobber=n"), 1, arguments -> new CopyCommands(arguments, false).run()));
    static final Program MV = Instant.of(Arguments.doing(
            Grammar.of("fvnT", "force=f", "verbose=v", "no-clobber=n"), 1, arguments -> new CopyCommands(arguments, true).run()));

    private final Arguments arguments;
    private final Files files;
    private final boolean moves;

    private CopyCommands(Arguments arguments, boolean moves) {
        this.arguments = arguments;
        this.files = arguments.invocation.files();
        this.moves = moves;
    }

    private int run() {
        List<String> operands = arguments.operands();
        if (operands.isEmpty()) {
            return arguments.usage("missing file operand", 1);
        }
        if (operands.size() == 1) {
            return arguments.usage("missing destination file operand after '" + operands.getFirst() + "'", 1);
        }
        String target = operands.getLast();
        boolean into = files.isDirectory(arguments.invocation.path(target));
        if (operands.size() > 2 && !into) {
            arguments.complain(files.isFile(arguments.invocation.path(target)) ? "target '" + target + "': " + FileProblem.NOT_DIRECTORY.text()
                    : "target '" + target + "': " + FileProblem.NOT_FOUND.text());
            return 1;
        }
        int status = 0;
        for (String source : operands.subList(0, operands.size() - 1)) {
            String base = Files.name(arguments.invocation.path(source));
            String shown = into ? (target.endsWith("/") ? target : target + "/") + base : target;
            status = Math.max(status, one(source, shown));
        }
        return status;
    }

    private int one(String source, String target) {
        String from = arguments.invocation.path(source);
        String to = arguments.invocation.path(target);
        FileNode node = source.isEmpty() ? null : files.at(from).orElse(null);
        if (node == null) {
            return fail("cannot stat '" + source + "': " + (source.isEmpty() ? FileProblem.NOT_FOUND : files.problemFinding(from).orElseThrow()).text());
        }
        if (!moves && node instanceof Directory && !(arguments.has('r') || arguments.has('R') || arguments.has('a'))) {
            return fail("-r not specified; omitting directory '" + source + "'");
        }
        if (from.equals(to)) {
            return fail("'" + source + "' and '" + target + "' are the same file");
        }
        if (to.startsWith(from.equals("/") ? "/" : from + "/")) {
            return fail(moves ? "cannot move '" + source + "' to a subdirectory of itself, '" + target + "'"
                    : "cannot copy a directory, '" + source + "', into itself, '" + target + "'");
        }
        FileNode old = files.at(to).orElse(null);
        if (old != null && arguments.has('n')) {
            return 0;
        }
        if (node instanceof Directory && old instanceof TextFile) {
            return fail("cannot overwrite non-directory '" + target + "' with directory '" + source + "'");
        }
        if (node instanceof TextFile && target.endsWith("/") && old == null) {
            return fail("cannot " + (moves ? "move '" + source + "' to '" : "create regular file '") + target + "': " + FileProblem.NOT_DIRECTORY.text());
        }
        Optional<FileProblem> problem = moves ? move(from, to, old) : copy(from, to, node);
        if (problem.isPresent()) {
            return fail(moves ? "cannot move '" + source + "' to '" + target + "': " + problem.get().text()
                    : "cannot create " + (node instanceof Directory ? "directory" : "regular file") + " '" + target + "': " + problem.get().text());
        }
        if (arguments.has('v')) {
            arguments.print((moves ? "renamed '" : "'") + source + "' -> '" + target + "'\n");
        }
        return 0;
    }

    private int fail(String message) {
        arguments.complain(message);
        return 1;
    }

    private Optional<FileProblem> move(String from, String to, FileNode old) {
        if (old instanceof Directory directory && !directory.entries().isEmpty()) {
            return Optional.of(FileProblem.NOT_EMPTY);
        }
        return files.move(from, to);
    }

    private Optional<FileProblem> copy(String from, String to, FileNode node) {
        if (arguments.has('a') || arguments.has('p')) {
            return node instanceof Directory && files.isDirectory(to) ? copyInto(from, to, (Directory) node) : files.copy(from, to);
        }
        return switch (node) {
            case TextFile file -> {
                Optional<FileProblem> problem = files.write(to, file.content());
                yield problem.isPresent() ? problem : files.setExecutable(to, file.executable());
            }
            case Directory directory -> {
                Optional<FileProblem> problem = files.isDirectory(to) ? Optional.empty() : files.makeDirectory(to);
                yield problem.isPresent() ? problem : copyInto(from, to, directory);
            }
        };
    }

    private Optional<FileProblem> copyInto(String from, String to, Directory directory) {
        for (String name : directory.entries().keySet()) {
            Optional<FileProblem> problem = copy(from + "/" + name, to + "/" + name, directory.entries().get(name));
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }
}
