package dev.reconcile.store;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.sim.VirtualClock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps every object at a revision, refuses stale writes, and appends each change to the log. */
public final class Store implements View {
    /** Who writes, and because of which entry of the log. */
    public record Writer(String actor, long cause) {}

    /** What became of a write. */
    public sealed interface Outcome {
        record Written(KubeObject object) implements Outcome {}

        /** There already is an object of this name. */
        record Exists() implements Outcome {}

        record Missing() implements Outcome {}

        /** The writer had looked at an older version. */
        record Stale(KubeObject current) implements Outcome {}
    }

    private final Log log;
    private final VirtualClock clock;
    private final Map<ObjectKey, Slot> slots = new HashMap<>();
    private final Map<String, TreeMap<String, Slot>> byResource = new TreeMap<>();
    private final Map<String, TreeMap<ObjectKey, Slot>> byOwner = new HashMap<>();
    private final Map<String, TreeMap<ObjectKey, Slot>> byNode = new HashMap<>();
    private final Map<String, TreeMap<ObjectKey, Slot>> byInvolved = new HashMap<>();

    /** Where the newest version of one object is, for all the indexes that lead to it: a new version takes the place of the old in one step. */
    private static final class Slot {
        private KubeObject object;

        private Slot(KubeObject object) {
            this.object = object;
        }
    }

    public Store(Log log, VirtualClock clock) {
        this.log = log;
        this.clock = clock;
    }

    @Override
    public long now() {
        return clock.now();
    }

    /** The revision that a list made now has. */
    public long revision() {
        return log.position();
    }

    @Override
    public Optional<KubeObject> get(ObjectKey key) {
        return Optional.ofNullable(current(key));
    }

    private KubeObject current(ObjectKey key) {
        Slot slot = slots.get(key);
        return slot == null ? null : slot.object;
    }

    @Override
    public List<KubeObject> list(String resource, String namespace) {
        TreeMap<String, Slot> all = byResource.get(resource);
        if (all == null) {
            return List.of();
        }
        // '0' is the character after '/', so the range holds exactly the keys that start with "namespace/".
        return objects(namespace.isEmpty() ? all.values() : all.subMap(namespace + "/", namespace + "0").values());
    }

    private static List<KubeObject> objects(Collection<Slot> found) {
        List<KubeObject> objects = null;
        for (Slot slot : found) {
            objects = objects == null ? new ArrayList<>() : objects;
            objects.add(slot.object);
        }
        return objects == null ? List.of() : Collections.unmodifiableList(objects);
    }

    /** How many objects of the resource there are, in all namespaces. */
    public int count(String resource) {
        TreeMap<String, Slot> all = byResource.get(resource);
        return all == null ? 0 : all.size();
    }

    /** How many objects there are of all resources. */
    public int size() {
        return slots.size();
    }

    /** Resources of which there are objects. */
    public Collection<String> resources() {
        return byResource.keySet();
    }

    @Override
    public List<KubeObject> ownedBy(String uid) {
        return indexed(byOwner, uid);
    }

    @Override
    public List<KubeObject> eventsAbout(String uid) {
        return indexed(byInvolved, uid);
    }

    @Override
    public List<KubeObject> podsOn(String node) {
        return indexed(byNode, node);
    }

    private static List<KubeObject> indexed(Map<String, TreeMap<ObjectKey, Slot>> index, String value) {
        TreeMap<ObjectKey, Slot> found = index.get(value);
        return found == null ? List.of() : objects(found.values());
    }

    public Outcome create(ObjectKey key, KubeObject object, Writer writer) {
        if (slots.containsKey(key)) {
            return new Outcome.Exists();
        }
        return write(Body.ChangeKind.ADDED, key, null, object, writer);
    }

    /** @param seen the revision that the writer looked at; 0 writes over whatever there is */
    public Outcome update(ObjectKey key, KubeObject object, long seen, Writer writer) {
        KubeObject before = current(key);
        if (before == null) {
            return new Outcome.Missing();
        }
        if (seen != 0 && seen != before.revision()) {
            return new Outcome.Stale(before);
        }
        boolean reported = !object.status().equals(before.status());
        if (!reported && stamped(object, before.revision()).equals(before)) {
            return new Outcome.Written(before);
        }
        return write(Body.ChangeKind.MODIFIED, key, before, object, writer);
    }

