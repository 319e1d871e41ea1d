package dev.reconcile.shell;

/** Writes a text so that the shell reads it back as one word. */
final class Quoting {
    private Quoting() {}

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
