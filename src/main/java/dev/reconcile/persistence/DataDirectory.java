package dev.reconcile.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * The folder in which the lab keeps everything, held by one process at a time.
 *
 * <p>The lock is the operating system's: it goes with the process, however that ends.
 */
public final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileLock lock;

    private DataDirectory(Path path, FileLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Where the data lives if nobody says otherwise: as the XDG directory rules have it, else {@code ~/.reconcile}. */
    public static Path usual(Map<String, String> environment, String home) {
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        return xdg.startsWith("/") ? Path.of(xdg, "reconcile") : Path.of(home, ".reconcile");
    }

    /** @throws StartRefused if it cannot be written or another process holds it */
    public static DataDirectory hold(Path path) {
        Path directory = path.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            FileChannel channel = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                String holder = Files.readString(directory.resolve("lock")).strip();
                channel.close();
                throw new StartRefused("The data directory " + directory + " is in use by another Reconcile (process " + holder + ").");
            }
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"));
            return new DataDirectory(directory, lock);
        } catch (IOException e) {
            throw new StartRefused("The data directory " + directory + " cannot be made or written ("
                    + e.getClass().getSimpleName() + "): choose another with --data DIR.");
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    public Path path() {
        return path;
    }

    /** Whoever holds the directory keeps a reference to this: the lock goes when the object is collected. */
    @Override
    public void close() {
        try {
            lock.channel().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
