package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Utility;
import dev.reconcile.shell.tools.TarArchive.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code tar}: creates, lists and extracts archives, without compression. */
final class Tar extends Utility {
    static final Program PROGRAM = program(Tar::make);

    private final char mode;
    private final String archive;
    private final String directory;
    private final boolean verbose;
    private final List<String> names;
    private final StringBuilder read = new StringBuilder();

    private Tar(Invocation invocation, char mode, String archive, String directory, boolean verbose, List<String> names) {
        super(invocation);
        this.mode = mode;
        this.archive = archive;
        this.directory = directory;
        this.verbose = verbose;
        this.names = names;
    }

    private static Utility make(Invocation invocation) {
        List<String> words = new ArrayList<>(invocation.operands());
        if (!words.isEmpty() && !words.getFirst().startsWith("-")) {
            words.set(0, "-" + words.getFirst());
        }
        StringBuilder letters = new StringBuilder();
        List<String> names = new ArrayList<>();
        String archive = "-";
        String directory = invocation.environment().directory();
        while (!words.isEmpty()) {
            String word = words.removeFirst();
            if (word.startsWith("--") || !word.startsWith("-") || word.equals("-")) {
                if (!word.startsWith("--")) {
                    names.add(word);
                }
                continue;
            }
            for (char letter : word.substring(1).toCharArray()) {
                letters.append(letter);
                if (letter == 'f' || letter == 'C') {
                    if (words.isEmpty()) {
                        return Arguments.usage(invocation, "option requires an argument -- '" + letter + "'", 2);
                    }
                    String value = words.removeFirst();
                    archive = letter == 'f' ? value : archive;
                    directory = letter == 'C' ? invocation.path(value) : directory;
                }
            }
        }
        String all = letters.toString();
        if (all.matches(".*[zjJ].*")) {
            return Arguments.usage(invocation, "compression is not supported here", 2);
        }
        String mode = all.replaceAll("[^cxt]", "");
        if (mode.length() != 1) {
            return Arguments.usage(invocation, "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options", 2);
        }
        return new Tar(invocation, mode.charAt(0), archive, directory, all.contains("v"), names);
    }

    @Override
    protected Progress run() {
        if (mode == 'c') {
            return Progress.exited(create());
        }
        if (!archive.equals("-")) {
            Optional<String> content = invocation.files().content(invocation.path(archive));
            if (content.isEmpty()) {
                complain(archive + ": Cannot open: No such file or directory");
                return Progress.exited(2);
            }
            return Progress.exited(unpack(content.get()));
        }
        read.append(invocation.io().in().takeAll());
        return invocation.io().in().ended() ? Progress.exited(unpack(read.toString())) : Progress.forInput();
    }

    private int create() {
        if (names.isEmpty()) {
            complain("Cowardly refusing to create an empty archive");
            return 2;
        }
        int status = 0;
        List<Member> members = new ArrayList<>();
        for (String name : names) {
            String path = Files.normalise(directory, name);
            if (invocation.files().at(path).isEmpty()) {
                complain(name + ": Cannot stat: No such file or directory");
                status = 2;
                continue;
            }
            if (name.startsWith("/")) {
                complain("Removing leading `/' from member names");
            }
            members.addAll(TarArchive.of(invocation.files(), path, name.replaceFirst("^/+", "").replaceFirst("(?<=.)/+$", "")));
        }
        if (verbose) {
            members.forEach(member -> invocation.io().err().line(member.name()));
        }
        return written(TarArchive.write(members), status);
    }

    private int written(String text, int status) {
        if (archive.equals("-")) {
            out(text);
        } else {
            Optional<FileProblem> problem = invocation.files().write(invocation.path(archive), text);
            if (problem.isPresent()) {
                complain(archive + ": Cannot open: " + problem.get().text());
                return 2;
            }
        }
        if (status != 0) {
            complain("Exiting with failure status due to previous errors");
        }
        return status;
    }

    private int unpack(String text) {
        Optional<List<Member>> members = TarArchive.read(text);
        if (members.isEmpty()) {
            complain("This does not look like a tar archive");
            return 2;
        }
        if (!invocation.files().isDirectory(directory)) {
            complain(directory + ": Cannot open: No such file or directory");
            complain("Error is not recoverable: exiting now");
            return 2;
        }
        int status = 0;
        for (Member member : members.get()) {
            if (mode == 't' || verbose) {
                out(member.name() + "\n");
            }
            status = mode == 'x' ? Math.max(status, extract(member)) : status;
        }
        return status;
    }

    private int extract(Member member) {
        String path = Files.normalise(directory, member.name().replaceFirst("^/+", ""));
        Files files = invocation.files();
        Optional<FileProblem> problem = files.makeDirectories(member.isDirectory() ? path : Files.parent(path));
        if (problem.isEmpty() && !member.isDirectory()) {
            problem = files.write(path, member.content());
            if (problem.isEmpty() && member.executable()) {
                problem = files.setExecutable(path, true);
            }
        }
        problem.ifPresent(why -> complain(member.name() + ": Cannot open: " + why.text()));
        return problem.isPresent() ? 2 : 0;
    }

    @Override
    protected Json state() {
        return Json.of("read", read.isEmpty() ? null : read.toString());
    }

    @Override
    protected void load(Json state) {
        read.append(state.textOrEmpty("read"));
    }
}
