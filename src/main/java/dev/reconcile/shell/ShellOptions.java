package dev.reconcile.shell;

import dev.reconcile.shell.Builtins.Call;
import java.util.Arrays;
import java.util.List;

/** bash's {@code shopt}. */
final class ShellOptions {
    /** Options that change something here, as those of {@code set} kept under a sign that cannot be typed as one. */
    private static final List<String> NAMES = Arrays.asList("nullglob \u0001", "dotglob \u0002", "nocasematch \u0003");
    static final char NULLGLOB = '\u0001';
    static final char DOTGLOB = '\u0002';
    static final char NOCASEMATCH = '\u0003';

    /** Set or not, nothing here behaves differently. */
    private static final List<String> HARMLESS = Arrays.asList("checkwinsize", "cmdhist", "expand_aliases", "histappend", "interactive_comments", "progcomp",
            "promptvars", "sourcepath");

    private ShellOptions() {}

    static int run(Call call) {
        List<String> operands = call.operands();
        String action = operands.isEmpty() || !operands.getFirst().startsWith("-") ? "" : operands.getFirst();
        List<String> names = action.isEmpty() ? operands : operands.subList(1, operands.size());
        int status = 0;
        for (String name : names) {
            status = Math.max(status, one(call, action, name));
        }
        return status;
    }

    private static int one(Call call, String action, String name) {
        if (HARMLESS.contains(name)) {
            return 0;
        }
        char sign = NAMES.stream().filter(each -> each.startsWith(name + " ")).map(each -> each.charAt(each.length() - 1)).findFirst().orElse('\0');
        if (sign == '\0') {
            return call.fail("shopt: " + name + ": not supported here", 1);
        }
        boolean on = call.state().isSet(sign);
        switch (action) {
            case "-s" -> call.state().set(sign, true);
            case "-u" -> call.state().set(sign, false);
            case "-q" -> {
                return on ? 0 : 1;
            }
            default -> {
                call.print(String.format("%-15s\t%s\n", name, on ? "on" : "off"));
                return on ? 0 : 1;
            }
        }
        return 0;
    }
}
