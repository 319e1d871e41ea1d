package dev.reconcile.shell.tools;

import dev.reconcile.shell.FileNode;
import dev.reconcile.shell.FileNode.Directory;
import dev.reconcile.shell.FileNode.TextFile;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Instant;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.tools.Arguments.Grammar;
import java.util.List;
import java.util.Optional;

/** The programs that make, mark and remove files: mkdir, rmdir, touch, rm, chmod. Copying and moving: {@link CopyCommands}. */
final class FileCommands {
    static final Program MKDIR = Instant.of(Arguments.doing(Grammar.of("pvm:", "parents=p", "verbose=v", "mode=m"), 1, FileCommands::mkdir));
    static final Program RMDIR = Instant.of(Arguments.doing(Grammar.of("pv", "parents=p", "verbose=v"), 1, FileCommands::rmdir));
    static final Program TOUCH = Instant.of(Arguments.doing(Grammar.of("camt:d:", "no-create=c", "date=d"), 1, FileCommands::touch));
    static final Program RM = Instant.of(Arguments.doing(Grammar.of("rRfdvi", "recursive=r", "force=f", "dir=d", "verbose=v"), 1, FileCommands::rm));
    static final Program CHMOD = Instant.of(FileCommands::chmod);

    private FileCommands() {}

    private static int mkdir(Arguments arguments) {
        if (arguments.operands().isEmpty()) {
            return arguments.usage("missing operand", 1);
        }
        int status = 0;
        for (String operand : arguments.operands()) {
            String path = arguments.invocation.path(operand);
            Files files = arguments.invocation.files();
            Optional<FileProblem> problem = operand.isEmpty() ? Optional.of(FileProblem.NOT_FOUND)
                    : arguments.has('p') ? files.makeDirectories(path) : files.makeDirectory(path);
            if (problem.isPresent()) {
                boolean exists = arguments.has('p') && files.isFile(path);
                arguments.complain("cannot create directory '" + operand + "': " + (exists ? FileProblem.EXISTS : problem.get()).text());
                status = 1;
            } else if (arguments.has('v')) {
                arguments.print("mkdir: created directory '" + operand + "'\n");
            }
        }
        return status;
    }

    private static int rmdir(Arguments arguments) {
        if (arguments.operands().isEmpty()) {
            return arguments.usage("missing operand", 1);
        }
        int status = 0;
        for (String operand : arguments.operands()) {
            for (String each = operand; !each.isEmpty(); each = arguments.has('p') && each.contains("/") ? each.substring(0, each.lastIndexOf('/')) : "") {
                Optional<FileProblem> problem = removeEmpty(arguments.invocation.files(), arguments.invocation.path(each));
                if (problem.isPresent()) {
                    arguments.complain("failed to remove '" + each + "': " + problem.get().text());
                    status = 1;
                    break;
                }
            }
        }
        return status;
    }

    private static Optional<FileProblem> removeEmpty(Files files, String path) {
        return switch (files.at(path).orElse(null)) {
            case null -> files.problemFinding(path);
            case TextFile file -> Optional.of(FileProblem.NOT_DIRECTORY);
            case Directory directory -> directory.entries().isEmpty() ? files.remove(path) : Optional.of(FileProblem.NOT_EMPTY);
        };
    }

    private static int touch(Arguments arguments) {
        if (arguments.operands().isEmpty()) {
            return arguments.usage("missing file operand", 1);
        }
        if (arguments.has('t') || arguments.has('d')) {
            arguments.complain("setting another time than now is not supported here");
            return 1;
        }
        int status = 0;
        for (String operand : arguments.operands()) {
            String path = arguments.invocation.path(operand);
            if (arguments.has('c') && arguments.invocation.files().at(path).isEmpty()) {
                continue;
            }
            Optional<FileProblem> problem = operand.isEmpty() ? Optional.of(FileProblem.NOT_FOUND) : arguments.invocation.files().touch(path);
            if (problem.isPresent()) {
                arguments.complain("cannot touch '" + operand + "': " + problem.get().text());
                status = 1;
            }
        }
        return status;
    }

