package dev.reconcile.shell;

/** A text with its backslash escapes replaced, and whether {@code \c} stopped it. */
record Escapes(String text, boolean stopped) {
    /** Octal numbers are {@code \0ooo} for echo and {@code %b}, {@code \ooo} in a format. */
    static Escapes expand(String text, boolean zeroBeforeOctal) {
        StringBuilder expanded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                expanded.append(c);
                continue;
            }
            char escaped = text.charAt(++i);
            int simple = "abefnrtv\\".indexOf(escaped);
            if (simple >= 0) {
                expanded.append("\u0007\b\u001b\f\n\r\t\u000b\\".charAt(simple));
            } else if (escaped == 'c' && zeroBeforeOctal) {
                return new Escapes(expanded.toString(), true);
            } else if (escaped == 'x' && digits(text, i + 1, 2, 16) > 0) {
                int length = digits(text, i + 1, 2, 16);
                expanded.append((char) Integer.parseInt(text.substring(i + 1, i + 1 + length), 16));
                i += length;
            } else if (zeroBeforeOctal ? escaped == '0' : digits(text, i, 3, 8) > 0) {
                int start = zeroBeforeOctal ? i + 1 : i;
                int length = digits(text, start, 3, 8);
                expanded.append((char) (length == 0 ? 0 : Integer.parseInt(text.substring(start, start + length), 8) & 0xff));
                i = start + length - 1;
            } else {
                expanded.append('\\').append(escaped);
            }
        }
        return new Escapes(expanded.toString(), false);
    }

    /** Bash's {@code $'…'}, after its first quote. */
    static String quoted(Cursor cursor) {
        StringBuilder text = new StringBuilder();
        for (char c = cursor.raw(); c != '\''; c = cursor.raw()) {
            if (c == Cursor.END) {
                throw new SyntaxProblem(SyntaxProblem.Kind.INCOMPLETE, SyntaxProblem.UNTERMINATED_QUOTES, null, cursor.line());
            }
            char following = cursor.peek(0);
            boolean quote = c == '\\' && (following == '\'' || following == '"');
            text.append(quote ? cursor.raw() : c);
            if (c == '\\' && following == '\\') {
                text.append(cursor.raw());
            }
        }
        return expand(withUnicode(text.toString()), false).text();
    }

    /** A backslash, {@code u} and up to four hexadecimal digits. */
    private static String withUnicode(String text) {
        return java.util.regex.Pattern.compile("(?<!\\\\)\\\\u(\\p{XDigit}{1,4})").matcher(text)
                .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
    }

    private static int digits(String text, int start, int most, int radix) {
        int length = 0;
        while (length < most && start + length < text.length() && Character.digit(text.charAt(start + length), radix) >= 0) {
            length++;
        }
        return length;
    }
}
