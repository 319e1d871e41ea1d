package dev.reconcile.api.access;

import dev.reconcile.api.Problems;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.api.Subresource;
import dev.reconcile.api.Verb;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import dev.reconcile.store.View;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * {@code serviceaccounts/token} ({@code pkg/registry/core/serviceaccount/storage/token.go}): JSON web tokens of upstream's shape. They protect nothing and
 * are good for this cluster alone, so in place of a signature stands a digest.
 */
public final class ServiceAccountTokens implements Subresource {
    private static final String ISSUER = "https://kubernetes.default.svc.cluster.local";
    private static final Json HEADER = Json.of("alg", "RS256", "kid", "reconcile");

    /** Seconds. */
    private static final long DEFAULT_LIFE = 3600;

    private static final long SHORTEST_LIFE = 600;
    private static final long LONGEST_LIFE = 1L << 32;

    private final View view;

    public ServiceAccountTokens(View view) {
        this.view = view;
    }

    @Override
    public Reply handle(Request request, KubeObject account) {
        if (request.verb() != Verb.CREATE) {
            return new Reply.Failed(Status.methodNotAllowed());
        }
        Json body = request.body() == null ? Json.EMPTY : request.body();
        long seconds = body.number(DEFAULT_LIFE, "spec", "expirationSeconds");
        Problems problems = new Problems();
        if (seconds < SHORTEST_LIFE) {
            problems.invalid("spec.expirationSeconds", seconds, "may not specify a duration less than 10 minutes");
        }
        if (seconds > LONGEST_LIFE) {
            problems.invalid("spec.expirationSeconds", seconds, "may not specify a duration larger than 2^32 seconds");
        }
        if (!problems.isEmpty()) {
            return new Reply.Failed(Status.invalid("TokenRequest.authentication.k8s.io", "", problems.found()));
        }
        List<String> audiences = body.texts("spec", "audiences").isEmpty() ? List.of(ISSUER) : body.texts("spec", "audiences");
        long expires = view.now() + seconds * 1000;
        Json answered = Json.of("apiVersion", "authentication.k8s.io/v1", "kind", "TokenRequest",
                "metadata", Json.of("name", account.name(), "namespace", account.namespace(), "creationTimestamp", Times.text(view.now())),
                "spec", body.object("spec").with("audiences", audiences).with("expirationSeconds", seconds),
                "status", Json.of("token", token(account, audiences, expires / 1000), "expirationTimestamp", Times.text(expires)));
        return new Reply.One(201, new KubeObject(answered), List.of());
    }

    private String token(KubeObject account, List<String> audiences, long expires) {
        long now = view.now() / 1000;
        Json claims = Json.of("aud", audiences, "exp", expires, "iat", now, "iss", ISSUER, "nbf", now,
                "kubernetes.io", Json.of("namespace", account.namespace(),
                        "serviceaccount", Json.of("name", account.name(), "uid", account.uid())),
                "sub", User.serviceAccount(account.namespace(), account.name()));
        String signed = packed(HEADER.toString()) + "." + packed(claims.toString());
        return signed + "." + digest(signed, account.uid());
    }

    private static String packed(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(String signed, String uid) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest((signed + uid).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The account that a token was made for; empty for a token that is wrong, has expired, or whose account is gone. */
    public Optional<KubeObject> account(String token) {
        String[] parts = token.split("\\.");
        if (parts.length != 3) {
            return Optional.empty();
        }
        Json claims;
        try {
            claims = JsonText.object(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | JsonText.Malformed e) {
            return Optional.empty();
        }
        Json named = claims.object("kubernetes.io");
        return view.get("serviceaccounts", named.textOrEmpty("namespace"), named.textOrEmpty("serviceaccount", "name"))
                .filter(account -> account.uid().equals(named.text("serviceaccount", "uid")))
                .filter(account -> digest(parts[0] + "." + parts[1], account.uid()).equals(parts[2]))
                .filter(account -> claims.number(0, "exp") * 1000 > view.now());
    }

    /** The status of a TokenReview. */
    Json review(Json body) {
        return account(body.textOrEmpty("spec", "token")).map(account -> {
            User user = User.named(User.serviceAccount(account.namespace(), account.name()), List.of());
            return Json.of("authenticated", true, "audiences", List.of(ISSUER),
                    "user", Json.of("username", user.name(), "uid", account.uid(), "groups", user.groups()));
        }).orElse(Json.of("user", Json.EMPTY, "error", "invalid bearer token"));
    }
}
