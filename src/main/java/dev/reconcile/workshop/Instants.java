package dev.reconcile.workshop;

import dev.reconcile.model.Times;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Instants as people and scripts write them: RFC 3339, or a distance from now such as {@code +10m}. */
public final class Instants {
    private static final Pattern DISTANCE = Pattern.compile("\\+(\\d{1,9})(ms|s|m|h|d)");

    private Instants() {}

    /** Milliseconds since the epoch; empty for text that is neither form. */
    public static OptionalLong parse(String text, long now) {
        if (text == null) {
            return OptionalLong.empty();
        }
        Matcher distance = DISTANCE.matcher(text.strip());
        if (distance.matches()) {
            return OptionalLong.of(now + Long.parseLong(distance.group(1)) * unit(distance.group(2)));
        }
        Optional<Long> millis = Times.millis(text.strip());
        return millis.isPresent() ? OptionalLong.of(millis.get()) : OptionalLong.empty();
    }

    private static long unit(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }

    public static String text(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
