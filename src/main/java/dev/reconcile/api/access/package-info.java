/**
 * Who may do what: users, tokens of service accounts, roles, and the reviews that ask about them.
 */
package dev.reconcile.api.access;
