/**
 * A small POSIX-like shell over a virtual file system, for the learner's terminal and for {@code sh -c} in containers.
 */
package dev.reconcile.shell;
