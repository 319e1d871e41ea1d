/**
 * Kinds that a cluster's own objects define: CustomResourceDefinitions and the objects of their kinds.
 */
package dev.reconcile.api.custom;
