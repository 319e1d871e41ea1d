package dev.reconcile.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An amount of a resource: {@code 500m}, {@code 1Gi}, {@code 2}. Follows {@code apimachinery/pkg/api/resource/quantity.go}: nothing smaller
 * than a billionth, and one canonical text that keeps the family of the suffix it was written with.
 */
public record Quantity(BigDecimal value, Family family) implements Comparable<Quantity> {
    public static final Quantity ZERO = new Quantity(BigDecimal.ZERO, Family.DECIMAL);

    /** How the amount was written. */
    public enum Family { DECIMAL, BINARY, EXPONENT }

    /** A text that is no quantity. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    private static final Pattern SUFFIX = Pattern.compile("[eEinumkKMGTP]*(?:[-+]?[0-9]+|[-+])?");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");

    /** The index of the empty suffix, which stands for 10 to the 0. */
    private static final int UNIT = 3;

    private static final int SMALLEST_SCALE = 9;
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

    /** @throws Malformed with upstream's text */
    public static Quantity parse(String text) throws Malformed {
        int sign = starts(text, 0, "+-") ? 1 : 0;
        int point = sign + digits(text, sign);
        int end = starts(text, point, ".") ? point + 1 + digits(text, point + 1) : point;
        String suffix = text.substring(end);
        if (text.isEmpty() || !BINARY.contains(suffix) && !DECIMAL.contains(suffix) && !SUFFIX.matcher(suffix).matches()) {
            throw new Malformed("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
        }
        String digits = text.substring(sign, end);
        int binary = BINARY.indexOf(suffix);
        int decimal = DECIMAL.indexOf(suffix);
        boolean exponent = decimal < 0 && binary < 0 && suffix.matches("[eE][-+]?[0-9]{1,9}");
        if (binary < 0 && decimal < 0 && !exponent) {
            throw new Malformed("unable to parse quantity's suffix");
        }
        if (digits.isEmpty() || digits.equals(".")) {
            throw new Malformed("unable to parse numeric part of quantity");
        }
        BigDecimal number = new BigDecimal(text.substring(0, end));
        if (decimal >= 0) {
            return new Quantity(bounded(number, 3 * (decimal - UNIT)), Family.DECIMAL);
        }
        return binary > 0
                ? new Quantity(bounded(number.multiply(BigDecimal.valueOf(1L << 10 * binary)), 0), Family.BINARY)
                : new Quantity(bounded(number, Integer.parseInt(suffix.substring(1))), Family.EXPONENT);
    }

    private static boolean starts(String text, int at, String any) {
        return at < text.length() && any.indexOf(text.charAt(at)) >= 0;
    }

    /** How many digits stand from there on. */
    private static int digits(String text, int from) {
        int end = from;
        while (starts(text, end, "0123456789")) {
            end++;
        }
        return end - from;
    }

    /** What {@link #parse} reads, or zero: for amounts that the API has accepted already. */
    public static Quantity of(Object text) {
        try {
            return text == null ? ZERO : parse(text.toString());
        } catch (Malformed e) {
            return ZERO;
        }
    }

    /** Amounts too small to count are rounded away from zero, amounts too large are cut. */
    private static BigDecimal bounded(BigDecimal number, int tens) {
        if (number.signum() == 0) {
            return BigDecimal.ZERO;
        }
        long magnitude = (long) number.precision() - number.scale() + tens;
        if (magnitude > 19) {
            return number.signum() > 0 ? LARGEST : LARGEST.negate();
        }
        if (magnitude < -SMALLEST_SCALE) {
            return BigDecimal.ONE.movePointLeft(SMALLEST_SCALE).multiply(BigDecimal.valueOf(number.signum()));
        }
        BigDecimal value = number.scaleByPowerOfTen(tens);
        return value.scale() > SMALLEST_SCALE ? value.setScale(SMALLEST_SCALE, RoundingMode.UP) : value.min(LARGEST).max(LARGEST.negate());
    }

    public Quantity plus(Quantity other) {
        return new Quantity(value.add(other.value), value.signum() == 0 ? other.family : family);
    }

    public Quantity minus(Quantity other) {
        return new Quantity(value.subtract(other.value), value.signum() == 0 ? other.family : family);
    }

    public boolean isWhole() {
        return value.stripTrailingZeros().scale() <= 0;
    }

    /** Thousandths, rounded up: how CPU is counted. */
    public long milli() {
        return value.movePointRight(3).setScale(0, RoundingMode.CEILING).longValue();
    }

    /** Whole units, rounded up: how memory is counted. */
    public long whole() {
        return value.setScale(0, RoundingMode.CEILING).longValue();
    }

    @Override
    public int compareTo(Quantity other) {
        return value.compareTo(other.value);
    }

    /** The canonical text. */
    public String text() {
        if (value.signum() == 0) {
            return "0";
        }
        boolean small = value.abs().compareTo(BigDecimal.valueOf(1024)) < 0;
        return family == Family.BINARY && !small && isWhole() ? binary() : decimal();
    }

    private String binary() {
        long number = value.longValueExact();
        int step = 0;
        while (number % 1024 == 0 && step < BINARY.size() - 1) {
            number /= 1024;
            step++;
        }
        return number + BINARY.get(step);
    }

    private String decimal() {
        BigDecimal plain = value.stripTrailingZeros();
        int tens = Math.floorDiv(-plain.scale(), 3) * 3;
        if (family != Family.EXPONENT) {
            tens = Math.clamp(tens, -SMALLEST_SCALE, 18);
        }
        String number = plain.scaleByPowerOfTen(-tens).toBigIntegerExact().toString();
        if (family == Family.EXPONENT) {
            return tens == 0 ? number : number + "e" + tens;
        }
        return number + DECIMAL.get(tens / 3 + UNIT);
    }

    @Override
    public String toString() {
        return text();
    }
}
