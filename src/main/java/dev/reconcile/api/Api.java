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
 *
 * <p>The order of the steps is that of upstream's {@code apiserver/pkg/registry/generic/registry/store.go}: decode, default, mutate, prepare,
 * validate, admit, store.
 */
public final class Api {
    /** Objects of all kinds that one cluster may hold; a named limit of the lab, not of Kubernetes. */
    public static final int MAX_OBJECTS = 20_000;

    private final Kinds kinds;
    private final Store store;
    private final Log log;
    private final VirtualClock clock;
    private final Dice dice;
    private final Admissions admissions;
    private final Map<String, Subresource> subresources = new LinkedHashMap<>();
    private final Deletion deletion;
    private final Lists lists;

    public Api(Kinds kinds, Store store, Log log, VirtualClock clock, Dice dice, List<Admission> admissions) {
        this.kinds = kinds;
        this.store = store;
        this.log = log;
        this.clock = clock;
        this.dice = dice;
        this.admissions = new Admissions(admissions, store);
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

    public Reply handle(Request request) {
        Optional<Kind> kind = kinds.resource(request.resource());
        if (kind.isEmpty()) {
            return new Reply.Failed(Status.noResource());
        }
        if (request.caller().person() && (request.verb() == Verb.GET || request.verb() == Verb.LIST)) {
            log.append(clock.now(), request.caller().actor(), request.caller().cause(),
                    new Body.Read(request.verb().text(), request.resource(), request.namespace(), request.name()));
        }
        Subresource special = subresources.get(request.resource() + "/" + request.subresource());
        if (special != null) {
            return store.get(request.key()).map(target -> special.handle(request, target)).orElseGet(() -> missing(request));
        }
        return switch (request.subresource()) {
            case "", "status" -> handle(request, kind.get());
            case "finalize" -> kind.get().subresources().contains("finalize")
                    ? update(request, kind.get())
                    : new Reply.Failed(Status.noResource());
            case "scale" -> kind.get().hasScale() ? scale(request, kind.get()) : new Reply.Failed(Status.noResource());
            default -> new Reply.Failed(Status.noResource());
        };
    }

    private Reply handle(Request request, Kind kind) {
        if (request.subresource().equals("status") && !kind.hasStatus()) {
            return new Reply.Failed(Status.noResource());
        }
        return switch (request.verb()) {
            case GET -> store.get(request.key()).map(object -> ok(object, List.of())).orElseGet(() -> missing(request));
            case LIST -> lists.list(request, kind);
            case WATCH -> lists.watch(request, kind);
            case CREATE -> create(request, kind);
            case UPDATE -> update(request, kind);
            case PATCH -> patch(request, kind);
            case DELETE -> deletion.delete(request, kind, admissions);
            case DELETE_COLLECTION -> deleteCollection(request, kind);
        };
    }

    private static Reply missing(Request request) {
        return new Reply.Failed(Status.notFound(request.resource(), request.name()));
    }

    private static Reply ok(KubeObject object, List<String> warnings) {
        return new Reply.One(200, object, warnings);
    }

    private Reply deleteCollection(Request request, Kind kind) {
        Reply listed = lists.list(request, kind);
        if (listed instanceof Reply.Many many) {
            for (KubeObject object : many.items()) {
                ObjectKey key = new ObjectKey(request.resource(), object.namespace(), object.name());
                deletion.delete(Request.delete(request.caller(), key, request.options()), kind, admissions);
            }
        }
        return listed;
    }

    private Reply create(Request request, Kind kind) {
        if (request.body() == null) {
            return new Reply.Failed(Status.badRequest("unexpected end of JSON input"));
        }
        return switch (decoded(request, kind)) {
            case Decoder.Decoded.Bad bad -> new Reply.Failed(bad.status());
            case Decoder.Decoded.Good good -> create(request, kind, new KubeObject(good.object()), good.warnings());
        };
    }

    private Reply create(Request request, Kind kind, KubeObject sent, List<String> warnings) {
        Optional<Status> misplaced = misplaced(request, kind, sent);
        if (misplaced.isPresent()) {
            return new Reply.Failed(misplaced.get());
        }
        KubeObject object;
        switch (admissions.admit(new Admission.Write(request, kind, null, prepareCreate(request, kind, sent)))) {
            case Admissions.Outcome.No no -> {
                return new Reply.Failed(no.status());
            }
            case Admissions.Outcome.Yes yes -> object = yes.object();
        }
        object = kind.rules().prepareCreate(object);
        // Admission changes templates too (default tolerations, service accounts), so defaults run over its result again.
        object = new KubeObject(kind.rules().defaults(object.tree()));
        Problems problems = new Problems();
        Metadata.validate(kind, object, problems);
        kind.rules().validate(object, problems);
        if (!problems.isEmpty()) {
            return new Reply.Failed(Status.invalid(kind.groupKind(), object.name(), problems.found()));
        }
        Optional<Status> refused = admissions.refused(new Admission.Write(request, kind, null, object));
        if (refused.isPresent()) {
            return new Reply.Failed(refused.get());
        }
        ObjectKey key = new ObjectKey(kind.resource(), object.namespace(), object.name());
        if (request.options().dryRun()) {
            return store.get(key).isPresent()
                    ? new Reply.Failed(Status.alreadyExists(kind.resource(), key.name()))
                    : new Reply.One(201, object, warnings);
        }
        return written(store.create(key, object, request.caller().writer()), kind, key, 201, warnings);
    }

    private Optional<Status> misplaced(Request request, Kind kind, KubeObject sent) {
        if (kind.namespaced() && !sent.namespace().isEmpty() && !sent.namespace().equals(request.namespace())) {
            return Optional.of(Status.badRequest("the namespace of the provided object does not match the namespace sent on the request"));
        }
        if (sent.tree().has("metadata", "resourceVersion")) {
            return Optional.of(new Status(500, "InternalError", "resourceVersion should not be set on objects to be created", Json.EMPTY));
        }
        if (store.size() >= MAX_OBJECTS) {
            return Optional.of(Status.forbidden(kind.resource(), sent.name(), "this lab holds at most " + MAX_OBJECTS + " objects"));
        }
        return Optional.empty();
    }

    private KubeObject prepareCreate(Request request, Kind kind, KubeObject sent) {
        Json metadata = sent.metadata()
                .with("namespace", kind.namespaced() ? request.namespace() : null)
                .with("uid", dice.uuid())
                .with("creationTimestamp", Times.text(clock.now()))
                .without("deletionTimestamp")
                .without("deletionGracePeriodSeconds")
                .without("selfLink")
                .with("generation", kind.hasStatus() && hasGeneration(kind) ? 1L : null);
        if (sent.name().isEmpty() && metadata.has("generateName")) {
            metadata = metadata.with("name", Metadata.generated(metadata.textOrEmpty("generateName"), dice));
        }
        Json tree = sent.tree().with("metadata", metadata);
        if (kind.hasStatus()) {
            tree = tree.without("status");
        }
        return new KubeObject(kind.rules().defaults(tree));
    }

    /** Upstream's Services, Namespaces, Nodes and volumes have no generation. */
    private static boolean hasGeneration(Kind kind) {
        return !kind.group().isEmpty() || kind.kind().equals("Pod") || kind.kind().equals("ReplicationController");
    }

    private Reply written(Store.Outcome outcome, Kind kind, ObjectKey key, int code, List<String> warnings) {
        return switch (outcome) {
            case Store.Outcome.Written written -> new Reply.One(code, written.object(), warnings);
            case Store.Outcome.Exists exists -> new Reply.Failed(Status.alreadyExists(kind.resource(), key.name()));
            case Store.Outcome.Missing missing -> new Reply.Failed(Status.notFound(kind.resource(), key.name()));
            case Store.Outcome.Stale stale -> new Reply.Failed(Status.stale(kind.resource(), key.name()));
        };
    }

    private Reply update(Request request, Kind kind) {
        KubeObject before = store.get(request.key()).orElse(null);
        if (before == null) {
            return missing(request);
        }
        if (request.body() == null) {
            return new Reply.Failed(Status.badRequest("unexpected end of JSON input"));
        }
        return switch (decoded(request, kind)) {
            case Decoder.Decoded.Bad bad -> new Reply.Failed(bad.status());
            case Decoder.Decoded.Good good -> update(request, kind, before, new KubeObject(good.object()), good.warnings());
        };
    }

    /** Controllers of this program write trees that they made from decoded ones; only persons' bodies need to be read with care. */
    private Decoder.Decoded decoded(Request request, Kind kind) {
        return request.caller().person()
                ? Decoder.decode(kinds, kind, request.body(), request.options().fieldValidation())
                : new Decoder.Decoded.Good(request.body(), List.of());
    }

    private Reply patch(Request request, Kind kind) {
        KubeObject before = store.get(request.key()).orElse(null);
        if (before == null) {
            return missing(request);
        }
        Patches.Patched patched = Patches.apply(kind, before, request.patch());
        if (patched instanceof Patches.Patched.Bad bad) {
            return new Reply.Failed(bad.status());
        }
        Json tree = ((Patches.Patched.Good) patched).object();
        return switch (Decoder.decodePatched(kind, tree, request.patch(), request.options().fieldValidation())) {
            case Decoder.Decoded.Bad bad -> new Reply.Failed(bad.status());
            case Decoder.Decoded.Good good -> update(request, kind, before, new KubeObject(good.object()), good.warnings());
        };
    }

    private Reply update(Request request, Kind kind, KubeObject before, KubeObject sent, List<String> warnings) {
        Optional<Status> unmet = Preconditions.of(request, kind, before, sent);
        if (unmet.isPresent()) {
            return new Reply.Failed(unmet.get());
        }
        KubeObject after = switch (request.subresource()) {
            case "status" -> restated(before, sent);
            case "finalize" -> before.with(sent.spec().get("finalizers"), "spec", "finalizers");
            default -> prepareUpdate(kind, before, sent);
        };
        if (request.subresource().isEmpty() || request.subresource().equals("scale")) {
            switch (admissions.admit(new Admission.Write(request, kind, before, after))) {
                case Admissions.Outcome.No no -> {
                    return new Reply.Failed(no.status());
                }
                case Admissions.Outcome.Yes yes -> after = yes.object();
            }
            Problems problems = new Problems();
            Metadata.validate(kind, after, problems);
            Metadata.validateUpdate(before, after, problems);
            kind.rules().validate(after, problems);
            kind.rules().validateUpdate(before, after, problems);
            if (!problems.isEmpty()) {
                return new Reply.Failed(Status.invalid(kind.groupKind(), after.name(), problems.found()));
            }
        }
        Optional<Status> refused = admissions.refused(new Admission.Write(request, kind, before, after));
        if (refused.isPresent()) {
            return new Reply.Failed(refused.get());
        }
        if (request.options().dryRun()) {
            return ok(after, warnings);
        }
        if (Deletion.isComplete(after)) {
            return written(store.delete(request.key(), after, request.caller().writer()), kind, request.key(), 200, warnings);
        }
        return written(store.update(request.key(), after, 0, request.caller().writer()), kind, request.key(), 200, warnings);
    }

    /** A status write: annotations come with it, as in upstream's status strategies; the rest stays what it was. */
    private static KubeObject restated(KubeObject before, KubeObject sent) {
        return before.with(sent.tree().get("status"), "status").with(sent.metadata().get("annotations"), "metadata", "annotations");
    }

    private KubeObject prepareUpdate(Kind kind, KubeObject before, KubeObject sent) {
        Json old = before.metadata();
        Json metadata = sent.metadata();
        for (String fixed : List.of("namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation",
                "resourceVersion", "generateName")) {
            metadata = metadata.with(fixed, old.get(fixed));
        }
        Json tree = sent.tree().with("metadata", metadata);
        if (kind.hasStatus()) {
            tree = tree.with("status", before.tree().get("status"));
        }
        KubeObject after = new KubeObject(kind.rules().defaults(tree));
        after = kind.rules().prepareUpdate(before, after);
        boolean specChanged = !after.spec().equals(before.spec());
        return specChanged && before.generation() > 0 ? after.with(before.generation() + 1, "metadata", "generation") : after;
    }

    /** Stores what a subresource's handler made of the object; the rules for updates do not apply, as its own have been checked by the handler. */
    public Reply replace(Request request, KubeObject after) {
        Store.Outcome outcome = store.update(request.key(), after, 0, request.caller().writer());
        return written(outcome, kinds.resource(request.resource()).orElseThrow(), request.key(), 200, List.of());
    }

    private Reply scale(Request request, Kind kind) {
        KubeObject target = store.get(request.key()).orElse(null);
        if (target == null) {
            return missing(request);
        }
        KubeObject scale = Scales.of(kind, target);
        return switch (request.verb()) {
            case GET -> ok(scale, List.of());
            case UPDATE -> rescale(request, kind, target, request.body());
            case PATCH -> switch (Patches.apply(kind, scale, request.patch())) {
                case Patches.Patched.Bad bad -> new Reply.Failed(bad.status());
                case Patches.Patched.Good good -> rescale(request, kind, target, good.object());
            };
            case LIST, WATCH, CREATE, DELETE, DELETE_COLLECTION -> new Reply.Failed(Status.methodNotAllowed());
        };
    }

    private Reply rescale(Request request, Kind kind, KubeObject target, Json scale) {
        Optional<Status> invalid = Scales.problem(request.name(), scale);
        if (invalid.isPresent()) {
            return new Reply.Failed(invalid.get());
        }
        KubeObject wanted = Scales.applied(scale, target);
        Request whole = Request.update(request.caller(), request.resource(), wanted, request.options());
        Reply reply = update(whole, kind, target, wanted, List.of());
        return reply instanceof Reply.One one ? ok(Scales.of(kind, one.object()), one.warnings()) : reply;
    }
}
