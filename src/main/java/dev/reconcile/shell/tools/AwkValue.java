package dev.reconcile.shell.tools;

import dev.reconcile.shell.Decimals;

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
        return number == Math.rint(number) && Math.abs(number) < WHOLE ? Long.toString((long) number) : Decimals.general(number, DIGITS, 'g');
    }
}
