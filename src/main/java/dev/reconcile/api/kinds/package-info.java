/**
 * The registry's entries: names, defaults, validation and table columns of every kind of the simulated Kubernetes.
 */
package dev.reconcile.api.kinds;
