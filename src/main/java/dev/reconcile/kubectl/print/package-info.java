/**
 * Prints objects as kubectl does: tables, templates, columns and names.
 */
package dev.reconcile.kubectl.print;
