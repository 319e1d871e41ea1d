/**
 * Lives the life of pods on a node: image pulls, init and ordinary containers, probes, restarts with back-off, logs,
 * graceful stop; container programs are data.
 */
package dev.reconcile.kubelet;
