package dev.reconcile.web;

import dev.reconcile.workshop.SessionRecord;
import dev.reconcile.workshop.Token;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.UriInfo;

/** The cookie by which a browser comes back to its lab. Scripts on the page cannot read it. */
final class Cookies {
    private static final int SECONDS = 180 * 24 * 60 * 60;

    private Cookies() {}

    static NewCookie of(SessionRecord session, Token token, UriInfo uri) {
        return new NewCookie.Builder(Gate.cookieName(session.id()))
                .value(token.text())
                .path("/")
                .httpOnly(true)
                .secure("https".equals(uri.getBaseUri().getScheme()))
                .sameSite(NewCookie.SameSite.LAX)
                .maxAge(SECONDS)
                .build();
    }
}
