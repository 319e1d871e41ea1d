package dev.reconcile.web;

import dev.reconcile.workshop.Problem;
import dev.reconcile.workshop.Session;
import dev.reconcile.workshop.SessionRecord;
import dev.reconcile.workshop.Sessions;
import dev.reconcile.workshop.Token;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lets in whoever holds a session's token: as {@code Authorization: Bearer} or in the cookie that the page got. A wrong token and an unknown session
 * look the same from outside.
 */
@ApplicationScoped
public class Gate {
    private static final String BEARER = "Bearer ";
    private static final String COOKIE = "lab-";

    private final Sessions sessions;

    public Gate(Sessions sessions) {
        this.sessions = sessions;
    }

    public static String cookieName(String sessionId) {
        return COOKIE + sessionId;
    }

    /** The session that a cookie of this name belongs to. */
    static Optional<String> sessionOf(String cookieName) {
        return cookieName.startsWith(COOKIE) ? Optional.of(cookieName.substring(COOKIE.length())) : Optional.empty();
    }

    Session enter(String id, HttpHeaders headers) {
        return enter(id, token(id, headers));
    }

    /** What the request shows to be let in. */
    Optional<Token> token(String id, HttpHeaders headers) {
        return token(headers.getHeaderString(HttpHeaders.AUTHORIZATION), cookie(id, headers));
    }

    /** Everything that the request shows, whichever sessions it opens. */
    static List<Token> tokens(HttpHeaders headers) {
        Stream<String> cookies = headers.getCookies().values().stream().filter(cookie -> sessionOf(cookie.getName()).isPresent()).map(Cookie::getValue);
        return Stream.concat(bearer(headers.getHeaderString(HttpHeaders.AUTHORIZATION)).stream(), cookies.map(Token::new)).toList();
    }

    private static String cookie(String id, HttpHeaders headers) {
        Cookie cookie = headers.getCookies().get(cookieName(id));
        return cookie == null ? null : cookie.getValue();
    }

    /** From the header, or else the cookie; each may be null. */
    public static Optional<Token> token(String authorization, String cookie) {
        return bearer(authorization).or(() -> Optional.ofNullable(cookie).map(Token::new));
    }

    private static Optional<Token> bearer(String authorization) {
        return authorization != null && authorization.startsWith(BEARER)
                ? Optional.of(new Token(authorization.substring(BEARER.length()).strip())) : Optional.empty();
    }

    Session enter(String id, Optional<Token> token) {
        Token shown = token.orElseThrow(() -> new Refused(new Problem(Problem.Code.TOKEN_MISSING)));
        if (!admits(id, shown)) {
            throw new Refused(new Problem(Problem.Code.TOKEN_FOREIGN));
        }
        return Refused.unless(sessions.open(id));
    }

    public boolean admits(String id, Token token) {
        return sessions.record(id).map(SessionRecord::tokenHash).map(hash -> same(hash, token.hash())).orElse(false);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
