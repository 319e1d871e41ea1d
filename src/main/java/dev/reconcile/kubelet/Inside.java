package dev.reconcile.kubelet;

import dev.reconcile.shell.Network;
import dev.reconcile.shell.Signal;
import dev.reconcile.shell.Terminal;
import dev.reconcile.shell.World;
import java.util.Optional;

/**
 * The world as a process in a container sees it.
 *
 * @param container in which it runs
 * @param terminal of whoever looks in from outside
 */
record Inside(Site site, Container container, Optional<Terminal> terminal) implements World {
    /** The first process of a container is the only one that others can name. */
    private static final long FIRST = 1;

    @Override
    public long nowMillis() {
        return site.now().getAsLong();
    }

    @Override
    public Network network() {
        return site.network();
    }

    @Override
    public boolean signal(long pid, Signal signal) {
        if (pid != FIRST || !container.isRunning()) {
            return false;
        }
        // The kernel keeps KILL from within away from the first process.
        if (signal != Signal.KILL) {
            container.interrupt(signal, nowMillis());
        }
        return true;
    }
}