    private static int rm(Arguments arguments) {
        if (arguments.operands().isEmpty()) {
            return arguments.has('f') ? 0 : arguments.usage("missing operand", 1);
        }
        int status = 0;
        for (String operand : arguments.operands()) {
            status = Math.max(status, remove(arguments, operand));
        }
        return status;
    }

    private static int remove(Arguments arguments, String operand) {
        Files files = arguments.invocation.files();
        String path = arguments.invocation.path(operand);
        FileNode node = operand.isEmpty() ? null : files.at(path).orElse(null);
        boolean recursive = arguments.has('r') || arguments.has('R');
        if (node == null) {
            if (!arguments.has('f')) {
                FileProblem problem = operand.isEmpty() ? FileProblem.NOT_FOUND : files.problemFinding(path).orElseThrow();
                arguments.complain("cannot remove '" + operand + "': " + problem.text());
            }
            return arguments.has('f') ? 0 : 1;
        }
        String last = operand.replaceAll("/+$", "").replaceAll(".*/", "");
        if (recursive && path.equals("/")) {
            arguments.complain("it is dangerous to operate recursively on '/'");
            arguments.complain("use --no-preserve-root to override this failsafe");
            return 1;
        }
        if (recursive && (last.equals(".") || last.equals(".."))) {
            arguments.complain("refusing to remove '.' or '..' directory: skipping '" + operand + "'");
            return 1;
        }
        if (node instanceof Directory directory && !recursive && !(arguments.has('d') && directory.entries().isEmpty())) {
            arguments.complain("cannot remove '" + operand + "': " + FileProblem.IS_DIRECTORY.text());
            return 1;
        }
        Optional<FileProblem> problem = files.remove(path);
        if (problem.isPresent()) {
            arguments.complain("cannot remove '" + operand + "': " + problem.get().text());
            return 1;
        }
        if (arguments.has('v')) {
            arguments.print("removed " + (node instanceof Directory ? "directory " : "") + "'" + operand + "'\n");
        }
        return 0;
    }

    /** Only whether a file can be executed matters here. */
    private static int chmod(Invocation invocation) {
        List<String> operands = invocation.operands().stream().filter(word -> !word.matches("-[Rvcf]+|--")).toList();
        Arguments arguments = Arguments.read(invocation.withArgs(List.of(invocation.name())), Grammar.of(""));
        if (operands.isEmpty()) {
            return arguments.usage("missing operand", 1);
        }
        String mode = operands.getFirst();
        if (!mode.matches("[0-7]{3,4}|([ugoa]*[-+=][rwx]*,?)+")) {
            return arguments.usage("invalid mode: '" + mode + "'", 1);
        }
        if (operands.size() == 1) {
            return arguments.usage("missing operand after '" + mode + "'", 1);
        }
        int status = 0;
        for (String operand : operands.subList(1, operands.size())) {
            String path = invocation.path(operand);
            boolean before = invocation.files().at(path).orElse(null) instanceof TextFile file && file.executable();
            Optional<FileProblem> problem = invocation.files().setExecutable(path, executable(mode, before));
            if (problem.isPresent()) {
                arguments.complain("cannot access '" + operand + "': " + problem.get().text());
                status = 1;
            }
        }
        return status;
    }

    private static boolean executable(String mode, boolean before) {
        if (mode.matches("[0-7]+")) {
            return (mode.charAt(mode.length() - 3) - '0' & 1) == 1;
        }
        boolean executable = before;
        for (String clause : mode.split(",")) {
            if (clause.matches("[ugoa]*[+=].*x.*")) {
                executable = true;
            } else if (clause.matches("[ugoa]*-.*x.*|[ugoa]*=.*")) {
                executable = false;
            }
        }
        return executable;
    }
}
