package dev.reconcile.kubectl.call;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A watch on objects of one kind: what has changed since the last look, as far as the selectors let it through. */
public final class Watching {
    /** @param type {@code ADDED}, {@code MODIFIED} or {@code DELETED} */
    public record Event(String type, KubeObject object) {}

    private final Call call;
    private final Kind kind;
    private final String namespace;
    private final String name;
    private final Options options;
    private final TreeSet<String> known = new TreeSet<>();
    private long position;

    /** @param name of the only object, or empty for all that the options select */
    public Watching(Call call, Kind kind, String namespace, String name, Options options, List<KubeObject> listed) {
        this.call = call;
        this.kind = kind;
        this.namespace = namespace;
        this.name = name;
        this.options = options;
        this.position = call.client().position();
        listed.forEach(object -> known.add(path(object)));
    }

    private static String path(KubeObject object) {
        return object.namespace() + "/" + object.name();
    }

    /** What has changed since the last call, oldest first. */
    public List<Event> next() {
        List<Event> events = new ArrayList<>();
        List<Entry> entries = call.client().since(position);
        for (Entry entry : entries) {
            if (entry.body() instanceof Body.Change change && concerns(change)) {
                add(change, events);
            }
        }
        position += entries.size();
        return events;
    }

    private boolean concerns(Body.Change change) {
        return change.key().resource().equals(kind.resource())
                && (namespace.isEmpty() || change.key().namespace().equals(namespace))
                && (name.isEmpty() || change.key().name().equals(name));
    }

    /** An object that begins or ceases to match counts as added or deleted. */
    private void add(Body.Change change, List<Event> events) {
        KubeObject object = change.object();
        boolean gone = change.kind() == Body.ChangeKind.DELETED || !Matching.matches(kind, options, object);
        boolean before = known.contains(path(object));
        if (gone) {
            if (known.remove(path(object))) {
                events.add(new Event("DELETED", object));
            }
            return;
        }
        known.add(path(object));
        events.add(new Event(before ? "MODIFIED" : "ADDED", object));
    }
}
