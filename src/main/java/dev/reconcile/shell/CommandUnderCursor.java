package dev.reconcile.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The simple command that a cursor stands in, read without a grammar.
 *
 * @param start where the word begins that the cursor stands in or after
 * @param before the words of the command before that word
 * @param current that word up to the cursor, without quotes
 */
record CommandUnderCursor(int start, List<String> before, String current) {
    private static final List<String> LEADING = Arrays.asList("if", "then", "elif", "else", "while", "until", "do", "{", "!", "time");

    static CommandUnderCursor of(String line, int cursor) {
        String text = line.substring(0, Math.max(0, Math.min(cursor, line.length())));
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int start = 0;
        char quote = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && " \t\n;&|()<>`".indexOf(c) >= 0) {
                if (inWord) {
                    words.add(word.toString());
                }
                if (" \t<>".indexOf(c) < 0 || words.size() == 1 && LEADING.contains(words.getFirst())) {
                    words.clear();
                }
                word.setLength(0);
                inWord = false;
                start = i + 1;
                continue;
            }
            inWord = true;
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
                word.append(text.charAt(++i));
            } else {
                word.append(c);
            }
        }
        while (!words.isEmpty() && words.getFirst().matches("[A-Za-z_][A-Za-z_0-9]*=.*")) {
            words.removeFirst();
        }
        return new CommandUnderCursor(start, List.copyOf(words), word.toString());
    }
}
