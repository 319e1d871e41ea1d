package dev.reconcile.kubelet;

import java.util.function.LongSupplier;

/**
 * What all containers of a pod have around them.
 *
 * @param now virtual milliseconds since the epoch
 */
record Site(LongSupplier now, String ip, Sockets sockets) {}
