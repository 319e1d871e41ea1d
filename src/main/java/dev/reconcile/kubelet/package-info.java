/**
 * Lives the life of pods on a node: image pulls, containers, probes, restarts with back-off, logs, graceful stop.
 */
package dev.reconcile.kubelet;
