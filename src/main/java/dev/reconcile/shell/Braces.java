package dev.reconcile.shell;

import java.util.ArrayList;
import java.util.List;

/** bash's brace expansion: {@code a{b,c}} and {@code {1..5}}. Works on the written word, before everything else. */
final class Braces {
    /** Longer words are left as they are. */
    private static final int MAX_CHARACTERS = 4_096;

    private Braces() {}

    /** A character of an unquoted literal, or another part as a whole. */
    private record Token(char character, Part part) {
        boolean is(char c) {
            return part == null && character == c;
        }
    }

    static List<Word> expand(Word word, ShellLimits limits) {
        boolean braces = word.parts().stream().anyMatch(part -> part instanceof Part.Literal literal && !literal.quoted() && literal.text().indexOf('{') >= 0);
        if (!braces) {
            return List.of(word);
        }
        List<Token> tokens = new ArrayList<>();
        for (Part part : word.parts()) {
            if (part instanceof Part.Literal literal && !literal.quoted()) {
                literal.text().chars().forEach(c -> tokens.add(new Token((char) c, null)));
            } else {
                tokens.add(new Token(' ', part));
            }
        }
        if (tokens.size() > MAX_CHARACTERS) {
            return List.of(word);
        }
        List<Word> words = new ArrayList<>();
        for (List<Token> expanded : expand(tokens, limits)) {
            words.add(word(expanded));
        }
        return words;
    }

    private static Word word(List<Token> tokens) {
        List<Part> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Token token : tokens) {
            if (token.part() == null) {
                text.append(token.character());
                continue;
            }
            flush(text, parts);
            parts.add(token.part());
        }
        flush(text, parts);
        return new Word(parts);
    }

    private static void flush(StringBuilder text, List<Part> parts) {
        if (!text.isEmpty()) {
            parts.add(new Part.Literal(text.toString(), false));
            text.setLength(0);
        }
    }

    private static List<List<Token>> expand(List<Token> tokens, ShellLimits limits) {
        for (int open = 0; open < tokens.size(); open++) {
            if (!tokens.get(open).is('{')) {
                continue;
            }
            List<Integer> commas = new ArrayList<>();
            int close = close(tokens, open, commas);
            if (close < 0) {
                continue;
            }
            List<List<Token>> choices = choices(tokens, open, close, commas, limits);
            if (!choices.isEmpty()) {
                return combine(tokens.subList(0, open), choices, expand(tokens.subList(close + 1, tokens.size()), limits), limits);
            }
        }
        return List.of(tokens);
    }

    private static int close(List<Token> tokens, int open, List<Integer> commas) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.is('{') ? 1 : token.is('}') ? -1 : 0;
            if (depth == 0) {
                return i;
            }
            if (depth == 1 && token.is(',')) {
                commas.add(i);
            }
        }
        return -1;
    }

    private static List<List<Token>> choices(List<Token> tokens, int open, int close, List<Integer> commas, ShellLimits limits) {
        List<List<Token>> choices = new ArrayList<>();
        if (commas.isEmpty()) {
            return range(tokens.subList(open + 1, close), limits);
        }
        int start = open + 1;
        for (int i = 0; i <= commas.size(); i++) {
            int end = i < commas.size() ? commas.get(i) : close;
            choices.addAll(expand(tokens.subList(start, end), limits));
            start = end + 1;
        }
        return choices;
    }

    /** {@code 1..5}, {@code 01..10}, {@code a..e}, {@code 1..9..2}; empty for anything else. */
    private static List<List<Token>> range(List<Token> tokens, ShellLimits limits) {
        StringBuilder text = new StringBuilder();
        tokens.forEach(token -> text.append(token.part() == null ? token.character() : '\0'));
        String[] ends = text.toString().split("\\.\\.", -1);
        boolean numbers = ends.length >= 2 && ends[0].matches("-?\\d{1,9}") && ends[1].matches("-?\\d{1,9}");
        boolean letters = ends.length >= 2 && ends[0].matches("[A-Za-z]") && ends[1].matches("[A-Za-z]");
        if (!numbers && !letters || ends.length > 3 || ends.length == 3 && !ends[2].matches("-?\\d{1,9}")) {
            return List.of();
        }
        long from = numbers ? Long.parseLong(ends[0]) : ends[0].charAt(0);
        long to = numbers ? Long.parseLong(ends[1]) : ends[1].charAt(0);
        long step = ends.length == 3 ? Math.max(1, Math.abs(Long.parseLong(ends[2]))) : 1;
        if (Math.abs(to - from) / step >= limits.fields()) {
            throw tooMany(limits);
        }
        boolean padded = numbers && (ends[0].matches("-?0\\d+") || ends[1].matches("-?0\\d+"));
        int width = padded ? Math.max(ends[0].length(), ends[1].length()) : 0;
        List<List<Token>> items = new ArrayList<>();
        for (long i = from; from <= to ? i <= to : i >= to; i += from <= to ? step : -step) {
            String item = letters ? String.valueOf((char) i) : width > 0 ? String.format("%0" + width + "d", i) : Long.toString(i);
            items.add(item.chars().mapToObj(c -> new Token((char) c, null)).toList());
        }
        return items;
    }

    private static List<List<Token>> combine(List<Token> before, List<List<Token>> choices, List<List<Token>> after, ShellLimits limits) {
        if ((long) choices.size() * after.size() > limits.fields()) {
            throw tooMany(limits);
        }
        List<List<Token>> all = new ArrayList<>();
        for (List<Token> choice : choices) {
            for (List<Token> rest : after) {
                List<Token> whole = new ArrayList<>(before);
                whole.addAll(choice);
                whole.addAll(rest);
                all.add(whole);
            }
        }
        return all;
    }

    private static Stop tooMany(ShellLimits limits) {
        return Stop.failed("braces expand to more than " + limits.fields() + " words", ShellLimits.EXIT_CODE);
    }
}
