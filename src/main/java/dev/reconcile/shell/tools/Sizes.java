package dev.reconcile.shell.tools;

import java.util.Locale;

/** Sizes as people read them. */
final class Sizes {
    private Sizes() {}

    /** In powers of 1024 with one decimal, as busybox' {@code -h}: 4.0K, 12.0K, 0. */
    static String inTenths(long bytes) {
        int unit = bytes < 1024 ? -1 : (63 - Long.numberOfLeadingZeros(bytes)) / 10 - 1;
        return unit < 0 ? Long.toString(bytes) : String.format(Locale.ROOT, "%.1f", bytes / Math.pow(1024, unit + 1)) + "KMGTP".charAt(unit);
    }

    /** In powers of 1024, rounded up, as {@code -h} of GNU's tools: 4.0K, 12K, 1.5G. */
    static String human(long bytes) {
        if (bytes < 1024) {
            return Long.toString(bytes);
        }
        double size = bytes;
        int unit = -1;
        while (size >= 1024 && unit < 4) {
            size /= 1024;
            unit++;
        }
        double tenths = Math.ceil(size * 10) / 10;
        return (tenths < 10 ? String.format(Locale.ROOT, "%.1f", tenths) : Long.toString((long) Math.ceil(size))) + "KMGTP".charAt(unit);
    }
}
