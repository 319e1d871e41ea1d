package dev.reconcile.persistence;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The number of this process among all that share the database, shown to be alive by an advisory lock of that number.
 *
 * <p>PostgreSQL gives the lock up when the connection ends, so a process that dies is known to be dead at once.
 */
@ApplicationScoped
class NodeNumber {
    /** First half of the advisory lock's key, so that other users of the database do not collide with it: "RCCL". */
    static final int LOCK_CLASS = 0x5243434c;

    private static final int LAST = 1_000_000;
    private static final int VALIDATION_SECONDS = 2;

    private final DataSource database;
    private Connection connection;
    private int number;

    NodeNumber(DataSource database) {
        this.database = database;
    }

    /** Also takes the lock, or takes it again if the connection was lost; not to be called within a transaction. */
    synchronized int held() {
        try {
            if (connection == null || !connection.isValid(VALIDATION_SECONDS)) {
                giveUp();
                connection = database.getConnection();
                number = number == 0 ? next() : number;
                lock();
            }
            return number;
        } catch (SQLException e) {
            throw new DatabaseUnavailable(e);
        }
    }

    /** After everybody has closed their sessions, and before the connections are gone. */
    void end(@Observes @Priority(LAST) Shutdown event) {
        giveUp();
    }

    synchronized void giveUp() {
        if (connection == null) {
            return;
        }
        try (Connection ended = connection) {
            connection = null;
            try (PreparedStatement unlock = ended.prepareStatement("select pg_advisory_unlock(?, ?)")) {
                unlock.setInt(1, LOCK_CLASS);
                unlock.setInt(2, number);
                unlock.execute();
            }
        } catch (SQLException alreadyBroken) {
            // A broken connection holds no lock, and that is what was wanted.
            connection = null;
        }
    }

    private int next() throws SQLException {
        try (PreparedStatement next = connection.prepareStatement("select nextval('node_number')"); ResultSet row = next.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private void lock() throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_lock(?, ?)")) {
            lock.setInt(1, LOCK_CLASS);
            lock.setInt(2, number);
            lock.execute();
        }
    }
}
