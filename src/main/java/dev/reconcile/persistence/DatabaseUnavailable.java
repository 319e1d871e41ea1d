package dev.reconcile.persistence;

/** The database could not be reached for as long as was worth waiting; nothing was acknowledged. */
public final class DatabaseUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseUnavailable(Throwable cause) {
        super("the database cannot be reached", cause);
    }
}
