package dev.reconcile.model;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Times as Kubernetes writes them: RFC 3339 in UTC, whole seconds (metav1.Time) or microseconds (metav1.MicroTime). */
public final class Times {
    private static final String WHOLE_SECONDS = "2006-01-02T15:04:05Z";

    private static final long DAY = 86_400;

    /** The second that was written last: all that happens at one instant shares its text. Threads may take it from each other. */
    private static Second recent = new Second(0, "1970-01-01T00:00:00Z");

    private record Second(long seconds, String text) {}

    private Times() {}

    /** metav1.Time of milliseconds since the epoch. */
    public static String text(long millis) {
        long seconds = Math.floorDiv(millis, 1000L);
        Second last = recent;
        if (last.seconds != seconds) {
            last = new Second(seconds, written(seconds));
            recent = last;
        }
        return last.text;
    }

    private static String written(long seconds) {
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(seconds, DAY));
        if (date.getYear() < 0 || date.getYear() > 9999) {
            return Instant.ofEpochSecond(seconds).toString();
        }
        int second = (int) Math.floorMod(seconds, DAY);
        byte[] text = WHOLE_SECONDS.getBytes(StandardCharsets.ISO_8859_1);
        digits(text, 0, 4, date.getYear());
        digits(text, 5, 2, date.getMonthValue());
        digits(text, 8, 2, date.getDayOfMonth());
        digits(text, 11, 2, second / 3600);
        digits(text, 14, 2, second / 60 % 60);
        digits(text, 17, 2, second % 60);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void digits(byte[] text, int at, int width, int number) {
        for (int i = at + width - 1; i >= at; i--) {
            text[i] = (byte) ('0' + number % 10);
            number /= 10;
        }
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
        if (text.length() == WHOLE_SECONDS.length() && text.charAt(19) == 'Z' && text.charAt(10) == 'T') {
            return wholeSeconds(text);
        }
        try {
            return Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from).toEpochMilli());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The common form, read without a formatter: controllers read it thousands of times a second. */
    private static Optional<Long> wholeSeconds(String text) {
        try {
            LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
            LocalTime time = LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19));
            return Optional.of((date.toEpochDay() * DAY + time.toSecondOfDay()) * 1000);
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
