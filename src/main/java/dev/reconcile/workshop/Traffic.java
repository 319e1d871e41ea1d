package dev.reconcile.workshop;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How the learner's own clients use a session: how much, when last, and what they have been told. Any thread may call. */
public final class Traffic {
    private static final int AGENTS_REMEMBERED = 100;

    /** Virtual milliseconds that the learner's clock may be ahead before a client is told. */
    private static final long AHEAD_MILLIS = 60_000;

    private static final long SECOND = 1000;

    /**
     * The state of the connection.
     *
     * @param client program and version of the last client; empty if there never was one
     * @param lastSeen wall milliseconds of its last request
     * @param requests of all clients since the session came into memory
     * @param open connections that are open now
     */
    public record State(String client, long lastSeen, long requests, int open) {}

    private final Set<String> told = new TreeSet<>();
    private double tokens = Limits.REQUEST_BURST;
    private long filled;
    private String client = "";
    private long lastSeen;
    private long requests;
    private int open;

    /** Counts a request; false if there are too many. */
    public synchronized boolean admits(Client from, long wallMillis) {
        if (filled != 0) {
            double fresh = Math.max(0, wallMillis - filled) * (double) Limits.REQUESTS_A_SECOND / SECOND;
            tokens = Math.min(Limits.REQUEST_BURST, tokens + fresh);
        }
        filled = wallMillis;
        client = from.program();
        lastSeen = wallMillis;
        requests++;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Counts a connection that stays open; false if there are too many. Each one that was let in is to be closed. */
    public synchronized boolean open() {
        if (open == Limits.OPEN_CONNECTIONS) {
            return false;
        }
        open++;
        return true;
    }

    public synchronized void close() {
        open--;
    }

    public synchronized State state() {
        return new State(client, lastSeen, requests, open);
    }

    /** Tells each client once that the cluster's clock is ahead of its own, because then the ages that it works out itself are wrong. */
    public synchronized Optional<String> clockWarning(Client from, long virtualMillis, long wallMillis) {
        long ahead = virtualMillis - wallMillis;
        if (ahead < AHEAD_MILLIS || told.size() == AGENTS_REMEMBERED || !told.add(from.agent())) {
            return Optional.empty();
        }
        return Optional.of("time is simulated in this cluster: its clock is " + roughly(ahead) + " ahead of yours");
    }

    private static String roughly(long millis) {
        long minutes = millis / 60_000;
        return minutes < 120 ? minutes + "m" : minutes < 48 * 60 ? minutes / 60 + "h" : minutes / (24 * 60) + "d";
    }
}
