/**
 * The nouns of Kubernetes and what is computed from them alone: kinds, selectors, quantities, owner references, conditions.
 */
package dev.reconcile.model;
