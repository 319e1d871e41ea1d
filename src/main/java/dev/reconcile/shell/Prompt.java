package dev.reconcile.shell;

/** What a shell shows where it waits for a person to type. */
final class Prompt {
    private Prompt() {}

    /** Once for each line that is waited for. */
    static void show(Shell shell, Frame frame) {
        if (shell.state.interactive() && !shell.prompted) {
            shell.prompted = true;
            shell.jobs.announce(shell.descriptors[2].output());
            shell.descriptors[2].output().write(text(shell.state.variables().get(frame.source.isBlank() ? "PS1" : "PS2"), shell.state));
        }
    }

    /** What bash says where a person leaves it. */
    static void sayExit(Shell shell, boolean leaves) {
        if (leaves && shell.readsInput && shell.state.interactive() && shell.state.dialect() == Dialect.BASH) {
            shell.descriptors[2].output().line("exit");
        }
    }

    /** The shell's own, as the usual images have it: bash on Debian, busybox' ash, dash. */
    static String preset(Dialect dialect, String user) {
        return switch (dialect) {
            case BASH -> "\\u@\\h:\\w\\$ ";
            case ASH -> "\\w \\$ ";
            case DASH -> user.equals("root") ? "# " : "$ ";
        };
    }

    /** The text with its escapes filled in. */
    static String text(String form, ShellState state) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < form.length(); i++) {
            boolean escape = form.charAt(i) == '\\' && i + 1 < form.length();
            text.append(escape ? filled(form.charAt(++i), state) : form.charAt(i));
        }
        return text.toString();
    }

    private static String filled(char escape, ShellState state) {
        return switch (escape) {
            case 'u' -> state.user();
            case 'h', 'H' -> state.hostname();
            case 'w' -> directory(state);
            case 'W' -> Files.name(directory(state)).isEmpty() ? directory(state) : Files.name(directory(state));
            case '$' -> state.user().equals("root") ? "#" : "$";
            case 'n' -> "\n";
            case '[', ']', 'r', 'a' -> "";
            default -> String.valueOf(escape);
        };
    }

    private static String directory(ShellState state) {
        String home = state.home();
        String directory = state.directory();
        boolean below = home != null && (directory.equals(home) || directory.startsWith(home + "/"));
        return below ? "~" + directory.substring(home.length()) : directory;
    }
}
