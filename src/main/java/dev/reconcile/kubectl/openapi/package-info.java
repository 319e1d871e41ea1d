/**
 * Describes the kinds to clients that check manifests, explain fields and merge patches by themselves: OpenAPI 2 and 3, made from the registry.
 */
package dev.reconcile.kubectl.openapi;
