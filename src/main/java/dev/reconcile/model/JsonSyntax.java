package dev.reconcile.model;

import java.util.Optional;

/** Says what is wrong with a text that is not JSON, in the words of Go's decoder ({@code encoding/json/scanner.go}), which Kubernetes passes on. */
final class JsonSyntax {
    private static final String ENDED = "unexpected end of JSON input";
    private static final String BEFORE_KEY = "looking for beginning of object key string";

    /** What was found instead, as Go says it. */
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message, null, false, false);
        }
    }

    private final String text;
    private int at;

    private JsonSyntax(String text) {
        this.text = text;
    }

    /** Empty if the text is JSON. It nests no deeper than {@link JsonText#MAX_DEPTH}, or that is what is wrong. */
    static Optional<String> problem(String text) {
        JsonSyntax syntax = new JsonSyntax(text);
        try {
            syntax.value(0);
            syntax.space();
            return syntax.at < text.length() ? Optional.of(syntax.wrong("after top-level value").getMessage()) : Optional.empty();
        } catch (Wrong wrong) {
            return Optional.of(wrong.getMessage());
        }
    }

    private Wrong wrong(String where) {
        if (at >= text.length()) {
            return new Wrong(ENDED);
        }
        char c = text.charAt(at);
        String shown = switch (c) {
            case '\'' -> "\\'";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            default -> c < ' ' ? "\\x%02x".formatted((int) c) : Character.toString(text.codePointAt(at));
        };
        return new Wrong("invalid character '" + shown + "' " + where);
    }

    private boolean sees(String characters) {
        return at < text.length() && characters.indexOf(text.charAt(at)) >= 0;
    }

    private void take(String characters, String where) throws Wrong {
        if (!sees(characters)) {
            throw wrong(where);
        }
        at++;
    }

    private void space() {
        while (sees(" \t\r\n")) {
            at++;
        }
    }

    private void value(int depth) throws Wrong {
        if (depth > JsonText.MAX_DEPTH) {
            throw new Wrong("exceeded max depth");
        }
        space();
        if (sees("{")) {
            object(depth);
        } else if (sees("[")) {
            array(depth);
        } else if (sees("\"")) {
            string();
        } else if (sees("-0123456789")) {
            number();
        } else {
            for (String literal : new String[] {"true", "false", "null"}) {
                if (sees(literal.substring(0, 1))) {
                    literal(literal);
                    return;
                }
            }
            throw wrong("looking for beginning of value");
        }
    }

    private void object(int depth) throws Wrong {
        at++;
        space();
        boolean more = !sees("}");
        while (more) {
            space();
            if (!sees("\"")) {
                throw wrong(BEFORE_KEY);
            }
            string();
            space();
            take(":", "after object key");
            value(depth + 1);
            space();
            more = sees(",");
            if (more) {
                at++;
            }
        }
        take("}", "after object key:value pair");
    }

    private void array(int depth) throws Wrong {
        at++;
        space();
        boolean more = !sees("]");
        while (more) {
            value(depth + 1);
            space();
            more = sees(",");
            if (more) {
                at++;
            }
        }
        take("]", "after array element");
    }

    private void string() throws Wrong {
        at++;
        while (!sees("\"")) {
            if (at >= text.length() || text.charAt(at) < ' ') {
                throw wrong("in string literal");
            }
            if (text.charAt(at++) == '\\') {
                escape();
            }
        }
        at++;
    }

    private void escape() throws Wrong {
        boolean unicode = sees("u");
        take("bfnrt\\/\"u", "in string escape code");
        for (int i = 0; unicode && i < 4; i++) {
            take("0123456789abcdefABCDEF", "in \\u hexadecimal character escape");
        }
    }

    private void literal(String literal) throws Wrong {
        for (char c : literal.toCharArray()) {
            take(Character.toString(c), "in literal " + literal + " (expecting '" + c + "')");
        }
    }

    private void number() throws Wrong {
        at += sees("-") ? 1 : 0;
        if (sees("0")) {
            at++;
        } else {
            digits("in numeric literal");
        }
        if (sees(".")) {
            at++;
            digits("after decimal point in numeric literal");
        }
        if (sees("eE")) {
            at++;
            at += sees("+-") ? 1 : 0;
            digits("in exponent of numeric literal");
        }
    }

    private void digits(String where) throws Wrong {
        do {
            take("0123456789", where);
        } while (sees("0123456789"));
    }
}
