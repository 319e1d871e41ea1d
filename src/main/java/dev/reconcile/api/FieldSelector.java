package dev.reconcile.api;

import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A field selector such as {@code spec.nodeName=worker-1,status.phase!=Running} ({@code apimachinery/pkg/fields/selector.go}). */
record FieldSelector(List<Term> terms) {
    record Term(SelectableField field, boolean equal, String value) {
        boolean matches(KubeObject object) {
            return field.value().apply(object).equals(value) == equal;
        }
    }

    /** A text that is no field selector of the kind; the message is upstream's. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    static FieldSelector parse(Kind kind, String text) throws Malformed {
        List<Term> terms = new ArrayList<>();
        for (String part : parts(text)) {
            if (!part.isEmpty()) {
                terms.add(term(kind, text, part));
            }
        }
        return new FieldSelector(List.copyOf(terms));
    }

    /** Cut at commas; a backslash takes the next character as it is. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                part.append(c).append(text.charAt(++i));
            } else if (c == ',') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    private static Term term(Kind kind, String text, String part) throws Malformed {
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) == '\\') {
                i++;
                continue;
            }
            for (String operator : List.of("!=", "==", "=")) {
                if (part.startsWith(operator, i)) {
                    String name = part.substring(0, i);
                    String value = unescaped(part.substring(i + operator.length()));
                    Optional<SelectableField> field = SelectableField.of(kind, name);
                    if (field.isEmpty()) {
                        throw new Malformed(SelectableField.unknown(kind, name));
                    }
                    return new Term(field.get(), !operator.equals("!="), value);
                }
            }
        }
        throw new Malformed("invalid selector: '%s'; can't understand '%s'".formatted(text, part));
    }

    private static String unescaped(String value) {
        return value.replaceAll("\\\\([\\\\,=])", "$1");
    }

    boolean matches(KubeObject object) {
        for (Term term : terms) {
            if (!term.matches(object)) {
                return false;
            }
        }
        return true;
    }
}
