package dev.reconcile.kubectl.call;

import dev.reconcile.shell.Connection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The ports of the person's own machine on which a {@code kubectl port-forward} listens. */
public final class Forwards {
    /** Where ports begin that are given out to those who do not mind which. */
    private static final int FIRST_FREE = 34_567;

    private final SortedMap<Integer, Connection.Peer> open = new TreeMap<>();

    /** False if somebody listens there already. */
    public boolean listen(int port, Connection.Peer peer) {
        return open.putIfAbsent(port, peer) == null;
    }

    public void close(int port) {
        open.remove(port);
    }

    public Optional<Connection.Peer> at(int port) {
        return Optional.ofNullable(open.get(port));
    }

    /** A port on which nobody listens. */
    public int free() {
        int port = FIRST_FREE;
        while (open.containsKey(port)) {
            port++;
        }
        return port;
    }
}
