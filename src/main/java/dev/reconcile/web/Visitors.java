package dev.reconcile.web;

import dev.reconcile.workshop.Limits;
import dev.reconcile.workshop.Problem;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the sessions that each address starts, hour by hour. */
@ApplicationScoped
public class Visitors {
    private static final long HOUR_MILLIS = 3_600_000;

    private record Count(long hour, int sessions) {}

    private final Map<String, Count> byAddress = new ConcurrentHashMap<>();

    void countSession(HttpServerRequest request) {
        long hour = System.currentTimeMillis() / HOUR_MILLIS;
        byAddress.values().removeIf(count -> count.hour() < hour);
        Count count = byAddress.merge(request.remoteAddress().hostAddress(), new Count(hour, 1),
                (old, one) -> new Count(hour, old.sessions() + 1));
        if (count.sessions() > Limits.SESSIONS_AN_ADDRESS_AN_HOUR) {
            throw new Refused(new Problem(Problem.Code.TOO_MANY_SESSIONS, Limits.SESSIONS_AN_ADDRESS_AN_HOUR));
        }
    }
}
