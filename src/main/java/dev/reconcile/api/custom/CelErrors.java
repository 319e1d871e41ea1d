package dev.reconcile.api.custom;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What goes wrong while a rule is evaluated, in the words of Go's CEL and of {@code apiextensions-apiserver/pkg/apiserver/schema/cel/validation.go}. */
final class CelErrors {
    private static final Pattern KEY = Pattern.compile("key '([^']*)' is not present in map");
    private static final Pattern INDEX = Pattern.compile("Index out of bounds: (-?\\d+)");

    private CelErrors() {}

    /** @param rule its message, or itself */
    static String text(CelEvaluationException e, String rule) {
        CelErrorCode code = e.getErrorCode();
        if (code == CelErrorCode.ITERATION_BUDGET_EXCEEDED) {
            return "'operation cancelled: actual cost limit exceeded': no further validation rules will be run due to call cost exceeds limit for rule: " + rule;
        }
        String words = words(e);
        return words.startsWith("no such overload")
                ? "'" + words + "': call arguments did not match a supported operator, function or macro signature for rule: " + rule
                : words + " evaluating rule: " + rule;
    }

    private static String words(CelEvaluationException e) {
        String message = String.valueOf(e.getMessage()).replaceFirst("^evaluation error(?: at [^:]*(?::\\d+)+)?: ", "");
        return switch (e.getErrorCode()) {
            case ATTRIBUTE_NOT_FOUND -> "no such key: " + group(KEY, message);
            case DIVIDE_BY_ZERO -> "division by zero";
            case INDEX_OUT_OF_BOUNDS -> "index out of bounds: " + group(INDEX, message);
            case NUMERIC_OVERFLOW -> "integer overflow";
            case OVERLOAD_NOT_FOUND -> "no such overload";
            default -> ofFunction(e).orElse(message);
        };
    }

    /** What a function of the libraries threw. */
    private static Optional<String> ofFunction(Throwable e) {
        Throwable cause = e;
        while (cause != null && !(cause instanceof IllegalArgumentException)) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause).map(Throwable::getMessage);
    }

    private static String group(Pattern pattern, String message) {
        Matcher found = pattern.matcher(message);
        return found.find() ? found.group(1) : message;
    }
}
