package dev.reconcile.shell;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A shell pattern: {@code *}, {@code ?}, {@code […]}; a backslash takes away the meaning of what follows. */
public final class Pattern {
    /** How many comparisons one match may cost. */
    private static final long MAX_WORK = 50_000_000;

    private sealed interface Item {
        record Star() implements Item {}

        record Any() implements Item {}

        record One(char c) implements Item {}

        /** The text between the brackets. */
        record Class(String members, boolean negated) implements Item {}
    }

    private final List<Item> items;

    private Pattern(List<Item> items) {
        this.items = items;
    }

    static Pattern compile(String pattern) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            int end = c == '[' ? classEnd(pattern, i) : -1;
            if (end > 0) {
                boolean negated = pattern.charAt(i + 1) == '!' || pattern.charAt(i + 1) == '^';
                items.add(new Item.Class(pattern.substring(negated ? i + 2 : i + 1, end), negated));
                i = end;
            } else if (c == '\\' && i + 1 < pattern.length()) {
                items.add(new Item.One(pattern.charAt(++i)));
            } else if (c != '*') {
                items.add(c == '?' ? new Item.Any() : new Item.One(c));
            } else if (items.isEmpty() || !(items.getLast() instanceof Item.Star)) {
                items.add(new Item.Star());
            }
        }
        return new Pattern(items);
    }

    /** The same pattern for texts read backwards. */
    Pattern reversed() {
        return new Pattern(items.reversed());
    }

    /** The text with everything escaped that could be special in a pattern. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("*?[]\\!-^:".indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }

    static boolean isSpecial(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '*' || c == '?' || c == '[' && classEnd(pattern, i) > 0) {
                return true;
            }
        }
        return false;
    }

    public static boolean matches(String pattern, String text) {
        return compile(pattern).matches(text);
    }

    /** Whether the whole text matches. */
    boolean matches(String text) {
        checkWork((long) text.length() * items.size());
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < items.size() && items.get(p) instanceof Item.Star) {
                star = p++;
                resume = t;
            } else if (p < items.size() && matchesOne(items.get(p), text.charAt(t))) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        return p == items.size() || p == items.size() - 1 && items.get(p) instanceof Item.Star;
    }

    /** All lengths at which a beginning of the text matches. */
    BitSet matchingLengths(String text) {
        checkWork((long) text.length() * items.size());
        BitSet lengths = new BitSet();
        BitSet places = new BitSet();
        reach(places, 0);
        for (int t = 0; !places.isEmpty(); t++) {
            if (places.get(items.size())) {
                lengths.set(t);
            }
            if (t == text.length()) {
                break;
            }
            BitSet following = new BitSet();
            for (int p = places.nextSetBit(0); p >= 0 && p < items.size(); p = places.nextSetBit(p + 1)) {
                if (items.get(p) instanceof Item.Star) {
                    reach(following, p);
                } else if (matchesOne(items.get(p), text.charAt(t))) {
                    reach(following, p + 1);
                }
            }
            places = following;
        }
        return lengths;
    }

    /** That place in the pattern, and what can be reached from it without a character. */
    private void reach(BitSet places, int place) {
        places.set(place);
        if (place < items.size() && items.get(place) instanceof Item.Star) {
            places.set(place + 1);
        }
    }

    static void checkWork(long work) {
        if (work > MAX_WORK) {
            throw Stop.failed("matching this pattern would take too long", ShellLimits.EXIT_CODE);
        }
    }

    private static boolean matchesOne(Item item, char c) {
        return switch (item) {
            case Item.Star star -> false;
            case Item.Any any -> true;
            case Item.One one -> one.c() == c;
            case Item.Class members -> isMember(members.members(), c) != members.negated();
        };
    }

    /** Where the bracket that closes this class stands, or -1. */
    private static int classEnd(String pattern, int start) {
        int i = start + 1;
        if (i < pattern.length() && (pattern.charAt(i) == '!' || pattern.charAt(i) == '^')) {
            i++;
        }
        for (int first = i; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[' && pattern.startsWith("[:", i) && pattern.indexOf(":]", i + 2) > 0) {
                i = pattern.indexOf(":]", i + 2) + 1;
            } else if (c == ']' && i > first) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isMember(String members, char c) {
        int i = 0;
        while (i < members.length()) {
            if (members.startsWith("[:", i) && members.indexOf(":]", i + 2) > 0) {
                int close = members.indexOf(":]", i + 2);
                if (named(members.substring(i + 2, close), c)) {
                    return true;
                }
                i = close + 2;
                continue;
            }
            if (members.charAt(i) == '\\' && i + 1 < members.length()) {
                i++;
            }
            char low = members.charAt(i++);
            char high = low;
            if (i + 1 < members.length() && members.charAt(i) == '-') {
                i += members.charAt(i + 1) == '\\' && i + 2 < members.length() ? 2 : 1;
                high = members.charAt(i++);
            }
            if (low <= c && c <= high) {
                return true;
            }
        }
        return false;
    }

    /** The POSIX character classes, for ASCII as in the C locale. */
    public static boolean named(String name, char c) {
        boolean upper = c >= 'A' && c <= 'Z';
        boolean lower = c >= 'a' && c <= 'z';
        boolean digit = c >= '0' && c <= '9';
        return switch (name) {
            case "alpha" -> upper || lower;
            case "digit" -> digit;
            case "alnum" -> upper || lower || digit;
            case "upper" -> upper;
            case "lower" -> lower;
            case "space" -> c == ' ' || c >= '\t' && c <= '\r';
            case "blank" -> c == ' ' || c == '\t';
            case "punct" -> c > ' ' && c < 127 && !(upper || lower || digit);
            case "print" -> c >= ' ' && c < 127;
            case "graph" -> c > ' ' && c < 127;
            case "cntrl" -> c < ' ' || c == 127;
            case "xdigit" -> digit || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            default -> false;
        };
    }
}
