package dev.reconcile.workshop;

import dev.reconcile.shell.FileNode;
import dev.reconcile.shell.Files;
import java.util.ArrayList;
import java.util.List;

/** The learner's home directory as the page's editor sees it. */
final class Homes {
    private Homes() {}

    /** A path of the editor as an absolute one; relative ones start in the home. */
    static String absolute(String path) {
        return Files.normalise(Files.HOME, path);
    }

    /** Writes a file below the home, with the directories that it needs. */
    static void write(Files files, String name, String content) {
        String path = absolute(name);
        files.makeDirectories(Files.parent(path));
        files.write(path, content);
    }

    /** All files below the home, relative to it, sorted. */
    static List<String> files(Files files) {
        List<String> paths = new ArrayList<>();
        files.at(Files.HOME).ifPresent(home -> collect("", home, paths));
        return paths;
    }

    private static void collect(String path, FileNode node, List<String> paths) {
        switch (node) {
            case FileNode.Directory directory ->
                directory.entries().forEach((name, child) -> collect(path.isEmpty() ? name : path + "/" + name, child, paths));
            case FileNode.TextFile file -> paths.add(path);
        }
    }
}
