/**
 * What every kubectl command works with: the cluster's API, the command line, the files, and errors in kubectl's words.
 */
package dev.reconcile.kubectl.call;
