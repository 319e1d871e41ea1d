package dev.reconcile.shell.tools;

import dev.reconcile.shell.Regex;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a program of awk, read from left to right. */
abstract class AwkText {
    private static final Pattern OCTAL = Pattern.compile("[0-7]{1,3}");
    private static final Pattern EACH = Pattern.compile("\\s*([A-Za-z_]\\w*)\\s+in\\s+([A-Za-z_]\\w*)\\s*\\)");
    private static final List<String> WORDS = List.of("BEGIN", "END", "if", "else", "while", "do", "for", "in", "break", "continue", "next", "exit", "delete", "print",
            "printf", "getline", "function", "func", "return", "nextfile");

    private final String source;
    private int at;

    AwkText(String source) {
        this.source = source;
    }

    static Regex.Wrong refused(String what) {
        return new Regex.Wrong(what + " is more than this awk understands");
    }

    final Regex.Wrong syntax() {
        space();
        String rest = source.substring(at).lines().findFirst().orElse("");
        return new Regex.Wrong("syntax error at " + (rest.isEmpty() ? "the end of the program" : "'" + rest + "'"));
    }

    final int place() {
        return at;
    }

    final void back(int place) {
        at = place;
    }

    /** Over blanks, comments and lines that a backslash continues. */
    final void space() {
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '#') {
                int end = source.indexOf('\n', at);
                at = end < 0 ? source.length() : end;
            } else if (source.startsWith("\\\n", at)) {
                at += 2;
            } else if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else {
                return;
            }
        }
    }

    final boolean atNewline() {
        space();
        return at < source.length() && source.charAt(at) == '\n';
    }

    final boolean newline() {
        boolean found = atNewline();
        at += found ? 1 : 0;
        return found;
    }

    final void blankLines() {
        while (newline()) {
            space();
        }
    }

    /** Over everything between two statements or rules. */
    final void blank() {
        space();
        while (at < source.length() && (source.charAt(at) == '\n' || source.charAt(at) == ';')) {
            at++;
            space();
        }
    }

    final boolean ended() {
        space();
        return at >= source.length();
    }

    final boolean sees(String text) {
        space();
        return source.startsWith(text, at);
    }

    /** Whether no blank stands before what comes next. */
    final boolean followsAtOnce() {
        return at == 0 || !Character.isWhitespace(source.charAt(at - 1));
    }

    final char next() {
        space();
        return at < source.length() ? source.charAt(at) : 0;
    }

    final boolean take(String text) {
        boolean found = sees(text);
        at += found ? text.length() : 0;
        return found;
    }

    /** An operator that is not the beginning of a longer one. */
    final boolean operator(String text, String notBefore) {
        boolean found = sees(text) && (at + text.length() >= source.length() || notBefore.indexOf(source.charAt(at + text.length())) < 0);
        at += found ? text.length() : 0;
        return found;
    }

    final void need(String text) {
        if (!take(text)) {
            throw syntax();
        }
    }

    private String identifier() {
        space();
        int end = at;
        while (end < source.length() && (Character.isLetterOrDigit(source.charAt(end)) || source.charAt(end) == '_')) {
            end++;
        }
        String text = source.substring(at, end);
        return text.isEmpty() || Character.isDigit(text.charAt(0)) ? "" : text;
    }

    final boolean word(String word) {
        boolean found = identifier().equals(word);
        at += found ? word.length() : 0;
        return found;
    }

    final boolean seesName() {
        String found = identifier();
        return !found.isEmpty() && !WORDS.contains(found);
    }

    final String name() {
        String found = identifier();
        if (found.isEmpty() || WORDS.contains(found)) {
            throw syntax();
        }
        at += found.length();
        return found;
    }

    /** {@code name in array)} of a for; null if it counts otherwise. */
    final String[] eachOf() {
        Matcher each = EACH.matcher(source).region(at, source.length());
        if (!each.lookingAt()) {
            return null;
        }
        at = each.end();
        return new String[] {each.group(1), each.group(2)};
    }

    final double number() {
        Matcher number = Pattern.compile("0[xX][0-9a-fA-F]+|(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?").matcher(source).region(at, source.length());
        if (!number.lookingAt()) {
            throw syntax();
        }
        at = number.end();
        String text = number.group();
        return text.matches("0[xX].*") ? Long.parseLong(text.substring(2), 16) : Double.parseDouble(text);
    }

    /** A text in quotes, after the first of them. */
    final String string() {
        StringBuilder text = new StringBuilder();
        while (at < source.length() && source.charAt(at) != '"') {
            char c = source.charAt(at++);
            if (c != '\\' || at >= source.length()) {
                text.append(c);
                continue;
            }
            char escaped = source.charAt(at++);
            if (escaped >= '0' && escaped <= '7') {
                Matcher octal = OCTAL.matcher(source).region(at - 1, source.length());
                octal.lookingAt();
                at = octal.end();
                text.append((char) Integer.parseInt(octal.group(), 8));
                continue;
            }
            int simple = "abfnrtv\\\"/".indexOf(escaped);
            text.append(simple >= 0 ? "\u0007\b\f\n\r\t\u000b\\\"/".substring(simple, simple + 1) : "\\" + escaped);
        }
        need("\"");
        return text.toString();
    }

    /** A regular expression, after its first slash. */
    final String pattern() {
        StringBuilder text = new StringBuilder();
        boolean bracket = false;
        while (at < source.length() && (bracket || source.charAt(at) != '/')) {
            char c = source.charAt(at++);
            bracket = c == '[' || bracket && c != ']';
            if (c == '\\' && at < source.length()) {
                char escaped = source.charAt(at++);
                text.append(escaped == '/' ? "/" : "\\" + escaped);
            } else {
                text.append(c);
            }
        }
        need("/");
        return text.toString();
    }
}
