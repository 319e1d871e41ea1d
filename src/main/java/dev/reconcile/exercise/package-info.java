/**
 * Reads an exercise folder, judges a run against its goals, proves the exercise itself.
 */
package dev.reconcile.exercise;
