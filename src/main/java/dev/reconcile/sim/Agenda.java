package dev.reconcile.sim;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The ordered queue of due work. It holds one entry per actor and key, like a controller's work queue: asking again for what is already due
 * earlier changes nothing, asking for an earlier time moves it forward. Either way the greatest number of attempts counts.
 */
public final class Agenda {
    private record Slot(String actor, String key) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Slot slot && key.equals(slot.key) && actor.equals(slot.actor);
        }

        @Override
        public int hashCode() {
            return 31 * actor.hashCode() + key.hashCode();
        }
    }

    private final TreeSet<Due> queue = new TreeSet<>();
    private final Map<Slot, Due> bySlot = new HashMap<>();
    private long nextOrder;

    public void add(String actor, String key, long at, long cause) {
        add(actor, key, at, cause, 0);
    }

    public void add(String actor, String key, long at, long cause, int attempt) {
        Slot slot = new Slot(actor, key);
        Due old = bySlot.get(slot);
        if (old != null && old.at() <= at) {
            if (attempt > old.attempt()) {
                replace(slot, old, new Due(old.at(), old.order(), actor, key, attempt, old.cause()));
            }
            return;
        }
        if (old != null) {
            queue.remove(old);
            attempt = Math.max(attempt, old.attempt());
        }
        Due due = new Due(at, nextOrder++, actor, key, attempt, cause);
        bySlot.put(slot, due);
        queue.add(due);
    }

    private void replace(Slot slot, Due old, Due due) {
        queue.remove(old);
        queue.add(due);
        bySlot.put(slot, due);
    }

    /** Forgets the work, if it is there. */
    public void cancel(String actor, String key) {
        Due old = bySlot.remove(new Slot(actor, key));
        if (old != null) {
            queue.remove(old);
        }
    }

    public Optional<Due> peek() {
        return queue.isEmpty() ? Optional.empty() : Optional.of(queue.first());
    }

    /** Takes the earliest entry out. */
    public Optional<Due> poll() {
        Due first = queue.pollFirst();
        if (first != null) {
            bySlot.remove(new Slot(first.actor(), first.key()));
        }
        return Optional.ofNullable(first);
    }

    public int size() {
        return queue.size();
    }

    /** All entries in order: what a save writes. */
    public List<Due> entries() {
        return List.copyOf(queue);
    }

    /** What {@link #entries} gave. */
    public void restore(List<Due> entries) {
        queue.clear();
        bySlot.clear();
        nextOrder = 0;
        for (Due due : entries) {
            queue.add(due);
            bySlot.put(new Slot(due.actor(), due.key()), due);
            nextOrder = Math.max(nextOrder, due.order() + 1);
        }
    }
}
