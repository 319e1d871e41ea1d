package dev.reconcile.shell;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileNode.Directory;
import dev.reconcile.shell.FileNode.TextFile;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A tree of files as JSON: one item per file and directory, directories before what they hold. */
final class SavedFiles {
    private SavedFiles() {}

    static Json of(Directory root) {
        List<Json> nodes = new ArrayList<>();
        save("", root, nodes);
        return Json.of("nodes", nodes);
    }

    private static void save(String path, Directory directory, List<Json> nodes) {
        nodes.add(Json.of("path", path.isEmpty() ? "/" : path, "modified", directory.modifiedMillis()));
        directory.entries().forEach((name, node) -> {
            switch (node) {
                case Directory inner -> save(path + "/" + name, inner, nodes);
                case TextFile file -> nodes.add(Json.of("path", path + "/" + name, "modified", file.modifiedMillis(), "content", file.content(),
                        "executable", file.executable() ? true : null));
            }
        });
    }

    static Directory tree(Json saved) {
        List<Json> nodes = saved.objects("nodes");
        SortedMap<String, SortedMap<String, FileNode>> entries = new TreeMap<>();
        // Innermost first: a directory is complete before it is put into the one around it.
        for (Json node : nodes.reversed()) {
            String path = node.text("path");
            FileNode made = node.has("content")
                    ? TextFile.of(node.text("content"), node.number(0, "modified"), node.isTrue("executable"))
                    : Directory.of(entries.getOrDefault(path, new TreeMap<>()), node.number(0, "modified"));
            if (path.equals("/")) {
                return (Directory) made;
            }
            entries.computeIfAbsent(Files.parent(path), each -> new TreeMap<>()).put(Files.name(path), made);
        }
        return Directory.empty(0);
    }
}
