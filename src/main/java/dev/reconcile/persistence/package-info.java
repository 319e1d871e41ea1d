/**
 * Entities, migrations and the journal in PostgreSQL.
 */
package dev.reconcile.persistence;
