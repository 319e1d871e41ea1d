/**
 * The reconcile runtime: watch, key, queue, reconcile, apply the plan, back off, and record the decision.
 */
package dev.reconcile.control;
