package dev.reconcile.shell;

/** A place at which another file system appears. */
public record MountPoint(String path, boolean readOnly) {}
