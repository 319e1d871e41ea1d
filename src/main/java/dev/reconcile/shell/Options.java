package dev.reconcile.shell;

import java.util.Arrays;
import java.util.List;

/** The options of {@code set}, by letter and by name. */
final class Options {
    private static final List<String> NAMES = Arrays.asList("errexit e", "noglob f", "nounset u", "xtrace x", "allexport a", "noexec n", "verbose v");

    private Options() {}

    /** {@code ?} for an unknown name. */
    static char letter(String name) {
        return NAMES.stream().filter(each -> each.startsWith(name + " ")).findFirst().map(each -> each.charAt(each.length() - 1)).orElse('?');
    }

    static List<String> lines(ShellState state) {
        return NAMES.stream().map(each -> String.format("%-15s %s", each.substring(0, each.length() - 2), state.isSet(each.charAt(each.length() - 1)) ? "on" : "off"))
                .toList();
    }

    static boolean isLetter(char letter) {
        return NAMES.stream().anyMatch(each -> each.endsWith(" " + letter));
    }
}
