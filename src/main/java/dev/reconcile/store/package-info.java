/**
 * Keeps every object at a revision, refuses stale writes, appends each change to the log that watchers read.
 */
package dev.reconcile.store;
