package dev.reconcile.model;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as Kubernetes writes them: RFC 3339 in UTC, whole seconds (metav1.Time) or microseconds (metav1.MicroTime). */
public final class Times {
    private Times() {}

    /** metav1.Time of milliseconds since the epoch. */
    public static String text(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** metav1.MicroTime of milliseconds since the epoch. */
    public static String micro(long millis) {
        String seconds = text(millis);
        return seconds.substring(0, seconds.length() - 1) + String.format(".%06dZ", Math.floorMod(millis, 1000L) * 1000);
    }

    /** Milliseconds since the epoch; empty for a missing or unreadable time. */
    public static Optional<Long> millis(String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from).toEpochMilli());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
