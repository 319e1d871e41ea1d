package dev.reconcile.kubelet;

import java.util.function.LongSupplier;

/**
 * What all containers of a pod have around them.
 *
 * @param now virtual milliseconds since the epoch
 * @param budget how many failed probes are still reported
 */
record Site(LongSupplier now, String ip, Sockets sockets, ReportBudget budget) {}
