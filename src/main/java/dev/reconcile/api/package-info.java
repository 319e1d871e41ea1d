/**
 * The only door: turns a verb on a resource into defaulted, validated, admitted writes, or a {@code Status} that says why not.
 */
package dev.reconcile.api;
