package dev.reconcile.model;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Numbers and values in the forms that Go's {@code strconv} and {@code fmt} give them, where a client shows them. */
final class GoNumbers {
    private GoNumbers() {}

    /** {@code FormatFloat(x, 'g', -1, 64)}: how go-yaml writes a float. */
    static String shortest(double number) {
        BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = digits.signum() == 0 ? 0 : digits.precision() - digits.scale() - 1;
        return exponent < -4 || exponent >= 6 ? scientific(digits, exponent) : digits.toPlainString();
    }

    /** As {@code encoding/json} writes a float: without an exponent between 1e-6 and 1e21. */
    static String json(double number) {
        BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = digits.signum() == 0 ? 0 : digits.precision() - digits.scale() - 1;
        boolean plain = digits.signum() == 0 || exponent >= -6 && exponent < 21;
        return plain ? digits.toPlainString() : scientific(digits, exponent).replace("e-0", "e-");
    }

    private static String scientific(BigDecimal digits, int exponent) {
        String text = digits.unscaledValue().abs().toString();
        String fraction = text.length() > 1 ? "." + text.substring(1) : "";
        return (digits.signum() < 0 ? "-" : "") + text.charAt(0) + fraction
                + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }

    /** {@code %#v} of what go-yaml decodes. */
    static String dump(Object value) {
        return switch (value) {
            case null -> "interface {}(nil)";
            case Json json -> dump(json, json.names());
            case List<?> list -> "[]interface {}{" + list.stream().map(GoNumbers::dump).collect(Collectors.joining(", ")) + "}";
            case String text -> JsonText.compact(text);
            case Double number -> shortest(number);
            default -> value.toString();
        };
    }

    /** The same for an object of which some names have no value. */
    static String dump(Json json, Collection<String> names) {
        return names.stream()
                .map(name -> JsonText.compact(name) + ":" + dump(json.get(name)))
                .collect(Collectors.joining(", ", "map[interface {}]interface {}{", "}"));
    }
}
