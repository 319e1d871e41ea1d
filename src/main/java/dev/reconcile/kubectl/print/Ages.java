package dev.reconcile.kubectl.print;

import dev.reconcile.model.Times;

/** How long ago something was, in kubectl's short form ({@code apimachinery/pkg/util/duration}). */
public final class Ages {
    private Ages() {}

    /** Since that time until {@code now} (milliseconds); {@code <unknown>} without a time. */
    public static String since(String time, long now) {
        return Times.millis(time).map(then -> text(now - then)).orElse("<unknown>");
    }

    public static String text(long millis) {
        long seconds = millis / 1000;
        if (seconds < -1) {
            return "<invalid>";
        }
        if (seconds < 0) {
            return "0s";
        }
        if (seconds < 120) {
            return seconds + "s";
        }
        long minutes = seconds / 60;
        if (minutes < 10) {
            return two(minutes, "m", seconds % 60, "s");
        }
        if (minutes < 180) {
            return minutes + "m";
        }
        long hours = minutes / 60;
        if (hours < 8) {
            return two(hours, "h", minutes % 60, "m");
        }
        if (hours < 48) {
            return hours + "h";
        }
        long days = hours / 24;
        if (hours < 24 * 8) {
            return two(days, "d", hours % 24, "h");
        }
        if (hours < 24 * 365 * 2) {
            return days + "d";
        }
        return hours < 24 * 365 * 8 ? two(days / 365, "y", days % 365, "d") : days / 365 + "y";
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return small == 0 ? large + largeUnit : large + largeUnit + small + smallUnit;
    }
}
