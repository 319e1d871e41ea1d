/**
 * Programs that talk over the network: nslookup, wget, curl, nc, ping and what shows the network's settings.
 */
package dev.reconcile.shell.net;
