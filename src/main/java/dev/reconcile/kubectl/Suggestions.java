package dev.reconcile.kubectl;

import dev.reconcile.kubectl.call.Command;
import java.util.List;
import java.util.Locale;

/** Says that a command is unknown, and which ones look like it: cobra's rule is two letters apart, or the same beginning. */
final class Suggestions {
    private static final int DISTANCE = 2;

    private Suggestions() {}

    static String unknown(List<Command> commands, String word) {
        StringBuilder text = new StringBuilder("unknown command \"" + word + "\" for \"kubectl\"");
        List<String> names = commands.stream()
                .map(command -> command.spec().name())
                .filter(name -> distance(word.toLowerCase(Locale.ROOT), name) <= DISTANCE || name.startsWith(word.toLowerCase(Locale.ROOT)))
                .toList();
        if (!names.isEmpty()) {
            text.append("\n\nDid you mean this?");
            names.forEach(name -> text.append("\n\t").append(name));
            text.append('\n');
        }
        return text.toString();
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
