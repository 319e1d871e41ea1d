package dev.reconcile.kubelet;

import dev.reconcile.shell.Files;
import dev.reconcile.shell.Network;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What all containers of a pod have around them.
 *
 * @param now virtual milliseconds since the epoch
 * @param budget how many failed probes are still reported
 * @param containers the pod's containers by name
 */
record Site(LongSupplier now, String ip, Sockets sockets, ReportBudget budget, Network network,
        Function<String, Optional<Container>> containers, HostFiles hostFiles, PodVolumes volumes) {
    /** What the pod's containers have in {@code /etc} in common. */
    Files etc() {
        return hostFiles.files(now);
    }

    /**
     * Whoever listens on that port of the pod.
     *
     * @param client the address from which is asked
     */
    Optional<Server> server(int port, String client) {
        return sockets.at(port).flatMap(listener -> containers.apply(listener.container()).map(container -> new Server(listener, container, client)));
    }
}
