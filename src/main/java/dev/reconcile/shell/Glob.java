package dev.reconcile.shell;

import dev.reconcile.shell.FileNode.Directory;
import java.util.ArrayList;
import java.util.List;

/** Finds the paths that match a pattern. */
final class Glob {
    private Glob() {}

    /** The paths as the pattern writes them (relative stays relative), sorted; at most that many. */
    static List<String> paths(String pattern, String directory, Files files, int most) {
        List<String> found = new ArrayList<>(List.of(""));
        boolean absolute = pattern.startsWith("/");
        String[] parts = pattern.split("/+", -1);
        for (int i = absolute ? 1 : 0; i < parts.length; i++) {
            List<String> longer = new ArrayList<>();
            for (String prefix : found) {
                extend(prefix + (i == 0 ? "" : "/"), parts[i], directory, files, longer, most);
            }
            found = longer;
        }
        return found;
    }

    private static void extend(String prefix, String part, String directory, Files files, List<String> found, int most) {
        String base = Files.normalise(directory, prefix);
        if (!Pattern.isSpecial(part)) {
            String path = prefix + part.replaceAll("\\\\(.)", "$1");
            if (found.size() < most && files.at(Files.normalise(directory, path)).isPresent() && (!part.isEmpty() || files.isDirectory(base))) {
                found.add(path);
            }
        } else if (files.at(base).orElse(null) instanceof Directory entries) {
            for (String name : entries.entries().keySet()) {
                boolean visible = !name.startsWith(".") || part.startsWith(".") || part.startsWith("\\.");
                if (found.size() < most && visible && Pattern.matches(part, name)) {
                    found.add(prefix + name);
                }
            }
        }
    }
}
