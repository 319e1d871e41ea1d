package dev.reconcile.persistence;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.net.ConnectException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Runs work in a transaction of its own, and again after a lost connection.
 *
 * <p>Whether a commit whose answer was lost took place is not known: the work has to be one that may be done twice.
 */
final class Transactions {
    /** Long enough for the database to come back after a crash. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /**
     * Fewer than there are connections ({@code quarkus.datasource.jdbc.max-size}): whoever comes later waits for a turn, and not for a connection, which
     * would be refused after a while.
     */
    static final int AT_ONCE = 12;

    private static final Semaphore TURNS = new Semaphore(AT_ONCE, true);

    private Transactions() {}

    static <T> T durable(Supplier<T> work) {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return inTurn(work);
            } catch (RuntimeException e) {
                if (!connectionLost(e)) {
                    throw e;
                }
                if (Instant.now().isAfter(end)) {
                    throw new DatabaseUnavailable(e);
                }
                pause();
            }
        }
    }

    private static <T> T inTurn(Supplier<T> work) {
        TURNS.acquireUninterruptibly();
        try {
            return QuarkusTransaction.requiringNew().call(work::get);
        } finally {
            TURNS.release();
        }
    }

    static void durable(Runnable work) {
        durable(() -> {
            work.run();
            return null;
        });
    }

    /** SQLSTATE class 08 is "connection exception", 57P01 to 57P03 are a server that goes or comes. */
    private static boolean connectionLost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof DatabaseUnavailable) {
                return true;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null
                    && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57P"))) {
                return true;
            }
        }
        return false;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailable(e);
        }
    }
}
