package dev.reconcile.kubectl.call;

import dev.reconcile.kubectl.flags.Flag;
import java.util.ArrayList;
import java.util.List;

/**
 * How a command presents itself: in help, in completion, and to the flag parser.
 *
 * @param path the command's words after {@code kubectl}: {@code rollout status}
 * @param use what follows the path in the usage line
 * @param about one line for lists of commands
 * @param details the paragraph above the examples in help
 * @param examples lines for help; a line starting with {@code #} explains the next
 */
public record Spec(String path, String use, String about, String details, List<String> examples, List<Flag> flags) {
    /** A description whose details are its one line. */
    public static Spec of(String path, String use, String about) {
        return new Spec(path, use, about, about + ".", List.of(), List.of());
    }

    public Spec details(String text) {
        return new Spec(path, use, about, text, examples, flags);
    }

    public Spec examples(String... lines) {
        return new Spec(path, use, about, details, List.of(lines), flags);
    }

    public Spec flags(Flag... more) {
        return flags(List.of(more));
    }

    public Spec flags(List<Flag> more) {
        List<Flag> all = new ArrayList<>(flags);
        all.addAll(more);
        return new Spec(path, use, about, details, examples, List.copyOf(all));
    }

    /** The last word of the path. */
    public String name() {
        return path.substring(path.lastIndexOf(' ') + 1);
    }
}
