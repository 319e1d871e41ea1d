package dev.reconcile.shell.tools;

import java.util.regex.Pattern;

/**
 * One command of a sed script.
 *
 * @param from first address, or null for every line
 * @param to second address, or null
 * @param name the command's letter; <code>{</code> jumps over its block where it does not apply, <code>}</code> ends it
 * @param target index of the command behind a block, or that a branch goes to
 * @param text the argument of a, i, c, y and of a label, the replacement of s
 * @param occurrence which match s replaces first
 */
record SedCommand(Address from, Address to, boolean negated, char name, int target, String text, Pattern pattern, int occurrence, boolean global,
        boolean print) {
    sealed interface Address {
        record Line(long number) implements Address {}

        record Last() implements Address {}

        record Matching(Pattern pattern) implements Address {}

        /** {@code first~step}. */
        record Every(long first, long step) implements Address {}

        /** {@code +count} after the first address. */
        record Following(long count) implements Address {}
    }

    SedCommand withTarget(int other) {
        return new SedCommand(from, to, negated, name, other, text, pattern, occurrence, global, print);
    }
}
