package dev.reconcile.shell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A POSIX regular expression, basic or extended, with GNU's additions; translated to Java's. */
public final class Regex {
    /** How many characters one search may look at: an expression that backtracks without end is refused. */
    private static final int MAX_WORK = 2_000_000;

    /** Why an expression cannot be used, in GNU's words. */
    public static final class Wrong extends RuntimeException {
        public Wrong(String message) {
            super(message, null, false, false);
        }
    }

    private final String source;
    private final boolean extended;
    private final StringBuilder java = new StringBuilder();
    private int at;
    private int open;

    private Regex(String source, boolean extended) {
        this.source = source;
        this.extended = extended;
    }

    public static Pattern compile(String source, boolean extended, boolean ignoreCase) {
        String translated = new Regex(source, extended).translate();
        try {
            return Pattern.compile(translated, ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
        } catch (PatternSyntaxException e) {
            throw new Wrong(e.getMessage().contains("back reference") || e.getMessage().contains("group") ? "Invalid back reference"
                    : "Invalid preceding regular expression");
        }
    }

    /** A matcher that gives up with {@link Wrong} instead of searching for ever. */
    public static Matcher matcher(Pattern pattern, String text) {
        return pattern.matcher(new Counted(text, new int[1]));
    }

    /** {@link Matcher#find(int)}, where what is too complex is {@link Wrong}. */
    public static boolean find(Matcher matcher, int from) {
        try {
            return matcher.find(from);
        } catch (StackOverflowError e) {
            throw new Wrong("this regular expression is too complex for a text of this length");
        }
    }

    private record Counted(String text, int[] looks) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++looks[0] > MAX_WORK) {
                throw new Wrong("this regular expression takes too long");
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** An expression that matches this text and nothing else. */
    static String quote(String text) {
        return text.replaceAll("[\\\\.\\[\\](){}*+?|^$]", "\\\\$0");
    }

    private String translate() {
        while (at < source.length()) {
            char c = source.charAt(at++);
            switch (c) {
                case '\\' -> escape();
                case '[' -> bracket();
                case '*' -> java.append(atStart() ? "\\*" : "*");
                case '^' -> java.append(extended || atStart() ? "^" : "\\^");
                case '$' -> java.append(extended || atEnd() ? "$" : "\\$");
                case '(', ')', '|', '+', '?', '{', '}' -> {
                    if (extended) {
                        operator(c);
                    } else {
                        java.append('\\').append(c);
                    }
                }
                case '.' -> java.append('.');
                default -> literal(c);
            }
        }
        if (open > 0) {
            throw new Wrong("Unmatched ( or \\(");
        }
        return java.toString();
    }

    private boolean atStart() {
        String before = java.toString();
        return before.isEmpty() || before.equals("^") || before.endsWith("(") && !before.endsWith("\\(") || before.endsWith("|") && !before.endsWith("\\|");
    }

    private boolean atEnd() {
        return at == source.length() || source.startsWith("\\)", at) || source.startsWith("\\|", at);
    }

    private void escape() {
        if (at == source.length()) {
            throw new Wrong("Trailing backslash");
        }
        char c = source.charAt(at++);
        switch (c) {
            case '(', ')', '|', '+', '?', '{', '}' -> {
                if (extended) {
                    java.append('\\').append(c);
                } else {
                    operator(c);
                }
            }
            case 'w', 'W', 's', 'S', 'b', 'B' -> java.append('\\').append(c);
            case '<' -> java.append("\\b(?=\\w)");
            case '>' -> java.append("\\b(?<=\\w)");
            case '`' -> java.append("\\A");
            case '\'' -> java.append("\\z");
            case 'n' -> java.append("\\n");
            case 't' -> java.append("\\t");
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> java.append("(?:\\").append(c).append(')');
            default -> literal(c);
        }
    }

    private void operator(char c) {
        switch (c) {
            case '(' -> {
                open++;
                java.append('(');
            }
            case ')' -> {
                if (open == 0) {
                    if (!extended) {
                        throw new Wrong("Unmatched ) or \\)");
                    }
                    java.append("\\)");
                    return;
                }
                open--;
                java.append(')');
            }
            case '{' -> interval();
            case '+', '?' -> java.append(atStart() ? "\\" + c : String.valueOf(c));
            case '}' -> java.append("\\}");
            default -> java.append(c);
        }
    }

    private void interval() {
        String close = extended ? "}" : "\\}";
        int end = source.indexOf(close, at);
        String inside = end < 0 ? "" : source.substring(at, end);
        if (inside.matches("\\d{1,3}(,\\d{0,3})?|,\\d{1,3}")) {
            java.append('{').append(inside.startsWith(",") ? "0" + inside : inside).append('}');
            at = end + close.length();
        } else if (extended) {
            java.append("\\{");
        } else {
            throw new Wrong(end < 0 ? "Unmatched \\{" : "Invalid content of \\{\\}");
        }
    }

    private void bracket() {
        boolean negated = at < source.length() && source.charAt(at) == '^';
        at += negated ? 1 : 0;
        StringBuilder members = new StringBuilder();
        for (boolean first = true; ; first = false) {
            if (at >= source.length()) {
                throw new Wrong("Unmatched [, [^, [:, [., or [=");
            }
            char c = source.charAt(at);
            if (c == ']' && !first) {
                at++;
                break;
            }
            int close = source.startsWith("[:", at) ? source.indexOf(":]", at + 2) : -1;
            if (close > 0) {
                members.append(named(source.substring(at + 2, close)));
                at = close + 2;
            } else {
                members.append("[]\\^&".indexOf(c) >= 0 ? "\\" : "").append(c);
                at++;
            }
        }
        java.append(negated ? "[^" : "[").append(members).append(']');
    }

    private static String named(String name) {
        return switch (name) {
            case "alpha" -> "\\p{Alpha}";
            case "digit" -> "0-9";
            case "alnum" -> "\\p{Alnum}";
            case "upper" -> "\\p{Upper}";
            case "lower" -> "\\p{Lower}";
            case "space" -> "\\s";
            case "blank" -> " \\t";
            case "punct" -> "\\p{Punct}";
            case "print" -> "\\p{Print}";
            case "graph" -> "\\p{Graph}";
            case "cntrl" -> "\\p{Cntrl}";
            case "xdigit" -> "\\p{XDigit}";
            default -> throw new Wrong("Invalid character class name");
        };
    }

    private void literal(char c) {
        java.append(Character.isLetterOrDigit(c) || c > 127 || c == ' ' || c == '_' ? "" : "\\").append(c);
    }
}
