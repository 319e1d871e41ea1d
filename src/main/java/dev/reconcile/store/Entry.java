package dev.reconcile.store;

/**
 * One line of a cluster's log.
 *
 * @param position counts from 1; for a change it is the resource version
 * @param time virtual milliseconds since the epoch
 * @param actor who: {@code learner}, a controller, a kubelet
 * @param cause position of the entry that led to this one; 0 for none
 */
public record Entry(long position, long time, String actor, long cause, Body body) {}
