package dev.reconcile.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What may be a name, a label or an annotation key. Each method gives what is wrong, in upstream's words
 * ({@code apimachinery/pkg/util/validation/validation.go}); nothing if all is well.
 */
public final class Names {
    private static final int LABEL_BYTES = 63;
    private static final int SUBDOMAIN_BYTES = 253;

    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
    private static final String LABEL_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private static final String QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final String VALUE = "(" + QUALIFIED + ")?";

    private static final String QUALIFIED_WORDS =
            "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

    private Names() {}

    /** Most objects: {@code my-app.example.com}. */
    public static List<String> subdomain(String name) {
        List<String> wrong = new ArrayList<>();
        tooLong(name, SUBDOMAIN_BYTES, "", wrong);
        if (!isSubdomain(name)) {
            wrong.add(pattern("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', "
                    + "and must start and end with an alphanumeric character", SUBDOMAIN, "example.com"));
        }
        return wrong;
    }

    /** Namespaces, StatefulSets, containers: {@code my-name}. */
    public static List<String> label(String name) {
        List<String> wrong = new ArrayList<>();
        tooLong(name, LABEL_BYTES, "", wrong);
        if (!isLabel(name, 0, name.length())) {
            wrong.add(isSubdomain(name)
                    ? "must not contain dots"
                    : pattern("a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', "
                            + "and must start and end with an alphanumeric character", LABEL, "my-name", "123-abc"));
        }
        return wrong;
    }

    /** Services: {@code my-name}, starting with a letter. */
    public static List<String> label1035(String name) {
        List<String> wrong = new ArrayList<>();
        tooLong(name, LABEL_BYTES, "", wrong);
        if (!(isLabel(name, 0, name.length()) && name.charAt(0) > '9')) {
            wrong.add(pattern("a DNS-1035 label must consist of lower case alphanumeric characters or '-', "
                    + "start with an alphabetic character, and end with an alphanumeric character", LABEL_1035, "my-name", "abc-123"));
        }
        return wrong;
    }

    /** RBAC objects: anything that can be a segment of a path. */
    public static List<String> pathSegment(String name) {
        if (name.equals(".") || name.equals("..")) {
            return List.of("may not be '" + name + "'");
        }
        List<String> wrong = new ArrayList<>();
        for (String banned : List.of("/", "%")) {
            if (name.contains(banned)) {
                wrong.add("may not contain '" + banned + "'");
            }
        }
        return wrong;
    }

    /** Keys of labels, annotations, taints; finalizers: {@code name} or {@code example.com/name}. */
    public static List<String> qualified(String name) {
        List<String> wrong = new ArrayList<>();
        int slash = name.indexOf('/');
        if (slash != name.lastIndexOf('/')) {
            wrong.add("a qualified name " + pattern(QUALIFIED_WORDS, QUALIFIED, "MyName", "my.name", "123-abc")
                    + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
            return wrong;
        }
        if (slash == 0) {
            wrong.add("prefix part must be non-empty");
        } else if (slash > 0) {
            subdomain(name.substring(0, slash)).forEach(text -> wrong.add("prefix part " + text));
        }
        String last = name.substring(slash + 1);
        if (last.isEmpty()) {
            wrong.add("name part must be non-empty");
        } else {
            tooLong(last, LABEL_BYTES, "name part ", wrong);
        }
        if (!isQualified(last)) {
            wrong.add("name part " + pattern(QUALIFIED_WORDS, QUALIFIED, "MyName", "my.name", "123-abc"));
        }
        return wrong;
    }

    public static List<String> labelValue(String value) {
        List<String> wrong = new ArrayList<>();
        tooLong(value, LABEL_BYTES, "", wrong);
        if (!(value.isEmpty() || isQualified(value))) {
            wrong.add(pattern("a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', "
                    + "and must start and end with an alphanumeric character", VALUE, "MyValue", "my_value", "12345"));
        }
        return wrong;
    }

    // What the expressions above say, without an engine for expressions: every write of every object is checked.

    /** {@link #LABEL}. */
    private static boolean isLabel(String text, int from, int to) {
        if (from == to || text.charAt(from) == '-' || text.charAt(to - 1) == '-') {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!isLower(c) && !isDigit(c) && c != '-') {
                return false;
            }
        }
        return true;
    }

    /** {@link #SUBDOMAIN}. */
    private static boolean isSubdomain(String text) {
        int from = 0;
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', from)) {
            if (!isLabel(text, from, dot)) {
                return false;
            }
            from = dot + 1;
        }
        return isLabel(text, from, text.length());
    }

    /** {@link #QUALIFIED}. */
    private static boolean isQualified(String text) {
        if (text.isEmpty() || !isAlphanumeric(text.charAt(0)) || !isAlphanumeric(text.charAt(text.length() - 1))) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isAlphanumeric(c) && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAlphanumeric(char c) {
        return isLower(c) || isDigit(c) || c >= 'A' && c <= 'Z';
    }

    private static void tooLong(String text, int most, String prefix, List<String> wrong) {
        if (text.length() > most || text.length() * 3 > most && text.getBytes(StandardCharsets.UTF_8).length > most) {
            wrong.add(prefix + "must be no more than " + most + " bytes");
        }
    }

    /** Upstream's {@code RegexError}, with its two spaces between examples. */
    private static String pattern(String words, String pattern, String... examples) {
        return words + " (e.g. '" + String.join("',  or '", examples) + "', regex used for validation is '" + pattern + "')";
    }
}
