package dev.reconcile.kubectl.flags;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 1h2m3.5s}, {@code 300ms}. All values in milliseconds. */
public final class Durations {
    private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, BigDecimal> UNITS = units();

    private Durations() {}

    private static Map<String, BigDecimal> units() {
        Map<String, BigDecimal> units = new LinkedHashMap<>();
        units.put("ns", new BigDecimal("0.000001"));
        units.put("us", new BigDecimal("0.001"));
        units.put("µs", new BigDecimal("0.001"));
        units.put("μs", new BigDecimal("0.001"));
        units.put("ms", BigDecimal.ONE);
        units.put("s", new BigDecimal(1_000));
        units.put("m", new BigDecimal(60_000));
        units.put("h", new BigDecimal(3_600_000));
        return units;
    }

    /** Empty for a text that Go's {@code time.ParseDuration} refuses. */
    public static Optional<Long> millis(String text) {
        boolean negative = text.startsWith("-");
        String rest = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Optional.of(0L);
        }
        BigDecimal sum = BigDecimal.ZERO;
        Matcher part = PART.matcher(rest);
        int at = 0;
        while (at < rest.length() && part.find(at) && part.start() == at) {
            sum = sum.add(new BigDecimal(part.group(1)).multiply(UNITS.get(part.group(2))));
            at = part.end();
        }
        boolean whole = at == rest.length() && !rest.isEmpty() && sum.compareTo(new BigDecimal(Long.MAX_VALUE)) < 0;
        return whole ? Optional.of(negative ? -sum.longValue() : sum.longValue()) : Optional.empty();
    }

    /** As Go prints a duration: {@code 0s}, {@code 1m30s}, {@code 1h0m0s}, {@code 500ms}. */
    public static String text(long millis) {
        if (millis == 0) {
            return "0s";
        }
        String sign = millis < 0 ? "-" : "";
        long left = Math.abs(millis);
        if (left < 1000) {
            return sign + left + "ms";
        }
        String seconds = BigDecimal.valueOf(left % 60_000, 3).stripTrailingZeros().toPlainString() + "s";
        long minutes = left / 60_000;
        if (minutes == 0) {
            return sign + seconds;
        }
        long hours = minutes / 60;
        return sign + (hours == 0 ? "" : hours + "h") + minutes % 60 + "m" + seconds;
    }
}
