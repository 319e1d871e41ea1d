package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.store.Body;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which objects the garbage collector must look at after a change: most changes concern nobody's ownership ({@code graph_builder.go}). */
record DependencyNews(GarbageCollector collector) {

    List<String> keys(Body.Change change, View view) {
        if (change.kind() == Body.ChangeKind.MODIFIED && concernsNobody(change.before(), change.after())) {
            return List.of();
        }
        Set<String> keys = new LinkedHashSet<>();
        switch (change.kind()) {
            case ADDED -> {
                if (!change.after().ownerReferences().isEmpty() && !ownersAreSolid(change.after(), view)) {
                    keys.add(GarbageCollector.key(change.key()));
                }
            }
            case MODIFIED -> modified(change, view, keys);
            case DELETED -> {
                dependents(change.after(), view, keys);
                waitingOwners(change.after(), view, keys);
            }
        }
        return new ArrayList<>(keys);
    }

    private boolean ownersAreSolid(KubeObject object, View view) {
        for (Json reference : object.ownerReferences()) {
            if (collector.owner(object, reference, view).filter(owner -> !GarbageCollector.waits(owner)).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static boolean concernsNobody(KubeObject before, KubeObject after) {
        return same(before.metadata(), after.metadata(), "ownerReferences")
                && same(before.metadata(), after.metadata(), "deletionTimestamp")
                && same(before.metadata(), after.metadata(), "finalizers");
    }

    private void modified(Body.Change change, View view, Set<String> keys) {
        Json before = change.before().metadata();
        Json after = change.after().metadata();
        keys.add(GarbageCollector.key(change.key()));
        if (!same(before, after, "ownerReferences")) {
            waitingOwners(change.before(), view, keys);
        }
        if (GarbageCollector.waits(change.after()) && !GarbageCollector.waits(change.before())) {
            dependents(change.after(), view, keys);
        }
    }

    private static boolean same(Json before, Json after, String field) {
        Object old = before.get(field);
        Object now = after.get(field);
        return old == now || old != null && old.equals(now);
    }

    private void dependents(KubeObject owner, View view, Set<String> keys) {
        for (KubeObject dependent : view.ownedBy(owner.uid())) {
            ObjectKey key = collector.keyOf(dependent);
            keys.add(GarbageCollector.key(key));
        }
    }

    private void waitingOwners(KubeObject object, View view, Set<String> keys) {
        for (Json reference : object.ownerReferences()) {
            collector.owner(object, reference, view).filter(GarbageCollector::waits)
                    .ifPresent(owner -> keys.add(GarbageCollector.key(collector.keyOf(owner))));
        }
    }
}
