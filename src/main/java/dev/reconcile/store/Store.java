package dev.reconcile.store;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.sim.VirtualClock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

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
    private final Map<String, TreeMap<String, KubeObject>> byResource = new TreeMap<>();
    private final Map<String, TreeSet<ObjectKey>> byOwner = new TreeMap<>();
    private final Map<String, TreeSet<ObjectKey>> byNode = new TreeMap<>();
    private final Map<String, TreeSet<ObjectKey>> byInvolved = new TreeMap<>();
    private int size;

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
        return Optional.ofNullable(objects(key.resource()).get(key.path()));
    }

    @Override
    public List<KubeObject> list(String resource, String namespace) {
        TreeMap<String, KubeObject> all = objects(resource);
        // '0' is the character after '/', so the range holds exactly the keys that start with "namespace/".
        return List.copyOf(namespace.isEmpty() ? all.values() : all.subMap(namespace + "/", namespace + "0").values());
    }

    /** How many objects of the resource there are, in all namespaces. */
    public int count(String resource) {
        return objects(resource).size();
    }

    /** How many objects there are of all resources. */
    public int size() {
        return size;
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

    private List<KubeObject> indexed(Map<String, TreeSet<ObjectKey>> index, String value) {
        List<KubeObject> found = new ArrayList<>();
        for (ObjectKey key : index.getOrDefault(value, new TreeSet<>())) {
            get(key).ifPresent(found::add);
        }
        return found;
    }

    private TreeMap<String, KubeObject> objects(String resource) {
        TreeMap<String, KubeObject> objects = byResource.get(resource);
        return objects == null ? new TreeMap<>() : objects;
    }

    public Outcome create(ObjectKey key, KubeObject object, Writer writer) {
        if (get(key).isPresent()) {
            return new Outcome.Exists();
        }
        return write(Body.ChangeKind.ADDED, key, null, object, writer);
    }

    /** @param seen the revision that the writer looked at; 0 writes over whatever there is */
    public Outcome update(ObjectKey key, KubeObject object, long seen, Writer writer) {
        KubeObject before = get(key).orElse(null);
        if (before == null) {
            return new Outcome.Missing();
        }
        if (seen != 0 && seen != before.revision()) {
            return new Outcome.Stale(before);
        }
        KubeObject same = stamped(object, before.revision());
        if (same.equals(before)) {
            return new Outcome.Written(before);
        }
        return write(Body.ChangeKind.MODIFIED, key, before, object, writer);
    }

    /** @param last the version to report as deleted, usually the current one */
    public Outcome delete(ObjectKey key, KubeObject last, Writer writer) {
        KubeObject before = get(key).orElse(null);
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
        other.byResource.forEach((resource, objects) -> {
            byResource.put(resource, new TreeMap<>(objects));
            objects.forEach((path, object) -> index(ObjectKey.of(resource, path), object));
        });
        size = other.size;
    }

    /** Makes the objects what the change says: the only place where they change. A journal is loaded by folding its changes. */
    public void fold(Body.Change change) {
        ObjectKey key = change.key();
        if (change.before() != null) {
            unindex(key, change.before());
        }
        TreeMap<String, KubeObject> objects = byResource.computeIfAbsent(key.resource(), r -> new TreeMap<>());
        switch (change.kind()) {
            case ADDED, MODIFIED -> {
                objects.put(key.path(), change.after());
                index(key, change.after());
            }
            case DELETED -> objects.remove(key.path());
        }
        size += switch (change.kind()) {
            case ADDED -> 1;
            case MODIFIED -> 0;
            case DELETED -> -1;
        };
    }

    private void index(ObjectKey key, KubeObject object) {
        for (Json owner : object.ownerReferences()) {
            byOwner.computeIfAbsent(owner.textOrEmpty("uid"), uid -> new TreeSet<>()).add(key);
        }
        node(key, object).ifPresent(node -> byNode.computeIfAbsent(node, n -> new TreeSet<>()).add(key));
        involved(key, object).ifPresent(uid -> byInvolved.computeIfAbsent(uid, u -> new TreeSet<>()).add(key));
    }

    private void unindex(ObjectKey key, KubeObject object) {
        for (Json owner : object.ownerReferences()) {
            drop(byOwner, owner.textOrEmpty("uid"), key);
        }
        node(key, object).ifPresent(node -> drop(byNode, node, key));
        involved(key, object).ifPresent(uid -> drop(byInvolved, uid, key));
    }

    private static Optional<String> involved(ObjectKey key, KubeObject object) {
        return key.resource().equals("events") ? Optional.ofNullable(object.tree().text("involvedObject", "uid")) : Optional.empty();
    }

    private static Optional<String> node(ObjectKey key, KubeObject object) {
        return key.resource().equals("pods") ? Optional.ofNullable(object.tree().text("spec", "nodeName")) : Optional.empty();
    }

    private static void drop(Map<String, TreeSet<ObjectKey>> index, String value, ObjectKey key) {
        TreeSet<ObjectKey> keys = index.get(value);
        if (keys != null && keys.remove(key) && keys.isEmpty()) {
            index.remove(value);
        }
    }
}
