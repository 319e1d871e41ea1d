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
        Cut cut = cut(text, part);
        Optional<SelectableField> field = SelectableField.of(kind, cut.name());
        if (field.isEmpty()) {
            throw new Malformed(SelectableField.unknown(kind, cut.name()));
        }
        return new Term(field.get(), !cut.operator().equals("!="), unescaped(cut.value()));
    }

    /** @param value with its backslashes */
    private record Cut(String name, String operator, String value) {}

    private static Cut cut(String text, String part) throws Malformed {
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) == '\\') {
                i++;
                continue;
            }
            for (String operator : List.of("!=", "==", "=")) {
                if (part.startsWith(operator, i)) {
                    return new Cut(part.substring(0, i), operator, part.substring(i + operator.length()));
                }
            }
        }
        throw new Malformed("invalid selector: '%s'; can't understand '%s'".formatted(text, part));
    }

    /** The same selector with the names that the fields have in the version that is stored. */
    static String stored(Kind kind, String text) throws Malformed {
        List<String> stored = new ArrayList<>();
        for (String part : parts(text)) {
            if (!part.isEmpty()) {
                Cut cut = cut(text, part);
                String name = SelectableField.stored(kind, cut.name());
                if (name.isEmpty()) {
                    throw new Malformed("field label not supported: " + cut.name());
                }
                stored.add(name + cut.operator() + cut.value());
            }
        }
        return String.join(",", stored);
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
