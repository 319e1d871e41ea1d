/**
 * Who set which field of an object: {@code metadata.managedFields}, and the merge of server-side apply.
 */
package dev.reconcile.api.ownership;
