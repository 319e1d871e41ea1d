package dev.reconcile.api.access;

import dev.reconcile.api.Api;
import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.api.Verb;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers who somebody is and what they may do ({@code pkg/registry/authorization}, {@code pkg/registry/authentication}). The person whose cluster it
 * is may do everything; whoever is impersonated may do what roles say.
 */
public final class Reviews {
    private final Authorizer authorizer;

    private Reviews(View view) {
        this.authorizer = new Authorizer(view);
    }

    /** Serves the reviews and tokens at the API, and lets impersonated users do only what they may. */
    public static void serve(Api api, View view) {
        Reviews reviews = new Reviews(view);
        ServiceAccountTokens tokens = new ServiceAccountTokens(view);
        String access = ".authorization.k8s.io";
        api.serve("selfsubjectreviews.authentication.k8s.io", "", (request, none) -> answer(request, whoAmI(request.options())));
        api.serve("tokenreviews.authentication.k8s.io", "", (request, none) -> answer(request, tokens.review(body(request))));
        api.serve("selfsubjectaccessreviews" + access, "", (request, none) -> answer(request, reviews.own(request)));
        api.serve("subjectaccessreviews" + access, "", (request, none) -> answer(request, reviews.other(request)));
        api.serve("localsubjectaccessreviews" + access, "", (request, none) -> answer(request, reviews.other(request)));
        api.serve("selfsubjectrulesreviews" + access, "", (request, none) -> answer(request, reviews.rules(request)));
        api.serve("serviceaccounts", "token", tokens);
        api.serve("componentstatuses", "", new Components(api.kinds().resource("componentstatuses").orElseThrow()));
        api.guard(reviews::refused);
    }

    private static Json body(Request request) {
        return request.body() == null ? Json.EMPTY : request.body();
    }

    private static Reply answer(Request request, Json status) {
        if (request.verb() != Verb.CREATE) {
            return new Reply.Failed(Status.methodNotAllowed());
        }
        return new Reply.One(201, new KubeObject(body(request).with("status", status)), List.of());
    }

    private static Json whoAmI(Options options) {
        User user = User.of(options);
        return Json.of("userInfo", Json.of("username", user.name(), "groups", user.groups()));
    }

    private Json own(Request request) {
        return decision(User.of(request.options()), body(request).object("spec"));
    }

    private Json other(Request request) {
        Json spec = body(request).object("spec");
        return decision(User.named(spec.textOrEmpty("user"), spec.texts("groups")), spec);
    }

    private Json decision(User user, Json spec) {
        Json wanted = spec.object("resourceAttributes");
        String subresource = wanted.textOrEmpty("subresource");
        String resource = wanted.textOrEmpty("resource") + (subresource.isEmpty() ? "" : "/" + subresource);
        Json path = spec.object("nonResourceAttributes");
        Authorizer.Question question = spec.has("nonResourceAttributes")
                ? new Authorizer.Question(path.textOrEmpty("verb"), "", "", "", "", path.textOrEmpty("path"))
                : new Authorizer.Question(wanted.textOrEmpty("verb"), wanted.textOrEmpty("group"), resource, wanted.textOrEmpty("namespace"),
                        wanted.textOrEmpty("name"), "");
        Authorizer.Answer answer = authorizer.ask(user, question);
        return Json.of("allowed", answer.allowed(), "reason", answer.reason().isEmpty() ? null : answer.reason());
    }

    private Json rules(Request request) {
        List<Json> resources = new ArrayList<>();
        List<Json> paths = new ArrayList<>();
        for (Json rule : authorizer.rules(User.of(request.options()), body(request).textOrEmpty("spec", "namespace"))) {
            (rule.has("nonResourceURLs") ? paths : resources).add(rule);
        }
        return Json.of("resourceRules", resources, "nonResourceRules", paths, "incomplete", false);
    }

    private Optional<Status> refused(Request request, Kind kind) {
        if (request.options().impersonatedUser().isEmpty()) {
            return Optional.empty();
        }
        User user = User.of(request.options());
        String resource = kind.plural() + (request.subresource().isEmpty() ? "" : "/" + request.subresource());
        Authorizer.Question question =
                new Authorizer.Question(request.verb().text(), kind.group(), resource, request.namespace(), request.name(), "");
        if (authorizer.ask(user, question).allowed()) {
            return Optional.empty();
        }
        String where = request.namespace().isEmpty() ? "at the cluster scope" : "in the namespace \"" + request.namespace() + "\"";
        String shown = kind.group().isEmpty() ? kind.plural() : kind.plural() + "." + kind.group();
        return Optional.of(Status.forbidden(shown, request.name(), "User \"%s\" cannot %s resource \"%s\" in API group \"%s\" %s"
                .formatted(user.name(), request.verb().text(), resource, kind.group(), where)));
    }
}
