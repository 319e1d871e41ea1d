/**
 * Reads a command line's flags as kubectl's own flag library does, with its errors.
 */
package dev.reconcile.kubectl.flags;
