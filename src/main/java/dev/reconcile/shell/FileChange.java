package dev.reconcile.shell;

/** One difference between two states of a file tree; paths are absolute. Applied in order they turn the older state into the newer. */
public sealed interface FileChange {
    String path();

    record Written(String path, String content, boolean executable) implements FileChange {}

    record DirectoryMade(String path) implements FileChange {}

    /** A file, or a directory with everything below it. */
    record Removed(String path) implements FileChange {}
}
