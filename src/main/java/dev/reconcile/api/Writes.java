package dev.reconcile.api;

import dev.reconcile.api.ownership.Owner;
import dev.reconcile.api.ownership.Ownership;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Times;
import dev.reconcile.sim.Dice;
import dev.reconcile.sim.VirtualClock;
import dev.reconcile.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Creates and updates: decode, default, mutate, prepare, note who owns what, validate, admit, store. The order is that of upstream's
 * {@code apiserver/pkg/registry/generic/registry/store.go}.
 */
final class Writes {
    /** How often a name is generated before the conflict is told; upstream's own number. */
    private static final int NAME_ATTEMPTS = 8;

    private static final KubeObject NOBODY = new KubeObject(Json.EMPTY);

    private final Kinds kinds;
    private final Store store;
    private final VirtualClock clock;
    private final Dice dice;
    private final Admissions admissions;
    private final Ownership ownership = new Ownership();

    Writes(Kinds kinds, Store store, VirtualClock clock, Dice dice, Admissions admissions) {
        this.kinds = kinds;
        this.store = store;
        this.clock = clock;
        this.dice = dice;
        this.admissions = admissions;
    }

    Reply create(Request request, Kind kind) {
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
        KubeObject object = prepareCreate(request, kind, sent);
        if (!isApply(request)) {
            object = owned(request, kind, NOBODY, object, sent);
        }
        Json defaulted = object.tree();
        switch (admissions.admit(new Admission.Write(request, kind, null, object))) {
            case Admissions.Outcome.No no -> {
                return new Reply.Failed(no.status());
            }
            case Admissions.Outcome.Yes yes -> object = yes.object();
        }
        // Admission changes templates too (default tolerations, service accounts), so defaults run over its result again.
        object = defaulted(kind, object, defaulted);
        Json admitted = object.tree();
        object = kind.rules().prepareCreate(object);
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
        // What is stored is read with defaults: only now does a job without labels get those that the API gave its template.
        object = defaulted(kind, object, admitted);
        ObjectKey key = new ObjectKey(kind.resource(), object.namespace(), object.name());
        List<String> told = told(request, kind, null, object, warnings);
        if (request.options().dryRun()) {
            return store.get(key).isPresent()
                    ? new Reply.Failed(Status.alreadyExists(kind.resource(), key.name()))
                    : new Reply.One(201, object, told);
        }
        return written(store.create(key, object, request.caller().writer()), kind, key, 201, told);
    }

    /** With defaults, unless it is still the tree that has them. */
    private static KubeObject defaulted(Kind kind, KubeObject object, Json complete) {
        return object.tree() == complete ? object : new KubeObject(kind.rules().defaults(object.tree()));
    }

    /** Programs of the cluster itself do not read warnings. */
    private static List<String> told(Request request, Kind kind, KubeObject before, KubeObject after, List<String> decoding) {
        if (!request.caller().person() || !request.subresource().isEmpty()) {
            return decoding;
        }
        List<String> told = new ArrayList<>(decoding);
        told.addAll(kind.rules().warnings(before, after));
        return List.copyOf(told);
    }

