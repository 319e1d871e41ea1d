/** What the server offers, in the documents by which clients find their way, and what a path means. */
package dev.reconcile.api.discovery;
