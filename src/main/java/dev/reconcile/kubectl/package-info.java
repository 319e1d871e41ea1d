/**
 * Reads a kubectl command line, makes API requests, prints what kubectl prints.
 */
package dev.reconcile.kubectl;
