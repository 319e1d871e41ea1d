package dev.reconcile.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How PostgreSQL is run by someone who is root, which it refuses to be.
 *
 * <p>A user namespace without a mapping is the gentlest way: files keep their owner and the server has no rights over
 * anything else. Where the kernel or a container forbids it, the server becomes the user {@code nobody}.
 */
enum Unprivileged {
    /** Not root: nothing to do. */
    AS_IS(List.of()),
    USER_NAMESPACE(List.of("unshare", "--user")),
    NOBODY(List.of("setpriv", "--reuid=nobody", "--regid=65534", "--clear-groups"));

    private static final long PROBE_SECONDS = 5;
    private final List<String> prefix;

    Unprivileged(List<String> prefix) {
        this.prefix = prefix;
    }

    /** The way that works here for a server whose files are, or will be, in {@code database}. */
    static Unprivileged onThisMachine(Path database) {
        if (!System.getProperty("user.name").equals("root")) {
            return AS_IS;
        }
        boolean belongsToNobody = Files.isDirectory(database) && !owner(database).getName().equals("root");
        if (!belongsToNobody && USER_NAMESPACE.works("true")) {
            return USER_NAMESPACE;
        }
        if (NOBODY.works("true")) {
            return NOBODY;
        }
        throw new StartRefused("PostgreSQL refuses to run as root: start the lab as an ordinary user,"
                + " or set RECONCILE_JDBC_URL to a PostgreSQL of your own.");
    }

    List<String> command(String... words) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(words));
        return command;
    }

    /** Makes what is in {@code home} and belongs to the server its own, and lets it get there. */
    void own(Path home, Path... belongings) throws IOException {
        if (this != NOBODY) {
            return;
        }
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx--x--x"));
        UserPrincipal nobody = home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        for (Path belonging : belongings) {
            Files.setOwner(belonging, nobody);
            if (!works("test", "-r", belonging.toString())) {
                throw new StartRefused("PostgreSQL refuses to run as root, and the user nobody, who runs it instead, cannot reach "
                        + belonging + ": choose another place with --data, or start the lab as an ordinary user.");
            }
        }
    }

    /** Whether the server's user gets as far as this program. */
    boolean canRun(String program) {
        return this != NOBODY || works("test", "-x", program);
    }

    private boolean works(String... words) {
        try {
            Process process = new ProcessBuilder(command(words))
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while starting", e);
        }
    }

    private static UserPrincipal owner(Path path) {
        try {
            return Files.getOwner(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