    private Optional<Status> misplaced(Request request, Kind kind, KubeObject sent) {
        if (kind.namespaced() && !sent.namespace().isEmpty() && !sent.namespace().equals(request.namespace())) {
            return Optional.of(Status.badRequest("the namespace of the provided object does not match the namespace sent on the request"));
        }
        if (sent.tree().has("metadata", "resourceVersion")) {
            return Optional.of(new Status(500, "InternalError", "resourceVersion should not be set on objects to be created", Json.EMPTY));
        }
        if (store.size() >= Api.MAX_OBJECTS) {
            return Optional.of(Status.forbidden(kind.resource(), sent.name(),
                    "exceeded quota: lab, requested: objects=1, used: objects=%d, limited: objects=%d".formatted(store.size(), Api.MAX_OBJECTS)));
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
                .with("generation", hasGeneration(kind) ? 1L : null);
        if (sent.name().isEmpty() && metadata.has("generateName")) {
            metadata = metadata.with("name", generated(kind, metadata));
        }
        Json tree = sent.tree().with("metadata", metadata);
        if (kind.hasStatus()) {
            tree = tree.without("status");
        }
        return new KubeObject(kind.rules().defaults(tree));
    }

    /** Takes other letters when an object of the name is there already, up to {@link #NAME_ATTEMPTS} times. */
    private String generated(Kind kind, Json metadata) {
        String name = "";
        for (int i = 0; i < NAME_ATTEMPTS; i++) {
            name = Metadata.generated(metadata.textOrEmpty("generateName"), dice);
            if (store.get(kind.resource(), metadata.textOrEmpty("namespace"), name).isEmpty()) {
                return name;
            }
        }
        return name;
    }

    /** Upstream's Services, Namespaces, Nodes and volumes have no generation; of kinds that definitions make, all have. */
    private static boolean hasGeneration(Kind kind) {
        boolean core = kind.group().isEmpty() && !kind.kind().equals("Pod") && !kind.kind().equals("ReplicationController");
        return kind.isCustom() || kind.hasStatus() && !core;
    }

    /** What a generation counts the changes of. */
    private static Object counted(Kind kind, KubeObject object) {
        Json tree = object.tree();
        return kind.isCustom() ? tree.without("metadata").with("status", kind.hasStatus() ? null : tree.get("status")) : object.spec();
    }

    Reply written(Store.Outcome outcome, Kind kind, ObjectKey key, int code, List<String> warnings) {
        return switch (outcome) {
            case Store.Outcome.Written written -> new Reply.One(code, written.object(), warnings);
            case Store.Outcome.Exists exists -> new Reply.Failed(Status.alreadyExists(kind.resource(), key.name()));
            case Store.Outcome.Missing missing -> new Reply.Failed(Status.notFound(kind.resource(), key.name()));
            case Store.Outcome.Stale stale -> new Reply.Failed(Status.stale(kind.resource(), key.name()));
        };
    }

    Reply update(Request request, Kind kind) {
        KubeObject before = store.get(request.key()).orElse(null);
        if (before == null) {
            return Api.missing(request);
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
                ? Decoder.decode(kinds, kind, request.body(), request.options())
                : new Decoder.Decoded.Good(request.body(), List.of());
    }

    Reply patch(Request request, Kind kind) {
        KubeObject before = store.get(request.key()).orElse(null);
        if (isApply(request)) {
            return apply(request, kind, before);
        }
        if (before == null) {
            return Api.missing(request);
        }
        Patches.Patched patched = Patches.apply(kind, before, request.patch());
        if (patched instanceof Patches.Patched.Bad bad) {
            return new Reply.Failed(bad.status());
        }
        Json tree = ((Patches.Patched.Good) patched).object();
        Optional<Status> other = request.caller().person() ? Intents.changedKind(kinds, kind, tree, request.patch()) : Optional.empty();
        if (other.isPresent()) {
            return new Reply.Failed(other.get());
        }
        return switch (Decoder.decodePatched(kind, tree, request.patch(), request.options())) {
            case Decoder.Decoded.Bad bad -> new Reply.Failed(bad.status());
            case Decoder.Decoded.Good good -> update(request, kind, before, new KubeObject(good.object()), good.warnings());
        };
    }

    private static boolean isApply(Request request) {
        return request.patch() != null && request.patch().type() == Patch.Type.APPLY;
    }

    /** Server-side apply ({@code managedfields/internal/structuredmerge.go}): creates what is not there. */
    private Reply apply(Request request, Kind kind, KubeObject before) {
        if (before == null && !request.subresource().isEmpty()) {
            return Api.missing(request);
        }
        Json intent = request.patch().document() instanceof Json json ? json : Json.EMPTY;
        Optional<Status> wrong = Intents.problem(request, kind, intent, ownership);
        if (wrong.isPresent()) {
            return new Reply.Failed(wrong.get());
        }
        Decoder.Decoded decoded = Decoder.decodePatched(kind, intent, request.patch(), Options.of("fieldValidation", "Ignore"));
        if (decoded instanceof Decoder.Decoded.Bad bad) {
            return new Reply.Failed(bad.status());
        }
        KubeObject sent = new KubeObject(Intents.without(request, kind, ((Decoder.Decoded.Good) decoded).object()));
        Optional<Status> misdirected = Intents.misdirected(request, kind, intent, before);
        sent = sent.name().isEmpty() ? sent.with(request.name(), "metadata", "name") : sent;
        KubeObject live = before != null ? before
                : KubeObject.of(kind.apiVersion(), kind.kind(), kind.namespaced() ? request.namespace() : "", request.name());
        Owner manager = request.manager("Apply", kind);
        List<String> repeated = request.options().repeatedKeys();
        return switch (ownership.applied(kind.schema(), live, sent.tree(), manager, request.options().force(), Times.text(clock.now()))) {
            case Ownership.Applied.Conflict conflict -> new Reply.Failed(
                    new Status(409, "Conflict", conflict.message(), Json.of("causes", conflict.causes())));
            case Ownership.Applied.Good good when misdirected.isPresent() -> new Reply.Failed(misdirected.get());
            case Ownership.Applied.Good good when !repeated.isEmpty() && request.options().fieldValidation() == Options.FieldValidation.STRICT ->
                    new Reply.Failed(Status.badRequest("error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  "
                            + String.join("\n  ", repeated)));
            case Ownership.Applied.Good good when before == null -> create(request, kind, good.object().with(null, "metadata", "resourceVersion"), repeated);
            case Ownership.Applied.Good good when good.object() == live -> new Reply.One(200, live, repeated);
            case Ownership.Applied.Good good -> update(request, kind, before, good.object(), repeated);
        };
    }

    private KubeObject owned(Request request, Kind kind, KubeObject before, KubeObject after, KubeObject sent) {
        Owner writer = request.manager("Update", kind);
        return ownership.noted(kind.schema(), before, after, sent, writer, Times.text(clock.now()), request.caller().person());
    }

    Reply update(Request request, Kind kind, KubeObject before, KubeObject sent, List<String> warnings) {
        Optional<Status> unmet = Preconditions.of(request, kind, before, sent);
        if (unmet.isPresent()) {
            return new Reply.Failed(unmet.get());
        }
        KubeObject after = switch (request.subresource()) {
            case "status" -> restated(kind, before, kind.rules().preparePart("status", before, sent));
            case "ephemeralcontainers" -> prepareUpdate(kind, before, before.with(sent.spec().get("ephemeralContainers"), "spec", "ephemeralContainers"));
            case "finalize" -> before.with(sent.spec().get("finalizers"), "spec", "finalizers");
            default -> prepareUpdate(kind, before, kind.rules().preparePart(request.subresource(), before, sent));
        };
        after = isApply(request)
                ? after.with(sent.metadata().get("managedFields"), "metadata", "managedFields")
                : owned(request, kind, before, after, sent);
        Problems problems = new Problems();
        boolean whole = request.subresource().isEmpty() || request.subresource().equals("scale");
        if (whole || request.subresource().equals("resize")) {
            switch (admissions.admit(new Admission.Write(request, kind, before, after))) {
                case Admissions.Outcome.No no -> {
                    return new Reply.Failed(no.status());
                }
                case Admissions.Outcome.Yes yes -> after = yes.object();
            }
        }
        if (whole) {
            Metadata.validate(kind, after, problems);
            Metadata.validateUpdate(before, after, problems);
            kind.rules().validateUpdate(before, after, problems);
        } else {
            if (sent.metadata() != before.metadata()) {
                Metadata.validate(kind, after, problems);
            }
            kind.rules().validatePart(request.subresource(), before, after, problems);
        }
        if (!problems.isEmpty()) {
            return new Reply.Failed(Status.invalid(kind.groupKind(), after.name(), problems.found()));
        }
        Optional<Status> refused = admissions.refused(new Admission.Write(request, kind, before, after));
        if (refused.isPresent()) {
            return new Reply.Failed(refused.get());
        }
        List<String> told = told(request, kind, before, after, warnings);
        if (request.options().dryRun()) {
            return new Reply.One(200, after, told);
        }
        if (Deletion.isComplete(after)) {
            return written(store.delete(request.key(), after, request.caller().writer()), kind, request.key(), 200, told);
        }
        return written(store.update(request.key(), after, 0, request.caller().writer()), kind, request.key(), 200, told);
    }

    /** A status write: metadata come with it as upstream's status strategies let them; the rest stays what it was. */
    private static KubeObject restated(Kind kind, KubeObject before, KubeObject sent) {
        KubeObject after = before.with(sent.tree().get("status"), "status");
        if (kind.isCustom() || sent.metadata() == before.metadata()) {
            return after;
        }
        for (String field : List.of("annotations", "finalizers", "labels", "ownerReferences")) {
            boolean kept = field.equals("labels") && kind.kind().equals("Deployment") || field.equals("ownerReferences") && kind.kind().equals("Pod");
            after = kept ? after : after.with(sent.metadata().get(field), "metadata", field);
        }
        return after;
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
        boolean specChanged = !counted(kind, after).equals(counted(kind, before));
        return specChanged && before.generation() > 0 ? after.with(before.generation() + 1, "metadata", "generation") : after;
    }
}
