package dev.reconcile.workshop;

import dev.reconcile.shell.Completeness;
import dev.reconcile.shell.Dialect;
import java.util.ArrayList;
import java.util.List;

/** The code blocks of an exercise's text. */
final class Snippets {
    /**
     * A block.
     *
     * @param line of its fence, from 1
     * @param language {@code bash} where none is written
     * @param mark the word after the language: {@code fails}, {@code skip} or nothing
     */
    record Block(int line, String language, String mark, String text) {
        boolean isCommands() {
            return List.of("bash", "sh", "shell", "console").contains(language) && !mark.equals("skip");
        }

        /** A manifest, not only a part of one. */
        boolean isManifest() {
            return List.of("yaml", "yml").contains(language) && !mark.equals("skip") && text.lines().anyMatch(line -> line.startsWith("kind:"));
        }

        boolean shouldFail() {
            return mark.equals("fails");
        }
    }

    private static final String FENCE = "```";

    private Snippets() {}

    static List<Block> of(String markdown) {
        List<Block> blocks = new ArrayList<>();
        String[] lines = markdown.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].strip().startsWith(FENCE)) {
                int start = i;
                StringBuilder text = new StringBuilder();
                for (i++; i < lines.length && !lines[i].strip().equals(FENCE); i++) {
                    text.append(lines[i]).append('\n');
                }
                String[] info = lines[start].strip().substring(FENCE.length()).strip().split("\\s+");
                blocks.add(new Block(start + 1, info[0].isEmpty() ? "bash" : info[0], info.length > 1 ? info[1] : "", text.toString()));
            }
        }
        return blocks;
    }

    /** Whole commands, as the page offers them one by one; comments and empty lines are left out. */
    static List<String> commands(String text) {
        List<String> commands = new ArrayList<>();
        StringBuilder command = new StringBuilder();
        for (String line : text.split("\n")) {
            command.append(command.isEmpty() ? "" : "\n").append(command.isEmpty() ? line.replaceFirst("^\\$ ", "") : line);
            if (!(Completeness.of(command.toString(), Dialect.BASH) instanceof Completeness.NeedsMore)) {
                if (!command.toString().lines().allMatch(each -> each.isBlank() || each.strip().startsWith("#"))) {
                    commands.add(command.toString());
                }
                command.setLength(0);
            }
        }
        if (!command.isEmpty()) {
            commands.add(command.toString());
        }
        return commands;
    }
}
