package dev.reconcile.shell;

/** Writes a text so that the shell reads it back as one word. */
final class Quoting {
    private Quoting() {}

    /** In double quotes, as bash's {@code declare -p}. */
    static String doubled(String text) {
        return "\"" + text.replaceAll("[\\\\\"$`]", "\\\\$0") + "\"";
    }

    /** As {@code printf %q}: with backslashes where it needs any. */
    static String escaped(String text) {
        return text.isEmpty() ? "''" : text.contains("\n") ? "$'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"
                : text.replaceAll("[^\\w@%+=:./,-]", "\\\\$0");
    }

    /** In single quotes, as bash's <code>${name@Q}</code>. */
    static String always(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** In quotes where bash's {@code set -x} writes them. */
    static String trace(String text) {
        return text.matches("[\\w@%+=:,./-]+") ? text : always(text);
    }

    /** Always in quotes, as {@code set} and {@code trap} print values. */
    static String quote(String text) {
        if (text.isEmpty()) {
            return "''";
        }
        StringBuilder quoted = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            boolean apostrophes = text.charAt(at) == '\'';
            int end = at;
            while (end < text.length() && (text.charAt(end) == '\'') == apostrophes) {
                end++;
            }
            quoted.append(apostrophes ? "\"" : "'").append(text, at, end).append(apostrophes ? "\"" : "'");
            at = end;
        }
        return quoted.toString();
    }
}
