package dev.reconcile.api;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Serves a further version of a kind: what comes in is converted to the stored version, what goes out is converted back. */
final class Versions {
    private final Kinds kinds;
    private final Kind kind;
    private final Function<Request, Reply> door;

    /** @param door answers requests on the stored version */
    Versions(Kinds kinds, Kind kind, Function<Request, Reply> door) {
        this.kinds = kinds;
        this.kind = kind;
        this.door = door;
    }

    Reply handle(Request request) {
        Request stored;
        try {
            stored = request.of(kind.stored().resource(), FieldSelector.stored(kind, request.options().fieldSelector()));
        } catch (FieldSelector.Malformed e) {
            return new Reply.Failed(Status.badRequest(e.getMessage()));
        }
        if (request.patch() != null && request.subresource().isEmpty() || request.subresource().equals("status") && request.patch() != null) {
            return patched(stored);
        }
        return request.body() == null || !isOwn(request) ? back(door.apply(stored), List.of()) : written(stored);
    }

    /** Scales and the like are the same in all versions. */
    private static boolean isOwn(Request request) {
        return request.subresource().isEmpty() || request.subresource().equals("status");
    }

    private Reply written(Request stored) {
        return switch (Decoder.decode(kinds, kind, stored.body(), stored.options())) {
            case Decoder.Decoded.Bad bad -> new Reply.Failed(bad.status());
            case Decoder.Decoded.Good good -> kept(stored.with(kind.stored().to().apply(good.object())), good.warnings());
        };
    }

    /** Where this version asks for more than the stored one, that is looked at first; what cannot be found is told by the stored version. */
    private Reply kept(Request write, List<String> warnings) {
        KubeObject object = new KubeObject(write.body());
        object = object.namespace().isEmpty() && kind.namespaced() ? object.with(write.namespace(), "metadata", "namespace") : object;
        Problems problems = new Problems();
        if (kind.rules() != Rules.NONE && write.verb() == Verb.CREATE) {
            kind.rules().validate(object, problems);
        } else if (kind.rules() != Rules.NONE && read(write) instanceof Reply.One live) {
            kind.rules().validateUpdate(live.object(), object, problems);
        }
        return problems.isEmpty() ? back(door.apply(write), warnings) : new Reply.Failed(Status.invalid(kind.groupKind(), object.name(), problems.found()));
    }

    /** The object as it is kept. */
    private Reply read(Request write) {
        return door.apply(new Request(Caller.controller(write.caller().actor(), 0), Verb.GET, write.resource(), write.namespace(), write.name(), "", null,
                null, Options.NONE));
    }

    /** Patches are about the version that they were sent to; the object is written back at the revision that it was read at. */
    private Reply patched(Request stored) {
        if (stored.patch().type() == Patch.Type.APPLY) {
            Json intent = stored.patch().document() instanceof Json json ? json : Json.EMPTY;
            return back(door.apply(stored.with(new Patch(Patch.Type.APPLY, kind.stored().to().apply(intent)))), List.of());
        }
        Reply read = read(stored);
        if (!(read instanceof Reply.One live)) {
            return read;
        }
        KubeObject before = new KubeObject(kind.stored().from().apply(live.object().tree()));
        return switch (Patches.apply(kind, before, stored.patch())) {
            case Patches.Patched.Bad bad -> new Reply.Failed(bad.status());
            case Patches.Patched.Good good -> switch (Decoder.decodePatched(kind, good.object(), stored.patch(), stored.options())) {
                case Decoder.Decoded.Bad bad -> new Reply.Failed(bad.status());
                case Decoder.Decoded.Good decoded -> kept(stored.updating(kind.stored().to().apply(decoded.object())), decoded.warnings());
            };
        };
    }

    private Reply back(Reply reply, List<String> warnings) {
        return switch (reply) {
            case Reply.One one when one.object().kind().equals(kind.kind()) -> new Reply.One(one.code(), back(one.object()), both(warnings, one.warnings()));
            case Reply.One one -> one;
            case Reply.Many many -> new Reply.Many(kind, many.items().stream().map(this::back).toList(), many.revision(), many.continueToken(),
                    many.remaining());
            case Reply.Watching watching -> new Reply.Watching(watching.watch().as(kind, this::back));
            case Reply.Text text -> text;
            case Reply.Failed failed -> failed;
        };
    }

    private KubeObject back(KubeObject object) {
        return new KubeObject(kind.stored().from().apply(object.tree()));
    }

    private static List<String> both(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
