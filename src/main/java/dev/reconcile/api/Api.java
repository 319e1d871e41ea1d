package dev.reconcile.api;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Times;
import dev.reconcile.sim.Dice;
import dev.reconcile.sim.VirtualClock;
import dev.reconcile.store.Body;
import dev.reconcile.store.Log;
import dev.reconcile.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The only door to the store: turns a verb on a resource into a defaulted, validated, admitted write, or a {@link Status} that says why not.
 */
public final class Api {
    /** Objects of all kinds that one cluster may hold; a named limit of the lab, not of Kubernetes. */
    public static final int MAX_OBJECTS = 20_000;

    private final Kinds kinds;
    private final Store store;
    private final Log log;
    private final VirtualClock clock;
    private final Admissions admissions;
    private final Map<String, Subresource> subresources = new LinkedHashMap<>();
    private final Deletion deletion;
    private final Lists lists;
    private final Writes writes;
    private Guard guard = (request, kind) -> Optional.empty();

    public Api(Kinds kinds, Store store, Log log, VirtualClock clock, Dice dice, List<Admission> admissions) {
        this.kinds = kinds.with(new DefinedKinds(kinds, store)::kinds);
        this.store = store;
        this.log = log;
        this.clock = clock;
        this.admissions = new Admissions(admissions, store);
        this.writes = new Writes(this.kinds, store, clock, dice, this.admissions);
        this.deletion = new Deletion(store, clock);
        this.lists = new Lists(store, log, clock);
        serve("pods", "eviction", new Eviction(this, store));
    }

    public Kinds kinds() {
        return kinds;
    }

    /** Says what requests on a subresource do, e.g. {@code pods/binding}. */
    public void serve(String resource, String subresource, Subresource handler) {
        subresources.put(resource + "/" + subresource, handler);
    }

    /** Lets somebody refuse requests before anything else is looked at: authorisation. */
    public void guard(Guard who) {
        guard = who;
    }

    public Reply handle(Request request) {
        Optional<Kind> kind = kinds.resource(request.resource());
        if (kind.isEmpty()) {
            return new Reply.Failed(Status.noResource());
        }
        Optional<Status> wrong = guard.refused(request, kind.get()).or(() -> WriteOptions.problem(request));
        if (wrong.isPresent()) {
            return new Reply.Failed(wrong.get());
        }
        if (kind.get().stored() != null) {
            return new Versions(kinds, kind.get(), this::handle).handle(request);
        }
        if (request.caller().person() && (request.verb() == Verb.GET || request.verb() == Verb.LIST)) {
            log.append(clock.now(), request.caller().actor(), request.caller().cause(),
                    new Body.Read(request.verb().text(), request.fullResource(), request.namespace(), request.name()));
        }
        Subresource special = subresources.get(request.resource() + "/" + request.subresource());
        if (special == null) {
            return answer(request, kind.get());
        }
        if (!kind.get().isKept()) {
            return special.handle(request, null);
        }
        return store.get(request.key()).map(target -> special.handle(request, target)).orElseGet(() -> missing(request));
    }

    private Reply answer(Request request, Kind kind) {
        boolean known = request.subresource().isEmpty() || kind.subresources().contains(request.subresource());
        if (!known || !kind.isKept()) {
            return new Reply.Failed(Status.noResource());
        }
        return switch (request.subresource()) {
            case "", "status" -> handle(request, kind);
            // Clients put a finalization, plans post it.
            case "finalize" -> switch (request.verb()) {
                case UPDATE, CREATE -> writes.update(request, kind);
                case GET, LIST, WATCH, PATCH, DELETE, DELETE_COLLECTION -> new Reply.Failed(Status.methodNotAllowed());
            };
            case "scale" -> scale(request, kind);
            case "ephemeralcontainers", "resize" -> switch (request.verb()) {
                case GET, UPDATE, PATCH -> handle(request, kind);
                case LIST, WATCH, CREATE, DELETE, DELETE_COLLECTION -> new Reply.Failed(Status.methodNotAllowed());
            };
            default -> new Reply.Failed(Status.noResource());
        };
    }

    private Reply handle(Request request, Kind kind) {
        return switch (request.verb()) {
            case GET -> store.get(request.key()).map(object -> ok(object, List.of())).orElseGet(() -> missing(request));
            case LIST -> lists.list(request, kind);
            case WATCH -> lists.watch(request, kind);
            case CREATE -> writes.create(request, kind);
            case UPDATE -> createdIfMissing(request, kind, writes.update(request, kind));
            case PATCH -> writes.patch(request, kind);
            case DELETE -> deletion.delete(request, kind, admissions);
            case DELETE_COLLECTION -> deleteCollection(request, kind);
        };
    }

