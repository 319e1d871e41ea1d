package dev.reconcile.api.kinds;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares amounts of resources as validation needs it ({@code apimachinery/pkg/api/resource/quantity.go}). */
final class Amounts {
    private static final Pattern AMOUNT = Pattern.compile("(?<number>[+-]?(?:\\d+\\.?\\d*|\\.\\d+))(?<suffix>[KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d+)?");

    private static final Map<String, Integer> TENS = Map.of(
            "n", -9, "u", -6, "m", -3, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
    private static final String TWOS = "KMGTPE";

    private Amounts() {}

    /** Zero for what is absent or unreadable: the decoder has refused the latter already. */
    static BigDecimal of(Object amount) {
        Matcher parts = AMOUNT.matcher(amount == null ? "" : amount.toString());
        if (!parts.matches()) {
            return BigDecimal.ZERO;
        }
        BigDecimal number = new BigDecimal(parts.group("number"));
        String suffix = parts.group("suffix");
        if (suffix == null) {
            return number;
        }
        if (suffix.endsWith("i")) {
            return number.multiply(BigDecimal.valueOf(1L << 10 * (TWOS.indexOf(suffix.charAt(0)) + 1)));
        }
        Integer tens = TENS.get(suffix);
        return number.scaleByPowerOfTen(tens == null ? Integer.parseInt(suffix.substring(1)) : tens);
    }

    static int compare(Object a, Object b) {
        return of(a).compareTo(of(b));
    }

    static boolean isWhole(Object amount) {
        return of(amount).stripTrailingZeros().scale() <= 0;
    }
}
