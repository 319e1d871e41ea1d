package dev.reconcile.shell;

import dev.reconcile.shell.Builtins.Call;
import java.util.List;

/** {@code getopts}: where it stands is in OPTIND, and within a word of several letters in a variable of the shell's own. */
final class OptionReader {
    private static final String WITHIN = "_OPTPOS";

    private final Call call;
    private final ShellState state;
    private final String options;
    private final String name;
    private final List<String> words;

    OptionReader(Call call, String options, String name, List<String> words) {
        this.call = call;
        this.state = call.state();
        this.options = options;
        this.name = name;
        this.words = words;
    }

    int next() {
        int index = Math.max(1, number("OPTIND", 1));
        int within = Math.max(1, number(WITHIN, 1));
        String word = index <= words.size() ? words.get(index - 1) : "";
        if (within == 1 && (word.length() < 2 || !word.startsWith("-") || word.equals("--"))) {
            return end(word.equals("--") ? index + 1 : index);
        }
        if (within >= word.length()) {
            return end(index + 1);
        }
        char letter = word.charAt(within);
        int place = letter == ':' ? -1 : options.indexOf(letter, options.startsWith(":") ? 1 : 0);
        boolean last = within + 1 == word.length();
        place(last ? index + 1 : index, last ? 1 : within + 1);
        if (place < 0) {
            return problem("?", letter, "Illegal option -" + letter, "illegal option -- " + letter);
        }
        state.variables().unset("OPTARG");
        if (place + 1 < options.length() && options.charAt(place + 1) == ':') {
            if (last && index >= words.size()) {
                return problem(options.startsWith(":") ? ":" : "?", letter, "No arg for -" + letter + " option", "option requires an argument -- " + letter);
            }
            state.assign("OPTARG", last ? words.get(index) : word.substring(within + 1));
            place(last ? index + 2 : index + 1, 1);
        }
        state.assign(name, String.valueOf(letter));
        return 0;
    }

    private int end(int index) {
        place(index, 1);
        state.assign(name, "?");
        state.variables().unset("OPTARG");
        return 1;
    }

    private int problem(String value, char letter, String dash, String bash) {
        if (options.startsWith(":")) {
            state.assign("OPTARG", String.valueOf(letter));
        } else {
            state.variables().unset("OPTARG");
            call.io().err().line(call.dash() ? dash : state.name() + ": " + bash);
        }
        state.assign(name, value);
        return 0;
    }

    private void place(int index, int within) {
        state.assign("OPTIND", Integer.toString(index));
        if (within == 1) {
            state.variables().unset(WITHIN);
        } else {
            state.assign(WITHIN, Integer.toString(within));
        }
    }

    private int number(String variable, int otherwise) {
        String value = state.variables().get(variable);
        return value != null && value.matches("\\d{1,6}") ? Integer.parseInt(value) : otherwise;
    }
}
