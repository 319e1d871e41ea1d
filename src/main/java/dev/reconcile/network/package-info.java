/**
 * Service addresses, endpoints, cluster DNS, and requests through a Service.
 */
package dev.reconcile.network;
