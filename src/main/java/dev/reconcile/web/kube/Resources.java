package dev.reconcile.web.kube;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Deleted;
import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.api.Patch;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.api.Verb;
import dev.reconcile.api.discovery.ProxyPath;
import dev.reconcile.api.discovery.ResourcePath;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.web.kube.remote.TextStream;
import dev.reconcile.workshop.Client;
import dev.reconcile.workshop.Clients;
import dev.reconcile.workshop.Dialogue;
import dev.reconcile.workshop.Session;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The verbs on resources, as requests to the session's cluster and its replies as responses. */
final class Resources {
    private static final List<String> STREAMS = List.of("attach", "exec", "portforward");

    private final Session session;
    private final Client client;
    private final HttpCall call;

    Resources(Session session, Client client, HttpCall call) {
        this.session = session;
        this.client = client;
        this.call = call;
    }

    /** The kind that a path is about; empty where the path leads nowhere. */
    static Optional<Kind> kind(Session session, ResourcePath path) {
        return session.clients().kinds().resource(path.group(), path.version(), path.plural())
                .filter(kind -> kind.namespaced() || path.namespace().isEmpty())
                .filter(kind -> !kind.namespaced() || !path.namespace().isEmpty() || path.name().isEmpty());
    }

    Routes.Outcome answer(ResourcePath path, Kind kind) {
        try {
            if (ProxyPath.isOne(path)) {
                return proxied(path, kind);
            }
            if (!Accept.of(call).takesJson()) {
                return whole(notAcceptable());
            }
            Optional<Request> request = request(path, kind).filter(asked -> !path.subresource().isEmpty() || kind.verbs().contains(asked.verb().text()));
            if (request.isEmpty()) {
                return whole(Status.methodNotAllowed());
            }
            if (path.subresource().equals("log") && call.flag("follow")) {
                return follow(request.get());
            }
            if (STREAMS.contains(path.subresource())) {
                return whole(Status.badRequest("Upgrade request required"));
            }
            return reply(kind, request.get(), session.clients().request(client, request.get()));
        } catch (Bodies.Unreadable e) {
            return whole(e.status());
        }
    }

    /** A request for a server in a pod, with whatever body and for whatever it answers. */
    private Routes.Outcome proxied(ResourcePath path, Kind kind) {
        Optional<ProxyPath> to = ProxyPath.of(path, call.path(), call.rawQuery());
        if (to.isEmpty()) {
            String singular = kind.kind().toLowerCase(Locale.ROOT);
            return whole(Status.badRequest("invalid " + singular + " request \"" + path.name() + "\""));
        }
        Options options = Parameters.as(call, to.get().options(call.text()));
        Verb verb = switch (call.method()) {
            case "POST" -> Verb.CREATE;
            case "PUT" -> Verb.UPDATE;
            case "PATCH" -> Verb.PATCH;
            case "DELETE" -> Verb.DELETE;
            default -> Verb.GET;
        };
        Request request = new Request(Caller.learner(0), verb, kind.resource(), path.namespace(), to.get().name(), "proxy", null, null, options);
        return reply(kind, request, session.clients().request(client, request));
    }

    private Routes.Outcome follow(Request request) {
        return switch (session.clients().connect(client, request, new Dialogue.Window(false))) {
            case Clients.Connected.Open open -> new Routes.Outcome.Stream(response -> TextStream.run(response, open.dialogue()));
            case Clients.Connected.Refused refused -> whole(refused.status());
        };
    }

    /** A request that wants to leave HTTP: one on a subresource that is a stream. */
    static Optional<Request> streaming(ResourcePath path, HttpCall call) {
        boolean known = path.plural().equals("pods") && path.group().isEmpty() && STREAMS.contains(path.subresource());
        return known ? Optional.of(request(path, path.plural(), Verb.GET, null, null, Parameters.of(call))) : Optional.empty();
    }

    private Routes.Outcome whole(Status status) {
        return whole(HttpReply.status(status, call));
    }

    private static Routes.Outcome whole(HttpReply reply) {
        return new Routes.Outcome.Whole(reply);
    }

    private static Status notAcceptable() {
        return new Status(406, "NotAcceptable", "only the following media types are accepted: application/json, application/yaml", Json.EMPTY);
    }

