/**
 * People, rooms, sessions, progress: who has which cluster and exercise, what is saved when.
 */
package dev.reconcile.workshop;
