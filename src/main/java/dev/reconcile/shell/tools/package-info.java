/**
 * The small programs of a POSIX system, working on the virtual files: ls, cat, grep, sed, sleep and their like, with GNU's texts.
 */
package dev.reconcile.shell.tools;
