/**
 * What the API server's admission plugins add to objects and refuse, looking at other objects.
 */
package dev.reconcile.api.admission;