    private Optional<Request> request(ResourcePath path, Kind kind) throws Bodies.Unreadable {
        Options options = Parameters.of(call);
        boolean collection = path.name().isEmpty();
        boolean everywhere = kind.namespaced() && path.namespace().isEmpty();
        return switch (call.method()) {
            case "GET", "HEAD" -> Optional.of(request(path, kind.resource(), reading(path), null, null, options));
            case "POST" -> collection && !everywhere || !path.subresource().isEmpty()
                    ? Optional.of(created(path, kind, options))
                    : Optional.empty();
            case "PUT" -> collection
                    ? Optional.empty()
                    : Optional.of(request(path, kind.resource(), Verb.UPDATE, Bodies.object(call, kind), null, Bodies.noted(call, options)));
            case "PATCH" -> collection ? Optional.empty() : Optional.of(
                    request(path, kind.resource(), Verb.PATCH, null, Bodies.patch(call), Bodies.noted(call, options)));
            case "DELETE" -> {
                Options all = Deleted.options(options, Bodies.deleteOptions(call));
                yield collection && everywhere
                        ? Optional.empty()
                        : Optional.of(request(path, kind.resource(), collection ? Verb.DELETE_COLLECTION : Verb.DELETE, null, null, all));
            }
            default -> Optional.empty();
        };
    }

    /** Only streams may be asked for by POST without a body. */
    private Request created(ResourcePath path, Kind kind, Options options) throws Bodies.Unreadable {
        return STREAMS.contains(path.subresource())
                ? request(path, kind.resource(), Verb.CREATE, null, null, options)
                : request(path, kind.resource(), Verb.CREATE, Bodies.object(call, kind), null, Bodies.noted(call, options));
    }

    /** A watch on one object may be written as a list with a name, or as a read of the object. */
    private Verb reading(ResourcePath path) {
        boolean whole = path.subresource().isEmpty();
        if (whole && (path.watch() || call.flag("watch"))) {
            return Verb.WATCH;
        }
        return path.name().isEmpty() ? Verb.LIST : Verb.GET;
    }

    private static Request request(ResourcePath path, String resource, Verb verb, Json body, Patch patch, Options options) {
        return new Request(Caller.learner(0), verb, resource, path.namespace(), path.name(), path.subresource(), body, patch, options);
    }

    private Routes.Outcome reply(Kind kind, Request request, Reply reply) {
        Representation shown = Representation.of(kind, call);
        List<String> deprecation = kind.rules().deprecation().isEmpty() ? List.of() : List.of(kind.rules().deprecation());
        return switch (reply) {
            case Reply.One one -> whole(one(shown, request, one).warning(deprecation).warning(one.warnings()));
            case Reply.Many many -> whole(HttpReply.json(200, shown.many(many.items(), session.clock().now(), listMetadata(many)), call).warning(deprecation));
            case Reply.Watching watching -> new Routes.Outcome.Stream(new WatchStream(session, watching.watch(), shown, call));
            case Reply.Text text -> whole(new HttpReply(text.code(), text.type(), text.text().getBytes(StandardCharsets.UTF_8), List.of()));
            case Reply.Failed failed -> failed.status().equals(Status.noResource()) ? whole(HttpReply.noPage())
                    : whole(HttpReply.status(failed.status(), call).warning(deprecation));
        };
    }

    private HttpReply one(Representation shown, Request request, Reply.One one) {
        KubeObject object = one.object();
        if (request.verb() == Verb.DELETE && Deleted.isStatus(object)) {
            return HttpReply.json(200, Deleted.status(shown.kind(), object), call);
        }
        // A review is not of the resource's kind, and has no columns.
        boolean own = object.kind().equals(shown.kind().kind()) || object.kind().equals("Scale");
        return HttpReply.json(one.code(), own ? shown.of(request.subresource()).one(object, session.clock().now()) : object.tree(), call);
    }

    private static Json listMetadata(Reply.Many many) {
        return Json.of(
                "resourceVersion", Long.toString(many.revision()),
                "continue", many.continueToken().isEmpty() ? null : many.continueToken(),
                "remainingItemCount", many.remaining() > 0 ? many.remaining() : null);
    }
}
