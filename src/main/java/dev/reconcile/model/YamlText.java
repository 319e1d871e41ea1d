package dev.reconcile.model;

import java.nio.charset.StandardCharsets;

/** A string that is to be written as YAML: which styles can hold it ({@code yaml_emitter_analyze_scalar}), and which is taken. */
record YamlText(String value, boolean plainAllowed, boolean singleAllowed, boolean blockAllowed, boolean multiline) {
    enum Style { PLAIN, SINGLE_QUOTED, DOUBLE_QUOTED, LITERAL }

    private static final String LEADING_INDICATORS = "#,[]{}&*!|>'\"%@`";

    static YamlText of(String value) {
        if (value.isEmpty()) {
            return new YamlText(value, false, true, false, false);
        }
        boolean indicators = value.startsWith("---") || value.startsWith("...") || LEADING_INDICATORS.indexOf(value.charAt(0)) >= 0;
        boolean breaks = false;
        boolean special = false;
        boolean tabs = false;
        boolean spaceThenBreak = false;
        boolean breakThenSpace = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            char before = i == 0 ? ' ' : value.charAt(i - 1);
            boolean blankFollows = i + 1 == value.length() || isBlank(value.charAt(i + 1));
            indicators |= c == ':' && blankFollows
                    || c == '#' && (isBlank(before) || isBreak(before))
                    || i == 0 && (c == '?' || c == '-') && blankFollows;
            tabs |= c == '\t';
            special |= c != '\t' && !isPrintable(c);
            breaks |= isBreak(c);
            spaceThenBreak |= i > 0 && before == ' ' && isBreak(c);
            breakThenSpace |= i > 0 && isBreak(before) && c == ' ';
        }
        char first = value.charAt(0);
        char last = value.charAt(value.length() - 1);
        boolean outerSpace = first == ' ' || last == ' ';
        boolean quotesNeeded = breakThenSpace || spaceThenBreak || tabs || special;
        return new YamlText(
                value,
                !outerSpace && !breaks && !quotesNeeded && !indicators,
                !quotesNeeded && !breaks,
                last != ' ' && !spaceThenBreak && !special,
                breaks);
    }

    Style style() {
        if (value.contains("\n")) {
            return blockAllowed ? Style.LITERAL : Style.DOUBLE_QUOTED;
        }
        if (!YamlScalars.isPlainString(value)) {
            return Style.DOUBLE_QUOTED;
        }
        return plainAllowed ? Style.PLAIN : singleAllowed ? Style.SINGLE_QUOTED : Style.DOUBLE_QUOTED;
    }

    /** As a name: never folded. */
    String inOneLine() {
        return switch (style()) {
            case PLAIN -> value;
            case SINGLE_QUOTED -> "'" + value.replace("'", "''") + "'";
            case DOUBLE_QUOTED, LITERAL -> {
                StringBuilder quoted = new StringBuilder("\"");
                value.codePoints().forEach(c -> quoted.append(escaped(c)));
                yield quoted.append('"').toString();
            }
        };
    }

    int bytes() {
        return value.getBytes(StandardCharsets.UTF_8).length;
    }

    /** What follows the bar of a literal: the indent where the text starts with a blank, and how line ends at its end are kept. */
    String hints(int step) {
        String indent = value.startsWith(" ") || value.startsWith("\n") ? Integer.toString(step) : "";
        if (!value.endsWith("\n")) {
            return indent + "-";
        }
        return value.equals("\n") || value.endsWith("\n\n") ? indent + "+" : indent;
    }

    static String escaped(int c) {
        return switch (c) {
            case 0x00 -> "\\0";
            case 0x07 -> "\\a";
            case 0x08 -> "\\b";
            case 0x09 -> "\\t";
            case 0x0a -> "\\n";
            case 0x0b -> "\\v";
            case 0x0c -> "\\f";
            case 0x0d -> "\\r";
            case 0x1b -> "\\e";
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case 0x85 -> "\\N";
            case 0x2028 -> "\\L";
            case 0x2029 -> "\\P";
            default -> isPrintable(c) ? Character.toString(c) : c <= 0xff ? hex("x", 2, c) : c <= 0xffff ? hex("u", 4, c) : hex("U", 8, c);
        };
    }

    private static String hex(String letter, int digits, int c) {
        return "\\" + letter + ("%0" + digits + "X").formatted(c);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }

    /** go-yaml v2 knows nothing beyond the basic plane, so emoji are escaped. */
    private static boolean isPrintable(int c) {
        return c == '\n'
                || c >= 0x20 && c <= 0x7e
                || c >= 0xa0 && c <= 0xd7ff
                || c >= 0xe000 && c <= 0xfffd && c != 0xfeff;
    }
}
