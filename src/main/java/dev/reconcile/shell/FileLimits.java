package dev.reconcile.shell;

/** How much a file tree may hold. Sizes in bytes of UTF-8, counts include directories. */
public record FileLimits(long maxFileBytes, long maxTotalBytes, int maxFiles, int maxDepth) {
    /** A learner's tree: manifests and scripts. */
    public static final FileLimits LEARNER = new FileLimits(1 << 20, 4 << 20, 2_000, 32);

    /** A container's tree: a few configuration files and what its script writes. */
    public static final FileLimits CONTAINER = new FileLimits(1 << 18, 1 << 20, 500, 32);

    /** A volume: what applications write, and what ConfigMaps and Secrets hold. */
    public static final FileLimits VOLUME = new FileLimits(1 << 20, 2 << 20, 500, 32);

    /** A node's own tree, of which pods mount directories. */
    public static final FileLimits NODE = new FileLimits(1 << 20, 4 << 20, 2_000, 32);
}
