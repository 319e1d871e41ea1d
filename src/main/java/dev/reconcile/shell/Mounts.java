package dev.reconcile.shell;

import dev.reconcile.shell.FileNode.Directory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The places of a file system at which others appear. */
final class Mounts {
    /**
     * One such place.
     *
     * @param path where it appears
     * @param within the file or directory of the other one that is seen there
     */
    record Mount(String path, Files volume, String within, boolean readOnly) {
        /** That path as the other file system has it. */
        String inside(String whole) {
            return Files.normalise("/", within + "/" + whole.substring(path.length()));
        }

        boolean covers(String whole) {
            return whole.equals(path) || whole.startsWith(path + "/");
        }
    }

    private final List<Mount> byDepth = new ArrayList<>();

    void add(Mount mount) {
        byDepth.add(mount);
        byDepth.sort(Comparator.comparingInt(each -> each.path().length()));
    }

    /** The innermost one in which the path lies. */
    Optional<Mount> covering(String path) {
        return byDepth.reversed().stream().filter(mount -> mount.covers(path)).findFirst();
    }

    List<MountPoint> places() {
        return byDepth.stream().map(mount -> new MountPoint(mount.path(), mount.readOnly())).toList();
    }

    /** Whether the path is such a place or has one below it, so that it cannot go. */
    boolean holds(String path) {
        return byDepth.stream().anyMatch(mount -> mount.path().equals(path) || mount.path().startsWith(path + "/"));
    }

    /** What is at the path, with everything that appears below it. */
    FileNode onto(String path, FileNode node) {
        FileNode whole = node;
        String prefix = path.equals("/") ? "/" : path + "/";
        for (Mount mount : byDepth) {
            if (mount.path().startsWith(prefix) && whole instanceof Directory directory) {
                Optional<FileNode> seen = mount.volume().at(mount.within());
                whole = seen.isEmpty() ? whole : placed(directory, mount.path().substring(prefix.length()).split("/"), 0, seen.get());
            }
        }
        return whole;
    }

    private static Directory placed(Directory directory, String[] names, int depth, FileNode node) {
        if (depth == names.length - 1) {
            return directory.with(names[depth], node, directory.modifiedMillis());
        }
        return directory.entries().get(names[depth]) instanceof Directory inner
                ? directory.with(names[depth], placed(inner, names, depth + 1, node), directory.modifiedMillis())
                : directory;
    }
}
