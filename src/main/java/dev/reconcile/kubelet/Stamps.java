package dev.reconcile.kubelet;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The time as different programs write it into their logs. */
final class Stamps {
    private static final Pattern PLACE = Pattern.compile("\\{now:(\\w+)}");

    private Stamps() {}

    /** The text with {@code {now:FORM}} replaced. */
    static String fill(String text, long millis) {
        if (!text.contains("{now:")) {
            return text;
        }
        Matcher places = PLACE.matcher(text);
        return places.replaceAll(place -> Matcher.quoteReplacement(form(place.group(1)).format(Instant.ofEpochMilli(millis))));
    }

    private static DateTimeFormatter form(String name) {
        String pattern = switch (name) {
            case "nginx" -> "yyyy/MM/dd HH:mm:ss";
            case "entrypoint" -> "yyyy-MM-dd HH:mm:ss'+00:00'";
            case "mysql" -> "yyyy-MM-dd'T'HH:mm:ss.SSS'000Z'";
            case "redis" -> "dd MMM yyyy HH:mm:ss.SSS";
            case "httpd" -> "EEE MMM dd HH:mm:ss.SSS'000' yyyy";
            case "rfc" -> "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'";
            case "plain" -> "yyyy-MM-dd HH:mm:ss";
            default -> throw new IllegalArgumentException("no form of time is named " + name);
        };
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
