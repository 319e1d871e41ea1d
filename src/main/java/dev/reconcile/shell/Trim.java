package dev.reconcile.shell;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What <code>${name#pattern}</code> and its relatives do with a value. */
final class Trim {
    private Trim() {}

    static String prefix(String value, String pattern, boolean longest) {
        return value.substring(length(value, Pattern.compile(pattern), longest));
    }

    static String suffix(String value, String pattern, boolean longest) {
        // Not StringBuilder.reverse, which keeps surrogate pairs in order: the reversed pattern does not.
        StringBuilder backwards = new StringBuilder();
        for (int i = value.length() - 1; i >= 0; i--) {
            backwards.append(value.charAt(i));
        }
        return value.substring(0, value.length() - length(backwards.toString(), Pattern.compile(pattern).reversed(), longest));
    }

    /** How much of the beginning matches. */
    private static int length(String value, Pattern pattern, boolean longest) {
        BitSet lengths = pattern.matchingLengths(value);
        return lengths.isEmpty() ? 0 : longest ? lengths.length() - 1 : lengths.nextSetBit(0);
    }

    /** bash's <code>${name/pattern/text}</code>; the argument holds both. */
    static String replace(String value, Word argument, Expander expander, boolean all) {
        List<Part> pattern = new ArrayList<>();
        List<Part> text = new ArrayList<>();
        boolean found = false;
        for (Part part : argument.parts()) {
            int slash = part instanceof Part.Literal literal && !literal.quoted() && !found ? literal.text().indexOf('/') : -1;
            if (slash >= 0) {
                String whole = ((Part.Literal) part).text();
                pattern.add(new Part.Literal(whole.substring(0, slash), false));
                text.add(new Part.Literal(whole.substring(slash + 1), false));
                found = true;
            } else {
                (found ? text : pattern).add(part);
            }
        }
        String wanted = expander.pattern(new Word(pattern));
        String with = expander.single(new Word(text));
        if (!all && wanted.startsWith("#")) {
            int length = length(value, Pattern.compile(wanted.substring(1)), true);
            return length > 0 || wanted.length() == 1 ? with + value.substring(length) : value;
        }
        if (!all && wanted.startsWith("%")) {
            String kept = suffix(value, wanted.substring(1), true);
            return kept.length() < value.length() || wanted.length() == 1 ? kept + with : value;
        }
        return replace(value, wanted, with, all);
    }

    private static String replace(String value, String pattern, String text, boolean all) {
        Pattern compiled = Pattern.compile(pattern);
        Pattern.checkWork((long) value.length() * value.length() * Math.max(1, pattern.length()) / 2);
        StringBuilder result = new StringBuilder();
        int at = 0;
        boolean done = pattern.isEmpty();
        while (at < value.length()) {
            int length = done ? 0 : length(value.substring(at), compiled, true);
            if (length > 0) {
                result.append(text);
                at += length;
                done = !all;
            } else {
                result.append(value.charAt(at++));
            }
        }
        return result.toString();
    }

    /** bash's <code>${name[@]:offset:length}</code>; among positional parameters, {@code $0} is the one with the number 0. */
    static List<String> slice(Part.Parameter parameter, List<String> values, String argument, ShellState state) {
        List<String> whole = new ArrayList<>(values);
        if (parameter.subscript() == null) {
            whole.addFirst(state.name());
        }
        int colon = argument.indexOf(':');
        long offset = Arithmetic.calculate(colon < 0 ? argument : argument.substring(0, colon), state);
        long length = colon < 0 ? whole.size() : Arithmetic.calculate(argument.substring(colon + 1), state);
        if (length < 0) {
            throw Stop.failed(argument.substring(colon + 1) + ": substring expression < 0", 1);
        }
        long start = offset < 0 ? whole.size() + offset : offset;
        return start < 0 || start >= whole.size() ? List.of() : whole.subList((int) start, (int) Math.min(whole.size(), start + length));
    }

    /** bash's <code>${name:offset:length}</code>. */
    static String substring(String value, String argument, ShellState state) {
        int colon = argument.indexOf(':');
        long offset = Arithmetic.calculate(colon < 0 ? argument : argument.substring(0, colon), state);
        long start = offset < 0 ? value.length() + offset : offset;
        if (start < 0 || start > value.length()) {
            return "";
        }
        long length = colon < 0 ? value.length() : Arithmetic.calculate(argument.substring(colon + 1), state);
        long end = length < 0 ? value.length() + length : Math.min(value.length(), start + length);
        if (end < start) {
            throw Stop.failed(argument.substring(colon + 1) + ": substring expression < 0", 1);
        }
        return value.substring((int) start, (int) end);
    }
}
