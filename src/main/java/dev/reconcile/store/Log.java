package dev.reconcile.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The one ordered log of a cluster: everything that anybody did, decided or changed. Entries are appended, never altered. */
public final class Log {
    private final ArrayList<Entry> entries = new ArrayList<>();

    /** Position of the newest entry; 0 when there is none. */
    public long position() {
        return entries.size();
    }

    public Entry append(long time, String actor, long cause, Body body) {
        Entry entry = new Entry(entries.size() + 1L, time, actor, cause, body);
        entries.add(entry);
        return entry;
    }

    /** Puts back an entry that was read from a journal. */
    public void restore(Entry entry) {
        if (entry.position() != entries.size() + 1L) {
            throw new IllegalStateException("entry " + entry.position() + " does not follow " + entries.size());
        }
        entries.add(entry);
    }

    /** Makes this empty log hold what the other holds now; entries are shared. */
    public void copy(Log other) {
        if (!entries.isEmpty()) {
            throw new IllegalStateException("a log is copied into one that holds entries already");
        }
        entries.addAll(other.entries);
    }

    public Entry at(long position) {
        return entries.get((int) position - 1);
    }

    /** The entries after that position, oldest first: a view that does not see later appends. */
    public List<Entry> since(long position) {
        int from = Math.clamp(position, 0, entries.size());
        return Collections.unmodifiableList(entries.subList(from, entries.size()));
    }
}
