/**
 * HTTP, WebSocket, Qute pages and the Kubernetes REST dialect; decides nothing.
 */
package dev.reconcile.web;
