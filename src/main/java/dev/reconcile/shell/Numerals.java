package dev.reconcile.shell;

/** Whole numbers as programs of the shell write them. */
final class Numerals {
    private Numerals() {}

    /** Decimal, octal (leading 0) or hexadecimal (leading 0x); null for anything else. */
    static Long read(String digits) {
        boolean negative = digits.startsWith("-");
        String rest = negative || digits.startsWith("+") ? digits.substring(1) : digits;
        int base = rest.indexOf('#');
        if (base > 0) {
            return inBase(rest.substring(0, base), rest.substring(base + 1), negative);
        }
        int radix = rest.startsWith("0x") || rest.startsWith("0X") ? 16 : rest.length() > 1 && rest.startsWith("0") ? 8 : 10;
        String bare = radix == 16 ? rest.substring(2) : rest;
        if (bare.isEmpty() || !Character.isLetterOrDigit(bare.charAt(0))) {
            return null;
        }
        try {
            return Long.parseLong((negative ? "-" : "") + bare, radix);
        } catch (NumberFormatException e) {
            boolean allDigits = bare.chars().allMatch(c -> c >= '0' && c <= '9');
            return allDigits && radix == 10 ? (Long) (negative ? Long.MIN_VALUE : Long.MAX_VALUE) : null;
        }
    }

    /** bash's {@code base#digits}. */
    private static Long inBase(String base, String digits, boolean negative) {
        try {
            long value = Long.parseLong(digits, Integer.parseInt(base));
            return negative ? -value : value;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
