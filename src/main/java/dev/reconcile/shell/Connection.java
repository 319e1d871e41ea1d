package dev.reconcile.shell;

/** What came of opening a connection. */
public sealed interface Connection {
    /** Somebody listens. */
    record Open(Peer peer) implements Connection {}

    /** Nobody does. */
    enum Closed implements Connection {
        /** The host is there, the port is not. */
        REFUSED,
        /** The host is not there. */
        NO_ROUTE,
        /** No answer comes back at all. */
        SILENT
    }

    /** Who listens at the other end. */
    interface Peer {
        /** Whether it speaks TLS. */
        default boolean isSecure() {
            return false;
        }

        HttpReply answer(HttpRequest request);

        /** Milliseconds until it has worked on all that it was asked so far; the last answer comes no sooner. */
        default long backlogMillis() {
            return 0;
        }
    }
}
