package dev.reconcile.shell.tools;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * What a variable or field of awk holds: a number, a text, or a text from outside that looks like a number and is compared as one.
 *
 * @param text what it is as a text; null for a number, which is written where it is needed
 */
record AwkValue(double number, String text, boolean numeric) {
    static final AwkValue UNSET = new AwkValue(0, "", true);
    static final AwkValue TRUE = of(1);
    static final AwkValue FALSE = of(0);
    private static final int DIGITS = 6;
    private static final double WHOLE = 1e16;

    static AwkValue of(double number) {
        return new AwkValue(number, null, true);
    }

    static AwkValue of(boolean truth) {
        return truth ? TRUE : FALSE;
    }

    static AwkValue of(String text) {
        return new AwkValue(leading(text), text, false);
    }

    /** Text from outside: input, or {@code -v}. */
    static AwkValue input(String text) {
        return new AwkValue(leading(text), text, text.matches("\\s*[-+]?(\\d{1,300}\\.?\\d{0,300}|\\.\\d{1,300})([eE][-+]?\\d{1,3})?\\s*"));
    }

    /** The number that a text begins with. */
    private static double leading(String text) {
        String start = text.strip();
        int end = 0;
        boolean digits = false;
        boolean point = false;
        while (end < start.length()) {
            char c = start.charAt(end);
            if (c >= '0' && c <= '9') {
                digits = true;
            } else if (c == '.' && !point) {
                point = true;
            } else if (end > 0 || c != '-' && c != '+') {
                break;
            }
            end++;
        }
        String exponent = start.substring(end);
        if (digits && exponent.matches("(?s)[eE][-+]?\\d{1,3}.*")) {
            end += exponent.length() - exponent.replaceFirst("^[eE][-+]?\\d{1,3}", "").length();
        }
        return digits ? Double.parseDouble(start.substring(0, end)) : 0;
    }

    String shown() {
        return text == null ? written(number) : text;
    }

    boolean truth() {
        return numeric && !(text != null && text.isEmpty()) ? number != 0 : !shown().isEmpty();
    }

    /** As numbers where both are, else as texts. */
    int compare(AwkValue other) {
        return numeric && other.numeric ? Double.compare(number, other.number) : shown().compareTo(other.shown());
    }

    private static String written(double number) {
        return number == Math.rint(number) && Math.abs(number) < WHOLE ? Long.toString((long) number) : general(number, DIGITS, 'g');
    }

    /** C's {@code %g}: as many digits as count, without zeros at the end. */
    static String general(double number, int precision, char letter) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }
        if (number == 0) {
            return "0";
        }
        int digits = Math.max(1, precision);
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(digits));
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < digits) {
            return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
        }
        BigDecimal mantissa = rounded.movePointLeft(exponent).stripTrailingZeros();
        String text = mantissa.toPlainString() + "e" + (exponent < 0 ? "-" : "+") + "%02d".formatted(Math.abs(exponent));
        return letter == 'G' ? text.toUpperCase(Locale.ROOT) : text;
    }
}
