/**
 * Builds the objects of a kustomization: its resources with names, labels, images and patches changed, and generated ConfigMaps and Secrets.
 */
package dev.reconcile.kubectl.kustomize;
