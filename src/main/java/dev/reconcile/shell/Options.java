package dev.reconcile.shell;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The options of {@code set}, by letter and by name. */
final class Options {
    private static final List<String> NAMES = Arrays.asList("errexit e", "noglob f", "nounset u", "xtrace x", "allexport a", "noexec n", "verbose v", "pipefail |");

    /** Has no letter of its own: this one cannot be typed. */
    static final char PIPEFAIL = '|';

    private Options() {}

    /** {@code ?} for an unknown name. */
    static char letter(String name, Dialect dialect) {
        return known(dialect).filter(each -> each.startsWith(name + " ")).findFirst().map(each -> each.charAt(each.length() - 1)).orElse('?');
    }

    /** dash has no {@code pipefail}. */
    private static Stream<String> known(Dialect dialect) {
        return NAMES.stream().filter(each -> dialect != Dialect.DASH || !each.startsWith("pipefail"));
    }

    static List<String> lines(ShellState state) {
        String form = state.dialect() == Dialect.BASH ? "%-15s\t%s" : "%-15s %s";
        Stream<String> lines = known(state.dialect()).sorted()
                .map(each -> String.format(form, each.substring(0, each.length() - 2), state.isSet(each.charAt(each.length() - 1)) ? "on" : "off"));
        return state.dialect() == Dialect.BASH ? lines.toList() : Stream.concat(Stream.of("Current option settings"), lines).toList();
    }

    static boolean isLetter(char letter) {
        return NAMES.stream().anyMatch(each -> letter != PIPEFAIL && each.endsWith(" " + letter));
    }
}
