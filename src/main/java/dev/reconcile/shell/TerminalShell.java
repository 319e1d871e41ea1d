package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * The shell in which a person types: keeps variables, functions, aliases, the working directory and the history from one command line to the next.
 */
public final class TerminalShell {
    /** How many command lines the history remembers. */
    public static final int MAX_HISTORY = 500;

    private static final List<String> DIRECTORY_COMMANDS = List.of("cd", "pushd", "rmdir");

    private final Launcher launcher;
    private final Files files;
    private final List<String> history = new ArrayList<>();
    private final Jobs jobs = new Jobs();
    private ShellState state;
    private boolean left;

    public TerminalShell(Programs programs, ShellLimits limits, Files files, Environment environment) {
        this.launcher = Launcher.of(programs.with("history", this::showHistory), limits);
        this.files = files;
        this.state = new ShellState(Dialect.BASH, limits, true, "bash", environment);
        state.aliases().put("ll", "ls -l");
        state.aliases().put("k", "kubectl");
    }

    /** What an earlier one saved between two command lines. */
    public static TerminalShell restore(Programs programs, ShellLimits limits, Files files, Json saved) {
        TerminalShell shell = new TerminalShell(programs, limits, files, Environment.ofLearner(saved.textOrEmpty("state", "hostname")));
        List<Unit> units = saved.objects("units").stream().map(unit -> Unit.restore(unit, Dialect.BASH)).toList();
        shell.state = ShellState.restore(saved.object("state"), limits, units);
        shell.history.addAll(saved.texts("history"));
        return shell;
    }

    public Json save() {
        List<Unit> units = new ArrayList<>();
        Json savedState = state.save(units);
        return Json.of("state", savedState, "units", units.stream().map(Unit::save).toList(), "history", history);
    }

    /** A process that runs this command line (or several lines). Only one at a time may run. */
    public Process begin(String typed, Stdio io, World world) {
        Invocation invocation = new Invocation(List.of("bash"), state.environment(), files, io, world);
        HistoryExpansion.Result expansion = HistoryExpansion.of(typed, history);
        if (expansion.problem() != null) {
            return new Ended(invocation, "bash: " + expansion.problem(), state.status());
        }
        String line = expansion.line();
        remember(line);
        if (expansion.changed()) {
            io.err().line(line);
        }
        if (expansion.onlyShown()) {
            return new Ended(invocation, "", state.status());
        }
        if (line.length() > state.limits().lineCharacters()) {
            return new Ended(invocation, "bash: a command line is at most " + state.limits().lineCharacters() + " characters long", 2);
        }
        return launcher.startLine(invocation, metered -> {
            Shell shell = Shell.interactive(metered.launcher(), metered.invocation(), state, jobs, line);
            return new Watched(shell);
        });
    }

    /**
     * Gives background jobs their turn while no command line runs; with one, its process does.
     *
     * @return what they wait for; {@link Progress.Exited} where there are none
     */
    public Progress advanceJobs(long nowMillis) {
        jobs.advance(null, nowMillis);
        return jobs.running() ? jobs.together(new Progress.Waiting(OptionalLong.empty(), false, false)) : Progress.exited(0);
    }

    /** Notices when the person leaves the shell. */
    private final class Watched implements Process {
        private final Shell shell;

        Watched(Shell shell) {
            this.shell = shell;
        }

        @Override
        public Progress advance() {
            Progress progress = shell.advance();
            if (progress instanceof Progress.Exited) {
                left |= shell.ending();
                jobs.announce(shell.invocation().io().err());
            }
            return progress;
        }

        @Override
        public void signal(Signal signal) {
            shell.signal(signal);
        }

        @Override
        public Optional<Json> save() {
            return shell.save();
        }
    }

    /** Whether {@code exit} was called; answers once. */
    public boolean takeLeft() {
        boolean before = left;
        left = false;
        return before;
    }

    public String directory() {
        return state.directory();
    }

    /** The working directory as a prompt shows it: {@code ~} for home. */
    public String shortDirectory() {
        String home = state.home();
        String directory = state.directory();
        boolean below = home != null && (directory.equals(home) || directory.startsWith(home + "/"));
        return below ? "~" + directory.substring(home.length()) : directory;
    }

    public List<String> history() {
        return List.copyOf(history);
    }

    private void remember(String line) {
        String stripped = line.strip();
        if (!stripped.isEmpty() && (history.isEmpty() || !history.getLast().equals(stripped))) {
            history.add(stripped);
        }
        if (history.size() > MAX_HISTORY) {
            history.removeFirst();
        }
    }

    private Process showHistory(Invocation invocation) {
        return new Instant(invocation, call -> {
            for (int i = 0; i < history.size(); i++) {
                call.io().out().line(String.format("%5d  %s", i + 1, history.get(i)));
            }
            return 0;
        });
    }

    /**
     * What Tab offers.
     *
     * @param start where in the line the word begins that a candidate replaces
     * @param candidates whole words, sorted; a directory ends with a slash
     */
    public record Completion(int start, List<String> candidates) {}

    public Completion complete(String line, int cursor, World world) {
        CommandUnderCursor command = CommandUnderCursor.of(line, cursor);
        TreeSet<String> candidates = new TreeSet<>();
        boolean variable = command.current().matches("\\$\\w*");
        if (variable) {
            state.variables().all().keySet().forEach(name -> candidates.add("$" + name));
        } else if (command.before().isEmpty() && !command.current().contains("/")) {
            candidates.addAll(launcher.names());
            candidates.addAll(Builtins.names());
            candidates.addAll(state.functions().keySet());
            candidates.addAll(state.aliases().keySet());
        } else if (!command.before().isEmpty()) {
            candidates.addAll(programCandidates(command, world));
        }
        candidates.removeIf(candidate -> !candidate.startsWith(command.current()));
        if (candidates.isEmpty() && !variable) {
            List<String> paths = paths(command.current());
            boolean directories = !command.before().isEmpty() && DIRECTORY_COMMANDS.contains(command.before().getFirst());
            paths.stream().filter(path -> !directories || path.endsWith("/")).map(path -> path.replaceAll("[\\s'\"$&;|<>()`\\\\*?!]", "\\\\$0")).forEach(candidates::add);
        }
        return new Completion(command.start(), List.copyOf(candidates));
    }

    private List<String> programCandidates(CommandUnderCursor command, World world) {
        List<String> words = new ArrayList<>(command.before());
        String alias = state.aliases().get(words.getFirst());
        if (alias != null) {
            words.removeFirst();
            words.addAll(0, List.of(alias.strip().split("\\s+")));
        }
        Stdio nowhere = Channel.stdio(new Channel[] {new Channel.Null(), new Channel.Null(), new Channel.Null()});
        return launcher.find(words.getFirst()) instanceof Optional<Program> found && found.orElse(null) instanceof Completing completing
                ? completing.complete(new Invocation(words, state.environment(), files, nowhere, world), command.current()) : List.of();
    }

    private List<String> paths(String current) {
        boolean home = current.startsWith("~/") && state.home() != null;
        String written = home ? state.home() + current.substring(1) : current;
        List<String> paths = new ArrayList<>();
        for (String path : Glob.paths(Pattern.escape(written) + "*", state.directory(), files, state.limits().fields())) {
            String shown = home ? "~" + path.substring(state.home().length()) : path;
            paths.add(files.isDirectory(state.path(path)) ? shown + "/" : shown);
        }
        return paths;
    }
}
