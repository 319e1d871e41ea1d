/**
 * The shapes of objects: types of fields, and how patches and server-side apply see lists and maps.
 */
package dev.reconcile.api.schema;
