package dev.reconcile.web;

import dev.reconcile.workshop.Token;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks who opens a WebSocket: the token as for every other request, and, because browsers send cookies to wherever a foreign page points them,
 * the origin.
 */
@ApplicationScoped
public class StreamGate implements HttpUpgradeCheck {
    private static final Pattern PATH = Pattern.compile("/api/sessions/([^/]+)/stream");

    private final Gate gate;

    public StreamGate(Gate gate) {
        this.gate = gate;
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        HttpServerRequest request = context.httpRequest();
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return CheckResult.permitUpgrade();
        }
        String id = path.group(1);
        Cookie cookie = request.getCookie(Gate.cookieName(id));
        Optional<Token> token = Gate.token(request.getHeader("Authorization"), cookie == null ? null : cookie.getValue());
        if (token.isEmpty()) {
            return CheckResult.rejectUpgrade(401);
        }
        if (!sameOrigin(request.getHeader("Origin"), request.authority() == null ? null : request.authority().toString())) {
            return CheckResult.rejectUpgrade(403);
        }
        return Uni.createFrom()
                .item(() -> gate.admits(id, token.get()))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .flatMap(admitted -> admitted ? CheckResult.permitUpgrade() : CheckResult.rejectUpgrade(403));
    }

    /** Programs send no origin; a browser's must be the host that it asked for. */
    public static boolean sameOrigin(String origin, String host) {
        if (origin == null) {
            return true;
        }
        try {
            return URI.create(origin).getAuthority() != null && URI.create(origin).getAuthority().equals(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
