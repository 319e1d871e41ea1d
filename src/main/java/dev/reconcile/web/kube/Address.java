package dev.reconcile.web.kube;

import dev.reconcile.workshop.Token;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a client points: {@code /k8s/<session>/…}, or {@code /k8s/<session>/token/<token>/…}.
 *
 * <p>The second form is for kubectl without TLS: Go's client keeps tokens to itself on a plain connection, so there the address must carry it.
 *
 * @param path what follows, empty or from the slash on
 */
public record Address(String session, Optional<Token> token, String path) {
    private static final Pattern FORM = Pattern.compile("/k8s/([^/]*)(?:/token/([^/]*))?(/.*)?");

    static Address of(String path) {
        Matcher parts = FORM.matcher(path);
        if (!parts.matches()) {
            return new Address("", Optional.empty(), "");
        }
        return new Address(parts.group(1), Optional.ofNullable(parts.group(2)).map(Token::new), parts.group(3) == null ? "" : parts.group(3));
    }

    /**
     * The address that a kubeconfig names.
     *
     * @param withToken whether the address is to carry the token
     */
    public static String server(String base, String session, Token token, boolean withToken) {
        return base + "/k8s/" + session + (withToken ? "/token/" + token.text() : "");
    }
}
