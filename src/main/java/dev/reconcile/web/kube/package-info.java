/**
 * Speaks the Kubernetes REST dialect for each session's cluster, so that real clients work on it; decides nothing.
 */
package dev.reconcile.web.kube;