    /** What a person updates that is not there, some kinds make: whoever asks must be allowed to create, too. */
    private Reply createdIfMissing(Request request, Kind kind, Reply reply) {
        boolean missing = reply instanceof Reply.Failed failed && failed.status().code() == 404;
        if (!missing || !request.subresource().isEmpty() || !request.caller().person() || !Metadata.createsOnUpdate(kind)
                || !request.name().equals(request.body().textOrEmpty("metadata", "name"))) {
            return reply;
        }
        return handle(Request.create(request.caller(), request.resource(), request.namespace(),
                request.body().withAt(null, "metadata", "resourceVersion"), request.options()));
    }

    static Reply missing(Request request) {
        return new Reply.Failed(Status.notFound(request.resource(), request.name()));
    }

    private static Reply ok(KubeObject object, List<String> warnings) {
        return new Reply.One(200, object, warnings);
    }

    /** Deletes what a list would show, one by one; the first that cannot be deleted ends it. */
    private Reply deleteCollection(Request request, Kind kind) {
        Reply listed = lists.list(request, kind);
        if (listed instanceof Reply.Many many) {
            for (KubeObject object : many.items()) {
                ObjectKey key = new ObjectKey(request.resource(), object.namespace(), object.name());
                Reply deleted = deletion.delete(Request.delete(request.caller(), key, request.options()), kind, admissions);
                if (deleted instanceof Reply.Failed failed && failed.status().code() != 404) {
                    return deleted;
                }
            }
        }
        return listed;
    }

    /** Stores what a subresource's handler made of the object; the rules for updates do not apply, as its own have been checked by the handler. */
    public Reply replace(Request request, KubeObject after) {
        if (request.options().dryRun()) {
            return ok(after, List.of());
        }
        Store.Outcome outcome = store.update(request.key(), after, 0, request.caller().writer());
        return writes.written(outcome, kinds.resource(request.resource()).orElseThrow(), request.key(), 200, List.of());
    }

    private Reply scale(Request request, Kind kind) {
        KubeObject target = store.get(request.key()).orElse(null);
        if (target == null) {
            return missing(request);
        }
        KubeObject scale = Scales.of(kind, target);
        return switch (request.verb()) {
            case GET -> Scales.unreadable(kind, target).<Reply>map(Reply.Failed::new).orElseGet(() -> ok(scale, List.of()));
            case UPDATE -> rescale(request, kind, target, request.body());
            case PATCH -> request.patch().type() == Patch.Type.APPLY ? applyScale(request, kind) : patchScale(request, kind, target, scale);
            case LIST, WATCH, CREATE, DELETE, DELETE_COLLECTION -> new Reply.Failed(Status.methodNotAllowed());
        };
    }

    private Reply patchScale(Request request, Kind kind, KubeObject target, KubeObject scale) {
        return switch (Patches.apply(kind, scale, request.patch())) {
            case Patches.Patched.Bad bad -> new Reply.Failed(bad.status());
            case Patches.Patched.Good good -> rescale(request, kind, target, good.object());
        };
    }

    /** Who applies a scale owns the replicas of the object itself. */
    private Reply applyScale(Request request, Kind kind) {
        Json intent = request.patch().document() instanceof Json json ? json : Json.EMPTY;
        if (!intent.textOrEmpty("apiVersion").equals("autoscaling/v1")) {
            return new Reply.Failed(Status.badRequest("Incorrect version specified in apply patch. Specified patch version: %s, expected: autoscaling/v1"
                    .formatted(intent.textOrEmpty("apiVersion"))));
        }
        Optional<Status> invalid = Scales.problem(request.name(), intent);
        if (invalid.isPresent()) {
            return new Reply.Failed(invalid.get());
        }
        Reply reply = writes.patch(request.with(new Patch(Patch.Type.APPLY, Scales.meant(kind, intent))), kind);
        return reply instanceof Reply.One one ? ok(Scales.of(kind, one.object()), one.warnings()) : reply;
    }

    private Reply rescale(Request request, Kind kind, KubeObject target, Json scale) {
        Optional<Status> invalid = Scales.problem(request.name(), scale);
        if (invalid.isPresent()) {
            return new Reply.Failed(invalid.get());
        }
        KubeObject wanted = Scales.applied(kind, scale, target);
        Request whole = Request.update(request.caller(), request.resource(), wanted, request.options()).on("scale");
        Reply reply = writes.update(whole, kind, target, wanted, List.of());
        return reply instanceof Reply.One one ? ok(Scales.of(kind, one.object()), one.warnings()) : reply;
    }
}
