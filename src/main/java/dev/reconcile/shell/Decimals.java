package dev.reconcile.shell;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as C's printf writes them. */
public final class Decimals {
    private Decimals() {}

    /** {@code %f}: the number as it is in binary, rounded to that many decimals. */
    public static String fixed(double number, int decimals) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return general(number, decimals, 'g');
        }
        String text = new BigDecimal(number).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
        return number < 0 && !text.startsWith("-") || 1 / number < 0 && number == 0 ? "-" + text : text;
    }

    /** {@code %g}: as many digits as count, without zeros at the end. */
    public static String general(double number, int precision, char letter) {
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
