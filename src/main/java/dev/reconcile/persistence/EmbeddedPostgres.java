package dev.reconcile.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * The PostgreSQL that comes along, with its data below one folder, reachable from this machine only and by password.
 *
 * <p>A server that outlived its lab is adopted, and one that dies under a running lab is started again on the same port.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(EmbeddedPostgres.class);
    private static final String USER = "reconcile";
    private static final int START_ATTEMPTS = 5;
    private static final Duration SETTLE_TIME = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration WATCH = Duration.ofMillis(250);

    private final Path database;
    private final PostgresControl control;
    private final String password;
    private final int port;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread watch;

    private EmbeddedPostgres(Path database, PostgresControl control, String password, int port) {
        this.database = database;
        this.control = control;
        this.password = password;
        this.port = port;
        this.watch = Thread.ofVirtual().name("postgres-watch").start(this::keepAlive);
    }

    /** What a datasource needs to know. */
    public record Access(String jdbcUrl, String user, String password) {}

    /** Returns when the server answers; the caller holds {@code home} for itself (see {@link DataDirectory}). */
    public static EmbeddedPostgres start(Path home, PostgresBinaries binaries) {
        Path database = home.resolve("database");
        Unprivileged how = Unprivileged.onThisMachine(database);
        return start(home, how.canRun(binaries.program("postgres")) ? binaries : PostgresBinaries.unpackedBelow(home), how);
    }

    static EmbeddedPostgres start(Path home, PostgresBinaries binaries, Unprivileged how) {
        Path database = home.resolve("database");
        PostgresControl control = new PostgresControl(binaries, how, database);
        try {
            String password = password(home.resolve("password"));
            if (!Files.exists(database)) {
                initialise(home, binaries, how);
            }
            requireSameMajorVersion(database);
            return new EmbeddedPostgres(database, control, password, adoptOrStart(database, control));
        } catch (IOException e) {
            throw new UncheckedIOException("the database in " + home + " could not be started", e);
        }
    }

    public Access access() {
        return new Access("jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, password);
    }

    /** The number of the server's process, while there is one. */
    public Optional<Long> process() {
        return ServerFile.read(database).filter(ServerFile::alive).map(ServerFile::process);
    }

    @Override
    public void close() {
        abandon();
        if (process().isPresent()) {
            control.stop();
        }
    }

    /** Leaves the server to itself, as a process that is killed does. */
    void abandon() {
        closing.countDown();
        try {
            watch.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String password(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Path unfinished = file.resolveSibling("password.new");
            Files.deleteIfExists(unfinished);
            Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(unfinished, HexFormat.of().formatHex(random) + "\n");
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }

    /** Under another name until it is whole: a process killed meanwhile leaves no half database behind. */
    private static void initialise(Path home, PostgresBinaries binaries, Unprivileged how) throws IOException {
        Path unfinished = home.resolve("database.new");
        if (Files.exists(unfinished)) {
            PostgresBinaries.deleteTree(unfinished);
        }
        Files.createDirectory(unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        how.own(home, unfinished, home.resolve("password"));
        new PostgresControl(binaries, how, unfinished).initialise(USER, home.resolve("password"));
        Files.move(unfinished, home.resolve("database"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void requireSameMajorVersion(Path database) throws IOException {
        String found = Files.readString(database.resolve("PG_VERSION")).strip();
        if (!PostgresBinaries.VERSION.startsWith(found + ".")) {
            throw new StartRefused("The data in " + database + " belongs to PostgreSQL " + found + ", but this build carries "
                    + PostgresBinaries.VERSION + ": use the build that wrote it, or another directory with --data.");
        }
    }

    /** The server that is already there and answers, after one that is coming or going has done so; empty if there is none. */
    private static Optional<ServerFile> settled(Path database) {
        await(() -> ServerFile.read(database).filter(ServerFile::alive).map(ServerFile::ready).orElse(true),
                "a PostgreSQL that was already there neither got ready nor ended");
        return ServerFile.read(database).filter(ServerFile::alive);
    }

    private static int adoptOrStart(Path database, PostgresControl control) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Optional<ServerFile> there = settled(database);
            if (there.isPresent()) {
                return there.get().port();
            }
            try {
                int port = freePort();
                ServerFile.forgetIfStale(database);
                control.start(port);
                return port;
            } catch (PostgresControl.Failed e) {
                if (attempt == START_ATTEMPTS) {
                    throw e;
                }
                LOG.infof("PostgreSQL did not start, trying again: %s", e.getMessage());
            }
        }
    }

    /** Somebody else may take it before the server does; then the next attempt finds another. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void keepAlive() {
        try {
            while (!closing.await(WATCH.toMillis(), TimeUnit.MILLISECONDS)) {
                if (process().isEmpty()) {
                    startAgain();
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private void startAgain() {
        LOG.warn("The database server has ended; starting it again");
        try {
            if (settled(database).isEmpty()) {
                ServerFile.forgetIfStale(database);
                control.start(port);
            }
            LOG.info("The database server is back");
        } catch (RuntimeException e) {
            LOG.error("The database server could not be started again; the next attempt follows", e);
        }
    }

    private static void await(BooleanSupplier condition, String otherwise) {
        Instant end = Instant.now().plus(SETTLE_TIME);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException(otherwise + " within " + SETTLE_TIME.toSeconds() + " seconds");
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted while waiting for PostgreSQL", e);
            }
        }
    }
}
