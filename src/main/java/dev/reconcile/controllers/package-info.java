/**
 * One reconciler per job that kube-controller-manager does.
 */
package dev.reconcile.controllers;
