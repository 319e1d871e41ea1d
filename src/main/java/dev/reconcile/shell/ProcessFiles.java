package dev.reconcile.shell;

import java.util.ArrayList;
import java.util.List;

/** What bash's {@code <(commands)} leaves: files with the commands' output, there until the command that names them is over. */
final class ProcessFiles {
    static final String DIRECTORY = "/dev/fd/";

    /** bash counts down from there. */
    private static final int FIRST = 63;

    private final Shell shell;
    private final List<String> paths = new ArrayList<>();
    /** How many frames there were when the newest of them was made. */
    private int depth;

    ProcessFiles(Shell shell) {
        this.shell = shell;
    }

    /** The path of a new file that holds this text. */
    String make(String content) {
        Files files = shell.invocation().files();
        int number = FIRST;
        while (files.isFile(DIRECTORY + number)) {
            number--;
        }
        String path = DIRECTORY + number;
        FileProblem problem = files.makeDirectories(Files.parent(path)).or(() -> files.write(path, content)).orElse(null);
        if (problem != null) {
            throw Stop.failed(path + ": " + problem.text(), 1);
        }
        paths.add(path);
        depth = shell.frames().size();
        return path;
    }

    /** Before the next step: what a function or a script was called with is still in use there. */
    void removeUnused() {
        if (!paths.isEmpty() && shell.frames().size() <= depth && shell.expander().remembered().isEmpty()) {
            removeAll();
        }
    }

    void removeAll() {
        Files files = shell.invocation().files();
        paths.forEach(files::remove);
        paths.clear();
    }

    List<String> paths() {
        return paths;
    }

    int depth() {
        return depth;
    }

    void restore(List<String> itsPaths, int itsDepth) {
        paths.addAll(itsPaths);
        depth = itsDepth;
    }
}
