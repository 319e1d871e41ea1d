/**
 * kubectl's commands, one class each.
 */
package dev.reconcile.kubectl.command;
