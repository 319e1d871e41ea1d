/**
 * Says what the fields of a kind are, from the object model's classes and descriptions of our own.
 */
package dev.reconcile.kubectl.explain;
