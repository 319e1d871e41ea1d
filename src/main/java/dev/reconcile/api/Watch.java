package dev.reconcile.api;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.sim.VirtualClock;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import dev.reconcile.store.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A watch on the objects of one kind, as the answer to a request with {@link Verb#WATCH}. It is pulled and has no thread: whoever holds it calls
 * {@link #next} after the log has grown (or now and then, for bookmarks), on the thread of its cluster. Its whole state is how far it has
 * read the log, so it may fall behind as far as it likes and loses nothing.
 *
 * <p>The options of the request that count are those of upstream ({@code apiserver/pkg/storage/cacher}):
 * <ul>
 * <li>{@code resourceVersion}: empty or {@code 0} begins with an ADDED event for each object that there is, sorted by namespace and name; any
 *     other begins after that revision, and one further back than {@link History#REVISIONS} gives one ERROR event with a Status 410 Expired,
 *     after which the watch has {@link #ended}.
 * <li>{@code sendInitialEvents}: true begins with the objects whatever the revision, and (with bookmarks) tells their end by a BOOKMARK with
 *     the annotation {@code k8s.io/initial-events-end}; false begins without them.
 * <li>{@code allowWatchBookmarks}: a BOOKMARK each minute of virtual time, at the revision up to which everything has been told.
 * <li>{@code labelSelector}, {@code fieldSelector}, the request's namespace and name: what is let through. An object that begins to match is
 *     ADDED, one that ceases to match is DELETED.
 * </ul>
 * {@code timeoutSeconds} is wall time and so the caller's business.
 */
public final class Watch {
    /** What an event says. */
    public enum Type { ADDED, MODIFIED, DELETED, BOOKMARK, ERROR }

    /**
     * One line of the stream.
     *
     * @param object the object after the change; for DELETED as it was before, at the revision of the deletion; for BOOKMARK only its kind and a
     *     revision; for ERROR a {@code Status}
     */
    public record Event(Type type, KubeObject object) {
        /** As it goes over the wire. */
        public Json toJson() {
            return Json.of("type", type.name(), "object", object.tree());
        }
    }

    /** Virtual milliseconds between two bookmarks. */
    static final long BOOKMARK_MILLIS = 60_000;

    private static final String INITIAL_EVENTS_END = "k8s.io/initial-events-end";

    private final Kind kind;
    private final String namespace;
    private final Predicate<KubeObject> filter;
    private final boolean bookmarks;
    private final Log log;
    private final VirtualClock clock;
    private final List<Event> pending = new ArrayList<>();
    private long position;
    private long told;
    private long nextBookmark;
    private boolean ended;
    private Kind shownKind;
    private UnaryOperator<KubeObject> shown = object -> object;

    /** @param position of the last entry that is not to be told */
    Watch(Kind kind, String namespace, Predicate<KubeObject> filter, boolean bookmarks, Log log, VirtualClock clock, long position) {
        this.kind = kind;
        this.shownKind = kind;
        this.namespace = namespace;
        this.filter = filter;
        this.bookmarks = bookmarks;
        this.log = log;
        this.clock = clock;
        this.position = position;
        this.told = position;
        this.nextBookmark = clock.now() + BOOKMARK_MILLIS;
    }

    /** Begins with the objects that there are. */
    Watch beginWith(List<KubeObject> objects, boolean tellEnd) {
        objects.forEach(object -> pending.add(new Event(Type.ADDED, object)));
        if (tellEnd && bookmarks) {
            pending.add(bookmark(Json.of(INITIAL_EVENTS_END, "true")));
        }
        return this;
    }

    /** Says only why there is nothing to see. */
    Watch failed(Status status) {
        pending.add(new Event(Type.ERROR, new KubeObject(status.toJson())));
        ended = true;
        return this;
    }

    /** Shows objects in another version of their kind. */
    Watch as(Kind other, UnaryOperator<KubeObject> conversion) {
        shownKind = other;
        shown = conversion;
        return this;
    }

    public Kind kind() {
        return shownKind;
    }

    /** Nothing more will come than what {@link #next} still gives. */
    public boolean ended() {
        return ended;
    }

    /** What has happened since the last call, oldest first; empty if nothing has. */
    public List<Event> next() {
        return fresh().stream().map(event -> switch (event.type()) {
            case ADDED, MODIFIED, DELETED -> new Event(event.type(), shown.apply(event.object()));
            case BOOKMARK, ERROR -> event;
        }).toList();
    }

    private List<Event> fresh() {
        List<Event> events = new ArrayList<>(pending);
        pending.clear();
        if (ended) {
            return events;
        }
        for (Entry entry : log.since(position)) {
            if (entry.body() instanceof Body.Change change && change.key().resource().equals(kind.resource())
                    && (namespace.isEmpty() || change.key().namespace().equals(namespace))) {
                tell(change, entry.position(), events);
            }
        }
        position = Math.max(position, log.position());
        if (bookmarks && clock.now() >= nextBookmark) {
            nextBookmark = clock.now() + BOOKMARK_MILLIS;
            if (told < position) {
                events.add(bookmark(Json.EMPTY));
                told = position;
            }
        }
        return events;
    }

    private void tell(Body.Change change, long revision, List<Event> events) {
        boolean was = change.before() != null && filter.test(change.before());
        boolean is = change.kind() != Body.ChangeKind.DELETED && filter.test(change.after());
        if (is) {
            events.add(new Event(was ? Type.MODIFIED : Type.ADDED, change.after()));
        } else if (was) {
            events.add(new Event(Type.DELETED, change.before().with(Long.toString(revision), "metadata", "resourceVersion")));
        }
        told = was || is ? revision : told;
    }

    private Event bookmark(Json annotations) {
        Json metadata = Json.of("resourceVersion", Long.toString(position), "annotations", annotations.isEmpty() ? null : annotations);
        return new Event(Type.BOOKMARK, new KubeObject(Json.of("kind", shownKind.kind(), "apiVersion", shownKind.apiVersion(), "metadata", metadata)));
    }
}
