package dev.reconcile.api;

import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import dev.reconcile.store.Log;
import dev.reconcile.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Past states of the store, as far back as the API tells of them. */
final class History {
    /**
     * How many revisions lists and watches may go back; a named limit of the lab in place of etcd's compaction, which goes by time (5 to 10
     * minutes) and so would expire everything whenever the learner jumps ahead.
     */
    static final int REVISIONS = 10_000;

    private final Store store;
    private final Log log;

    History(Store store, Log log) {
        this.store = store;
        this.log = log;
    }

    /** The oldest revision that is still known. */
    long oldest() {
        return Math.max(0, log.position() - REVISIONS);
    }

    /** The objects of the resource as they were at that revision, sorted by namespace and name; empty if it is forgotten. */
    Optional<List<KubeObject>> list(String resource, String namespace, long revision) {
        if (revision < oldest()) {
            return Optional.empty();
        }
        List<KubeObject> now = store.list(resource, namespace);
        if (revision >= log.position()) {
            return Optional.of(now);
        }
        TreeMap<String, KubeObject> objects = new TreeMap<>();
        now.forEach(object -> objects.put(object.namespace().isEmpty() ? object.name() : object.namespace() + "/" + object.name(), object));
        for (Entry entry : log.since(revision).reversed()) {
            if (entry.body() instanceof Body.Change change && change.key().resource().equals(resource)
                    && (namespace.isEmpty() || change.key().namespace().equals(namespace))) {
                undo(change, objects);
            }
        }
        return Optional.of(new ArrayList<>(objects.values()));
    }

    private static void undo(Body.Change change, TreeMap<String, KubeObject> objects) {
        if (change.before() == null) {
            objects.remove(change.key().path());
        } else {
            objects.put(change.key().path(), change.before());
        }
    }
}
