package dev.reconcile.kubelet;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as data files and Go write them. */
final class Spans {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)?");

    private Spans() {}

    /** Milliseconds of {@code 300ms}, {@code 2.5s}, {@code 1m}, or plain seconds. */
    static OptionalLong millis(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return OptionalLong.empty();
        }
        long unit = switch (form.group(2) == null ? "s" : form.group(2)) {
            case "ms" -> 1;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 1000;
        };
        return OptionalLong.of(Math.round(Double.parseDouble(form.group(1)) * unit));
    }

    /** Go's {@code time.Duration.String()} of whole milliseconds: {@code 812ms}, {@code 2.1s}, {@code 1m4.25s}. */
    static String text(long millis) {
        if (millis < 1000) {
            return millis == 0 ? "0s" : millis + "ms";
        }
        long minutes = millis / 60_000;
        long rest = millis % 60_000;
        String seconds = rest / 1000 + (rest % 1000 == 0 ? "" : "." + "%03d".formatted(rest % 1000).replaceFirst("0+$", "")) + "s";
        long hours = minutes / 60;
        return (hours > 0 ? hours + "h" : "") + (minutes > 0 ? minutes % 60 + "m" : "") + seconds;
    }
}
