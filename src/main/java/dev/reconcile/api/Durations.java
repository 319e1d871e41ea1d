package dev.reconcile.api;

import dev.reconcile.model.Times;

/** Durations as tables show them: {@code 45s}, {@code 3m12s}, {@code 2d} ({@code apimachinery/pkg/util/duration/duration.go}). */
public final class Durations {
    public static final String UNKNOWN = "<unknown>";

    private Durations() {}

    /** From that time until now; {@code <unknown>} without a time. */
    public static String since(String time, long now) {
        return Times.millis(time).map(then -> human(now - then)).orElse(UNKNOWN);
    }

    /** Two of the largest units while the number is small, one when it is large. @param millis may be negative by clock skew */
    public static String human(long millis) {
        long seconds = millis / 1000;
        if (seconds < -1) {
            return "<invalid>";
        }
        if (seconds < 0) {
            return "0s";
        }
        if (seconds < 60 * 2) {
            return seconds + "s";
        }
        long minutes = seconds / 60;
        if (minutes < 10) {
            return minutes + "m" + unlessZero(seconds % 60, "s");
        }
        if (minutes < 60 * 3) {
            return minutes + "m";
        }
        long hours = minutes / 60;
        if (hours < 8) {
            return hours + "h" + unlessZero(minutes % 60, "m");
        }
        if (hours < 48) {
            return hours + "h";
        }
        long days = hours / 24;
        if (hours < 24 * 8) {
            return days + "d" + unlessZero(hours % 24, "h");
        }
        if (hours < 24 * 365 * 2) {
            return days + "d";
        }
        long years = days / 365;
        return hours < 24 * 365 * 8 ? years + "y" + unlessZero(days % 365, "d") : years + "y";
    }

    private static String unlessZero(long number, String unit) {
        return number == 0 ? "" : number + unit;
    }
}
