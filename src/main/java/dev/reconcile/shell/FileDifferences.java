package dev.reconcile.shell;

import dev.reconcile.shell.FileNode.Directory;
import dev.reconcile.shell.FileNode.TextFile;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What has to be done to one tree to make it another. Times of change do not count. */
final class FileDifferences {
    private final List<FileChange> changes = new ArrayList<>();

    private FileDifferences() {}

    static List<FileChange> between(Directory before, Directory after) {
        FileDifferences differences = new FileDifferences();
        differences.directories("", before, after);
        return differences.changes;
    }

    private void directories(String path, Directory before, Directory after) {
        TreeSet<String> names = new TreeSet<>(before.entries().keySet());
        names.addAll(after.entries().keySet());
        for (String name : names) {
            nodes(path + "/" + name, before.entries().get(name), after.entries().get(name));
        }
    }

    private void nodes(String path, FileNode before, FileNode after) {
        if (before == after) {
            return;
        }
        if (after == null || before != null && before.getClass() != after.getClass()) {
            changes.add(new FileChange.Removed(path));
        }
        if (after instanceof Directory directory) {
            if (!(before instanceof Directory)) {
                changes.add(new FileChange.DirectoryMade(path));
            }
            directories(path, before instanceof Directory old ? old : Directory.empty(0), directory);
        } else if (after instanceof TextFile file
                && !(before instanceof TextFile old && old.content().equals(file.content()) && old.executable() == file.executable())) {
            changes.add(new FileChange.Written(path, file.content(), file.executable()));
        }
    }
}
