package dev.reconcile.sim;

/**
 * Work that is due: data, so that a cluster can be saved, forked and moved with its future intact.
 *
 * @param at virtual milliseconds since the epoch
 * @param order breaks ties: what was asked first is done first
 * @param actor who is woken
 * @param key what for; an actor's own name for a piece of work, for controllers {@code namespace/name}
 * @param attempt how often this key failed in a row
 * @param cause position in the log of what asked for it; 0 for a timer set by nothing that is logged
 */
public record Due(long at, long order, String actor, String key, int attempt, long cause) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
        int byTime = Long.compare(at, other.at);
        return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
}
