package dev.reconcile.api;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.sim.VirtualClock;
import dev.reconcile.store.Log;
import dev.reconcile.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Answers lists and watches: selectors, pages from one snapshot, and what a resourceVersion means. Follows {@code apiserver/pkg/storage/cacher}
 * and {@code etcd3/store.go}.
 */
final class Lists {
    private static final String TOO_OLD = "The resourceVersion for the provided list is too old.";
    private static final String CONTINUE_TOO_OLD = "The provided continue parameter is too old to display a consistent list result. "
            + "You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder "
            + "of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, "
            + "or deleted between the time the first chunk was returned and now may show up in the list.";

    private final Store store;
    private final Log log;
    private final VirtualClock clock;
    private final History history;

    Lists(Store store, Log log, VirtualClock clock) {
        this.store = store;
        this.log = log;
        this.clock = clock;
        this.history = new History(store, log);
    }

    Reply list(Request request, Kind kind) {
        Options options = request.options();
        Optional<Status> wrong = ListRules.problem(options, false);
        if (wrong.isPresent()) {
            return new Reply.Failed(wrong.get());
        }
        return switch (Selectors.of(kind, options)) {
            case Selectors.Parsed.Bad bad -> new Reply.Failed(bad.status());
            case Selectors.Parsed.Good good -> options.continueToken().isEmpty()
                    ? first(request, kind, good.filter())
                    : further(request, kind, good.filter());
        };
    }

    private Reply first(Request request, Kind kind, Predicate<KubeObject> filter) {
        Options options = request.options();
        String version = options.resourceVersion();
        Optional<Long> wanted = revision(version);
        if (wanted.isEmpty()) {
            return new Reply.Failed(new Status(500, "", unreadable(version), Json.EMPTY));
        }
        if (wanted.get() > store.revision()) {
            return new Reply.Failed(Status.tooLargeRevision(wanted.get(), store.revision()));
        }
        boolean exact = options.resourceVersionMatch().equals("Exact")
                || options.resourceVersionMatch().isEmpty() && options.limit() > 0 && wanted.get() > 0;
        long revision = exact ? wanted.get() : store.revision();
        // Lists at "any" revision come from the cache, which knows no pages.
        long limit = version.equals("0") ? 0 : options.limit();
        return history.list(request.resource(), request.namespace(), revision)
                .map(objects -> page(kind, objects, filter, options, limit, revision))
                .orElseGet(() -> new Reply.Failed(Status.expired(TOO_OLD)));
    }

    private Reply further(Request request, Kind kind, Predicate<KubeObject> filter) {
        Options options = request.options();
        if (!options.resourceVersion().isEmpty() && !options.resourceVersion().equals("0")) {
            return new Reply.Failed(Status.badRequest("specifying resource version is not allowed when using continue"));
        }
        ContinueToken token;
        try {
            token = ContinueToken.parse(options.continueToken());
        } catch (ContinueToken.Malformed e) {
            return new Reply.Failed(Status.badRequest("invalid continue token: " + e.getMessage()));
        }
        long revision = token.revision() < 0 ? store.revision() : token.revision();
        Optional<List<KubeObject>> objects = history.list(request.resource(), request.namespace(), revision);
        if (objects.isEmpty()) {
            String again = new ContinueToken(ContinueToken.LATEST, token.after()).text();
            return new Reply.Failed(Status.expired(CONTINUE_TOO_OLD).continuing(again));
        }
        List<KubeObject> left = objects.get().stream().filter(object -> path(object).compareTo(token.after()) > 0).toList();
        return page(kind, left, filter, options, options.limit(), revision);
    }

    /** How many are left is told only where no selector makes it a guess. */
    private static Reply page(Kind kind, List<KubeObject> objects, Predicate<KubeObject> filter, Options options, long limit, long revision) {
        List<KubeObject> found = objects.stream().filter(filter).toList();
        if (limit <= 0 || found.size() <= limit) {
            return new Reply.Many(kind, found, revision, "", 0);
        }
        List<KubeObject> page = List.copyOf(found.subList(0, (int) limit));
        boolean selected = !options.labelSelector().isEmpty() || !options.fieldSelector().isEmpty();
        String next = new ContinueToken(revision, path(page.getLast())).text();
        return new Reply.Many(kind, page, revision, next, selected ? 0 : found.size() - page.size());
    }

    private static String path(KubeObject object) {
        return object.namespace().isEmpty() ? object.name() : object.namespace() + "/" + object.name();
    }

    Reply watch(Request request, Kind kind) {
        Options options = request.options();
        Optional<Status> wrong = ListRules.problem(options, true);
        if (wrong.isPresent()) {
            return new Reply.Failed(wrong.get());
        }
        Optional<Long> since = revision(options.resourceVersion());
        if (since.isEmpty()) {
            Problems problems = new Problems();
            problems.invalid("resourceVersion", options.resourceVersion(), reason(options.resourceVersion()));
            return new Reply.Failed(Status.invalid(kind.resource(), request.name(), problems.found()));
        }
        return switch (Selectors.of(kind, options)) {
            case Selectors.Parsed.Bad bad -> new Reply.Failed(bad.status());
            case Selectors.Parsed.Good good -> new Reply.Watching(watch(request, kind, named(request.name(), good.filter()), since.get()));
        };
    }

    private static Predicate<KubeObject> named(String name, Predicate<KubeObject> filter) {
        return name.isEmpty() ? filter : filter.and(object -> object.name().equals(name));
    }

    private Watch watch(Request request, Kind kind, Predicate<KubeObject> filter, long since) {
        Optional<Boolean> initial = request.options().sendInitialEvents();
        boolean begin = initial.orElse(since == 0);
        boolean latest = begin || since == 0;
        Watch watch = new Watch(kind, request.namespace(), filter, request.options().allowWatchBookmarks(), log, clock,
                latest ? log.position() : since);
        if (begin) {
            List<KubeObject> objects = store.list(request.resource(), request.namespace()).stream().filter(filter).toList();
            return watch.beginWith(objects, initial.isPresent());
        }
        boolean gone = !latest && since < history.oldest();
        return gone ? watch.failed(Status.expired("too old resource version: %d (%d)".formatted(since, history.oldest()))) : watch;
    }

    /** The number; 0 for none; empty for a text that is no number. */
    private static Optional<Long> revision(String text) {
        if (text.isEmpty()) {
            return Optional.of(0L);
        }
        return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private static String unreadable(String version) {
        return "resourceVersion: Invalid value: \"" + version + "\": " + reason(version);
    }

    private static String reason(String version) {
        String why = version.matches("\\d+") ? "value out of range" : "invalid syntax";
        return "strconv.ParseUint: parsing \"" + version + "\": " + why;
    }
}
