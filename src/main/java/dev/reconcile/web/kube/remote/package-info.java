/**
 * Carries exec, attach, forwarded ports and followed logs between a client and its cluster: WebSocket channels and SPDY streams.
 */
package dev.reconcile.web.kube.remote;
