/**
 * What {@code kubectl describe} says about an object, kind by kind.
 */
package dev.reconcile.kubectl.describe;
