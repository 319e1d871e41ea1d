package dev.reconcile.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running PostgreSQL server says about itself in the {@code postmaster.pid} of its data directory.
 *
 * <p>The lines are PostgreSQL's own (src/include/utils/pidfile.h): 1 process, 4 port, 8 state.
 */
record ServerFile(long process, int port, String state) {
    private static final String NAME = "postmaster.pid";
    private static final int COMPLETE_LINES = 8;

    /** Empty if there is no file or the server is still writing it. */
    static Optional<ServerFile> read(Path database) {
        try {
            List<String> lines = Files.readAllLines(database.resolve(NAME));
            if (lines.size() < COMPLETE_LINES) {
                return Optional.empty();
            }
            return Optional.of(new ServerFile(
                    Long.parseLong(lines.get(0).strip()), Integer.parseInt(lines.get(3).strip()), lines.get(7).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Forgets a server whose number now belongs to another program (after a reboot, or in a new container), because
     * PostgreSQL would take that program for the server and refuse to start.
     */
    static void forgetIfStale(Path database) {
        boolean stale = read(database).filter(file -> ProcessHandle.of(file.process()).isPresent() && !file.alive()).isPresent();
        if (stale) {
            try {
                Files.delete(database.resolve(NAME));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    boolean ready() {
        return state.equals("ready");
    }

    /** Whether that process is there and is a PostgreSQL; one that has ended and was not waited for shows no program. */
    boolean alive() {
        return ProcessHandle.of(process)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().command())
                .filter(command -> command.endsWith("/postgres"))
                .isPresent();
    }
}
