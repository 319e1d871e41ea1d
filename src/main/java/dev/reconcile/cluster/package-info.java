/**
 * Wires one cluster and offers few verbs: request, run, watch, save, fork.
 */
package dev.reconcile.cluster;
