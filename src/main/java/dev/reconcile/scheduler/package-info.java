/**
 * Chooses a node for each pending pod and says why every other node lost.
 */
package dev.reconcile.scheduler;
