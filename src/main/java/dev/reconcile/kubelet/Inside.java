package dev.reconcile.kubelet;

import dev.reconcile.shell.Network;
import dev.reconcile.shell.Terminal;
import dev.reconcile.shell.World;
import java.util.Optional;

/**
 * The world as a process in a container sees it.
 *
 * @param terminal of whoever looks in from outside
 */
record Inside(Site site, Optional<Terminal> terminal) implements World {
    @Override
    public long nowMillis() {
        return site.now().getAsLong();
    }

    @Override
    public Network network() {
        return site.network();
    }
}
