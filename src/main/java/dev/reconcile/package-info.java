/**
 * Starts the lab: reads the command line, brings up the database, runs the application, says where everything is.
 */
package dev.reconcile;
