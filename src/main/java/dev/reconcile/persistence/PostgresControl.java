package dev.reconcile.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs PostgreSQL's own programs that make, start and stop a server. */
record PostgresControl(PostgresBinaries binaries, Unprivileged how, Path database) {
    private static final int PATIENCE_SECONDS = 60;
    private static final int LINES_SHOWN = 5;

    /** What a lab for a class needs: small, reachable from this machine only, in one time zone. */
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=40",
            "shared_buffers=64MB",
            "max_wal_size=256MB",
            "wal_level=minimal",
            "max_wal_senders=0",
            "io_method=sync",
            "log_checkpoints=off",
            "timezone=UTC",
            "log_timezone=UTC");

    /** A program of PostgreSQL ended with an error; the message holds what it said last. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failed(String message) {
            super(message);
        }
    }

    /** Fills the empty directory with a new database. */
    void initialise(String user, Path passwordFile) {
        run(binaries.program("initdb"), "--pgdata=" + database, "--username=" + user, "--pwfile=" + passwordFile,
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions");
    }

    /** Returns when the server answers on that port. */
    void start(int port) {
        StringBuilder options = new StringBuilder("-p " + port);
        for (String setting : SETTINGS) {
            options.append(" -c ").append(setting);
        }
        run(binaries.program("pg_ctl"), "start", "--pgdata=" + database, "--wait", "--timeout=" + PATIENCE_SECONDS,
                "--log=" + database.resolve("server.log"), "--options=" + options);
    }

    void stop() {
        run(binaries.program("pg_ctl"), "stop", "--pgdata=" + database, "--mode=fast", "--wait", "--timeout=" + PATIENCE_SECONDS);
    }

    private void run(String... words) {
        try {
            // A file, not a pipe: the server inherits the output and would hold a pipe open.
            Path output = Files.createTempFile("reconcile-postgres", ".log");
            try {
                ProcessBuilder builder = new ProcessBuilder(how.command(words))
                        .directory(binaries.home().toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
                builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
                builder.environment().put("LC_ALL", "C");
                Process process = builder.start();
                if (!process.waitFor(PATIENCE_SECONDS * 2, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new Failed(words[0] + " did not end");
                }
                if (process.exitValue() != 0) {
                    throw new Failed(words[0] + " ended with " + process.exitValue() + ": " + lastLines(output) + serverLog());
                }
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("interrupted while waiting for " + words[0]);
        }
    }

    private String serverLog() throws IOException {
        Path log = database.resolve("server.log");
        return Files.exists(log) ? " / server log: " + lastLines(log) : "";
    }

    private static String lastLines(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }
}
