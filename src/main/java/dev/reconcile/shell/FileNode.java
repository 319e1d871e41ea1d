package dev.reconcile.shell;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** An immutable file or directory; trees share what did not change. Times are virtual milliseconds since the epoch. */
public sealed interface FileNode {
    long modifiedMillis();

    /** Size of the contents with everything below, in bytes of UTF-8. */
    long bytes();

    /** How many files and directories this is, itself included. */
    int count();

    record TextFile(String content, long modifiedMillis, boolean executable, long bytes) implements FileNode {
        static TextFile of(String content, long modifiedMillis, boolean executable) {
            return new TextFile(content, modifiedMillis, executable, content.getBytes(StandardCharsets.UTF_8).length);
        }

        @Override
        public int count() {
            return 1;
        }
    }

    record Directory(SortedMap<String, FileNode> entries, long modifiedMillis, long bytes, int count) implements FileNode {
        static Directory of(SortedMap<String, FileNode> entries, long modifiedMillis) {
            long bytes = 0;
            int count = 1;
            for (FileNode node : entries.values()) {
                bytes += node.bytes();
                count += node.count();
            }
            return new Directory(Collections.unmodifiableSortedMap(entries), modifiedMillis, bytes, count);
        }

        static Directory empty(long modifiedMillis) {
            return of(new TreeMap<>(), modifiedMillis);
        }

        Directory with(String name, FileNode node, long now) {
            SortedMap<String, FileNode> changed = new TreeMap<>(entries);
            changed.put(name, node);
            return of(changed, now);
        }

        Directory without(String name, long now) {
            SortedMap<String, FileNode> changed = new TreeMap<>(entries);
            changed.remove(name);
            return of(changed, now);
        }
    }
}
