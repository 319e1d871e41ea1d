package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.View;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** A service account's token, bound to a pod ({@code pkg/serviceaccount/claims.go}). It says what a real one says; the signature proves nothing. */
final class AccountToken {
    private static final String ISSUER = "https://kubernetes.default.svc.cluster.local";
    private static final String ACCOUNTS = "serviceaccounts";

    private AccountToken() {}

    /**
     * @param wanted a {@code serviceAccountToken} of a projected volume
     * @param issuedAt milliseconds since the epoch
     */
    static String of(KubeObject pod, Json wanted, View view, long issuedAt) {
        String account = pod.spec().textOrEmpty("serviceAccountName");
        String uid = view.get(ACCOUNTS, pod.namespace(), account).map(KubeObject::uid).orElse("");
        String audience = wanted.textOrEmpty("audience").isEmpty() ? ISSUER : wanted.text("audience");
        Json pods = Json.of("name", pod.name(), "uid", pod.uid());
        Json claims = Json.of(
                "aud", List.of(audience),
                "exp", issuedAt / 1000 + wanted.number(3600, "expirationSeconds"),
                "iat", issuedAt / 1000,
                "iss", ISSUER,
                "kubernetes.io", Json.of("namespace", pod.namespace(), "pod", pods, "serviceaccount", Json.of("name", account, "uid", uid)),
                "nbf", issuedAt / 1000,
                "sub", "system:serviceaccount:" + pod.namespace() + ":" + account);
        String body = encoded(JsonText.compact(Json.of("alg", "RS256", "kid", "reconcile"))) + "." + encoded(JsonText.compact(claims));
        return body + "." + encoded(Digests.hex(body));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