    /** @param last the version to report as deleted, usually the current one */
    public Outcome delete(ObjectKey key, KubeObject last, Writer writer) {
        KubeObject before = current(key);
        if (before == null) {
            return new Outcome.Missing();
        }
        return write(Body.ChangeKind.DELETED, key, before, last, writer);
    }

    private Outcome write(Body.ChangeKind kind, ObjectKey key, KubeObject before, KubeObject after, Writer writer) {
        KubeObject stamped = stamped(after, log.position() + 1);
        Entry entry = log.append(clock.now(), writer.actor(), writer.cause(), new Body.Change(kind, key, before, stamped));
        fold((Body.Change) entry.body());
        return new Outcome.Written(stamped);
    }

    private static KubeObject stamped(KubeObject object, long revision) {
        return object.with(Long.toString(revision), "metadata", "resourceVersion");
    }

    /** Makes this empty store hold the objects that the other holds now. */
    public void copy(Store other) {
        other.byResource.forEach((resource, all) -> all.forEach((path, slot) -> add(ObjectKey.of(resource, path), slot.object)));
    }

    /** Makes the objects what the change says: the only place where they change. A journal is loaded by folding its changes. */
    public void fold(Body.Change change) {
        ObjectKey key = change.key();
        switch (change.kind()) {
            case ADDED -> add(key, change.after());
            case MODIFIED -> replace(key, change.after());
            case DELETED -> remove(key);
        }
    }

    private void add(ObjectKey key, KubeObject object) {
        Slot slot = new Slot(object);
        slots.put(key, slot);
        byResource.computeIfAbsent(key.resource(), r -> new TreeMap<>()).put(key.path(), slot);
        index(key, slot);
    }

    private void replace(ObjectKey key, KubeObject object) {
        Slot slot = slots.get(key);
        if (hasSamePlaces(key, slot.object.tree(), object.tree())) {
            slot.object = object;
            return;
        }
        unindex(key, slot.object);
        slot.object = object;
        index(key, slot);
    }

    private void remove(ObjectKey key) {
        Slot slot = slots.remove(key);
        byResource.get(key.resource()).remove(key.path());
        unindex(key, slot.object);
    }

    private void index(ObjectKey key, Slot slot) {
        for (Json owner : slot.object.ownerReferences()) {
            byOwner.computeIfAbsent(owner.textOrEmpty("uid"), uid -> new TreeMap<>()).put(key, slot);
        }
        node(key, slot.object.tree()).ifPresent(node -> byNode.computeIfAbsent(node, n -> new TreeMap<>()).put(key, slot));
        involved(key, slot.object.tree()).ifPresent(uid -> byInvolved.computeIfAbsent(uid, u -> new TreeMap<>()).put(key, slot));
    }

    private void unindex(ObjectKey key, KubeObject object) {
        for (Json owner : object.ownerReferences()) {
            drop(byOwner, owner.textOrEmpty("uid"), key);
        }
        node(key, object.tree()).ifPresent(node -> drop(byNode, node, key));
        involved(key, object.tree()).ifPresent(uid -> drop(byInvolved, uid, key));
    }

    /** Whether all indexes have the two versions at the same places. */
    private static boolean hasSamePlaces(ObjectKey key, Json before, Json after) {
        return before.list("metadata", "ownerReferences").equals(after.list("metadata", "ownerReferences"))
                && node(key, before).equals(node(key, after))
                && involved(key, before).equals(involved(key, after));
    }

    private static Optional<String> involved(ObjectKey key, Json object) {
        return key.resource().equals("events") ? Optional.ofNullable(object.text("involvedObject", "uid")) : Optional.empty();
    }

    private static Optional<String> node(ObjectKey key, Json object) {
        return key.resource().equals("pods") ? Optional.ofNullable(object.text("spec", "nodeName")) : Optional.empty();
    }

    private static void drop(Map<String, TreeMap<ObjectKey, Slot>> index, String value, ObjectKey key) {
        TreeMap<ObjectKey, Slot> found = index.get(value);
        if (found != null && found.remove(key) != null && found.isEmpty()) {
            index.remove(value);
        }
    }
}
