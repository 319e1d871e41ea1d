package dev.reconcile.model;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a plain YAML scalar means: go-yaml v2's {@code resolve.go}. */
final class YamlScalars {
    private static final String PREFIX = "tag:yaml.org,2002:";
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern BASE_60 = Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");

    /** Characters with which a scalar may start that is not a string. */
    private static final String HINTS = "+-0123456789yYnNtTfFoO~.";

    private static final Map<String, Object> WORDS = new TreeMap<>();
    private static final Object NULL = new Object();

    static {
        words(true, "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
        words(false, "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
        words(NULL, "", "~", "null", "Null", "NULL");
        words(Double.NaN, ".nan", ".NaN", ".NAN");
        words(Double.POSITIVE_INFINITY, ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF");
        words(Double.NEGATIVE_INFINITY, "-.inf", "-.Inf", "-.INF");
    }

    private YamlScalars() {}

    private static void words(Object value, String... words) {
        for (String word : words) {
            WORDS.put(word, value);
        }
    }

    /** Whether a plain scalar of this text would be read as this string, so that it needs no quotes. */
    static boolean isPlainString(String text) {
        return untagged(text) instanceof String && !isDate(text) && !BASE_60.matcher(text).matches();
    }

    /** @throws IllegalArgumentException with go-yaml's text if the tag asks for what the text is not */
    static Object resolve(String tag, String text) {
        String kind = tag.startsWith(PREFIX) ? tag.substring(PREFIX.length()) : tag;
        return switch (kind) {
            case "" -> json(untagged(text));
            case "str", "timestamp" -> text;
            case "bool", "int", "float", "null" -> tagged(kind, text);
            default -> text;
        };
    }

    private static Object tagged(String kind, String text) {
        Object value = untagged(text);
        String found = kind(value);
        if (!found.equals(kind) && !(kind.equals("float") && found.equals("int"))) {
            throw new IllegalArgumentException("cannot decode !!%s `%s` as a !!%s".formatted(found, text, kind));
        }
        return json(value);
    }

    private static String kind(Object value) {
        return switch (value) {
            case String text -> "str";
            case Boolean truth -> "bool";
            case Long number -> "int";
            case BigInteger number -> "int";
            case Double number -> "float";
            default -> "null";
        };
    }

    /** As Go's JSON encoder passes it on: whole numbers lose their fraction, infinities have no form. */
    private static Object json(Object value) {
        return switch (value) {
            case BigInteger big -> big.doubleValue();
            case Double number when number.isNaN() || number.isInfinite() ->
                throw new IllegalArgumentException("json: unsupported value: " + (number.isNaN() ? "NaN" : number > 0 ? "+Inf" : "-Inf"));
            case Double number when number == Math.rint(number) && Math.abs(number) < 0x1p63 -> (Long) number.longValue();
            default -> value == NULL ? null : value;
        };
    }

    private static Object untagged(String text) {
        if (text.isEmpty()) {
            return NULL;
        }
        char first = text.charAt(0);
        if (HINTS.indexOf(first) < 0 && !text.startsWith("null") && !text.startsWith("Null") && !text.startsWith("NULL")) {
            return text;
        }
        Object word = WORDS.get(text);
        if (word != null) {
            return word;
        }
        if (first == '.') {
            return real(text, text);
        }
        boolean number = first == '+' || first == '-' || first >= '0' && first <= '9';
        return number ? number(text) : text;
    }

    private static Object number(String text) {
        if (isDate(text)) {
            return text;
        }
        String plain = text.replace("_", "");
        BigInteger whole = whole(plain);
        if (whole == null) {
            return real(plain, text);
        }
        return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
    }

    /** Go's {@code ParseInt} with base 0: 0x, 0o, 0b, and 0 alone for octal. */
    private static BigInteger whole(String plain) {
        boolean negative = plain.startsWith("-");
        String digits = negative || plain.startsWith("+") ? plain.substring(1) : plain;
        int base = 10;
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            base = switch (Character.toLowerCase(digits.charAt(1))) {
                case 'x' -> 16;
                case 'b' -> 2;
                default -> 8;
            };
            boolean letter = Character.isLetter(digits.charAt(1));
            if (letter && base == 8 && Character.toLowerCase(digits.charAt(1)) != 'o') {
                return null;
            }
            digits = digits.substring(letter ? 2 : 1);
        }
        if (digits.isEmpty() || Character.digit(digits.charAt(0), base) < 0) {
            return null;
        }
        try {
            BigInteger value = new BigInteger(digits, base);
            return negative ? value.negate() : value;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Object real(String plain, String text) {
        if (!FLOAT.matcher(plain).matches()) {
            return text;
        }
        double value = Double.parseDouble(plain);
        return Double.isInfinite(value) ? text : (Object) value;
    }

    /** What go-yaml would take for a timestamp: read as a string, but written in quotes. */
    private static boolean isDate(String text) {
        return DATE.matcher(text).matches();
    }

    private static final Pattern DATE = Pattern.compile("\\d{4}-(0?[1-9]|1[0-2])-(0?[1-9]|[12]\\d|3[01])"
            + "([Tt]\\d{1,2}:\\d{1,2}:\\d{1,2}(\\.\\d+)?(Z|[-+]\\d\\d:\\d\\d)| \\d{1,2}:\\d{1,2}:\\d{1,2}(\\.\\d+)?)?");
}
