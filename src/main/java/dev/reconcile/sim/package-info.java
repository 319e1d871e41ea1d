/**
 * Keeps virtual time: clock, ordered queue of due work, seeded randomness, "run until quiet / until T / N steps".
 */
package dev.reconcile.sim;
