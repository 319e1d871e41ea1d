package dev.reconcile.exercise;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Finds where in a YAML file a character of a text's value stands: a writer is told the place they see, whichever style they wrote in. */
final class ScalarPlaces {
    private ScalarPlaces() {}

    /**
     * @param offset into the value
     * @return index into the file's text
     */
    static int place(String text, ScalarNode node, int offset) {
        String value = node.getValue();
        int at = first(text, node);
        int end = Math.min(node.getEndMark().getIndex(), text.length());
        for (int i = 0; i < Math.min(offset, value.length()) && at < end; i++) {
            at = after(text, at, end, value.charAt(i));
        }
        // What comes next may stand in another line.
        while (at < end && offset < value.length() && text.charAt(at) != value.charAt(offset) && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return Math.min(at, Math.max(0, text.length() - 1));
    }

    private static int first(String text, ScalarNode node) {
        int start = node.getStartMark().getIndex();
        boolean block = node.getScalarStyle() == ScalarStyle.LITERAL || node.getScalarStyle() == ScalarStyle.FOLDED;
        if (block) {
            return text.indexOf('\n', start) + 1;
        }
        return node.getScalarStyle() == ScalarStyle.PLAIN ? start : start + 1;
    }

    /** Where the text goes on after this character of the value: a blank may stand for a line break and an indentation. */
    private static int after(String text, int from, int end, char character) {
        int at = from;
        if (Character.isWhitespace(character)) {
            boolean broken = false;
            while (at < end && Character.isWhitespace(text.charAt(at)) && (!broken || text.charAt(at) != '\n')) {
                broken |= text.charAt(at) == '\n';
                at++;
                if (!broken) {
                    break;
                }
            }
            return at;
        }
        while (at < end && text.charAt(at) != character) {
            at++;
        }
        return at + 1;
    }
}
