package dev.reconcile.shell;

import dev.reconcile.model.Json;
import dev.reconcile.shell.FileNode.TextFile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts programs by name: shells, registered programs, scripts in the file system. This is how a container's command is started.
 *
 * <p>Everything that comes out of one start shares one budget, see {@link ShellLimits}.
 */
public final class Launcher {
    private static final List<String> SHELLS = Arrays.asList("sh", "bash", "dash", "ash");

    private final Programs programs;
    private final ShellLimits limits;
    private final Meter meter;
    private final int depth;

    private Launcher(Programs programs, ShellLimits limits, Meter meter, int depth) {
        this.programs = programs;
        this.limits = limits;
        this.meter = meter;
        this.depth = depth;
    }

    public static Launcher of(Programs programs, ShellLimits limits) {
        return new Launcher(programs, limits, null, 0);
    }

    /** The same for what is started within a process that has this meter. */
    Launcher within(Meter itsMeter, int itsDepth) {
        return new Launcher(programs, limits, itsMeter, itsDepth);
    }

    /** A process, or why there is none: {@code not found} (127) or {@code Permission denied} (126). */
    public record Launch(Optional<Process> process, String problem, int status) {
        static Launch of(Process process) {
            return new Launch(Optional.of(process), "", 0);
        }

        public static Launch refused(String problem, int status) {
            return new Launch(Optional.empty(), problem, status);
        }
    }

    /** Starts what the first argument names. */
    public Launch start(Invocation invocation) {
        if (meter == null) {
            Meter own = new Meter(limits);
            Launch launch = within(own, 0).start(metered(invocation, own));
            return launch.process().map(process -> Launch.of(new Metered(process, own, invocation))).orElse(launch);
        }
        return starting(invocation);
    }

    /**
     * As {@link #start}, but for the first process of a container: like a process with the number 1 it does not die of a signal that it has no handler
     * for, except KILL. A shell with a {@code trap}, and programs from outside this package, do handle signals.
     */
    public Launch startInit(Invocation invocation) {
        Meter own = new Meter(limits);
        Launch launch = within(own, 0).start(metered(invocation, own));
        launch.process().ifPresent(process -> {
            if (process instanceof Shell shell) {
                shell.becomeInit();
            }
        });
        return launch.process().map(process -> Launch.of(new Metered(process, own, invocation).init())).orElse(launch);
    }

    /** What a process is to be made from that shares a budget with nothing else. */
    record Start(Launcher launcher, Invocation invocation) {}

    /** For a command line of a person's shell. */
    Process startLine(Invocation invocation, Function<Start, Process> starting) {
        Meter own = new Meter(limits);
        return new Metered(starting.apply(new Start(within(own, 0), metered(invocation, own))), own, invocation);
    }

    Optional<Program> find(String name) {
        return programs.find(name);
    }

    /** The process that {@link Process#save} gave this state for. */
    public Process restore(Invocation invocation, Json state) {
        if (meter == null) {
            Meter own = new Meter(limits);
            own.restore(state.object("meter"));
            Process process = within(own, 0).restore(metered(invocation, own), state.object("process"));
            Metered metered = new Metered(process, own, invocation);
            return state.isTrue("init") ? metered.init() : metered;
        }
        if (state.has("frames")) {
            return SavedShell.restore(this, invocation, state);
        }
        if (state.has("state", "message")) {
            Json ended = state.object("state");
            return new Ended(invocation, ended.text("message"), (int) ended.number(0, "status")).loaded(state);
        }
        Program program = programs.find(invocation.name()).orElseThrow();
        return program instanceof StartsPrograms starts ? starts.restore(invocation, state, this) : program.restore(invocation, state);
    }

    private static Invocation metered(Invocation invocation, Meter meter) {
        Stdio io = invocation.io();
        return invocation.withIo(new Stdio(io.in(), new MeteredOutput(io.out(), meter), new MeteredOutput(io.err(), meter)));
    }

    private Launch starting(Invocation invocation) {
        String name = invocation.name();
        String base = name.startsWith("/bin/") || name.startsWith("/usr/bin/") ? name.substring(name.lastIndexOf('/') + 1) : name;
        if (isShell(base)) {
            return ShellCommandLine.start(this, invocation, base.equals("bash") ? Dialect.BASH : posix());
        }
        if (Builtins.alsoPrograms().contains(base) && programs.find(base).isEmpty()) {
            String line = base + invocation.operands().stream().map(word -> " " + Quoting.quote(word)).collect(Collectors.joining());
            return Launch.of(Shell.running(this, invocation, Dialect.BASH, base, line, List.of()));
        }
        Optional<Program> program = programs.find(name);
        if (program.isPresent()) {
            return Launch.of(program.get() instanceof StartsPrograms starts ? starts.start(invocation, this) : program.get().start(invocation));
        }
        return name.contains("/") ? script(invocation) : Launch.refused("not found", 127);
    }

    /** Where busybox is there, nothing else is. */
    private boolean isShell(String base) {
        return SHELLS.contains(base) && (posix() != Dialect.ASH || base.equals("sh") || base.equals("ash"));
    }

    /** What {@code sh} is here: busybox brings its own. */
    private Dialect posix() {
        return find("busybox").isPresent() ? Dialect.ASH : Dialect.DASH;
    }

    private Launch script(Invocation invocation) {
        String path = invocation.path(invocation.name());
        return switch (invocation.files().at(path).orElse(null)) {
            case null -> Launch.refused("not found", 127);
            case FileNode.Directory directory -> Launch.refused("Permission denied", 126);
            case TextFile file when !file.executable() -> Launch.refused("Permission denied", 126);
            case TextFile file -> {
                String first = file.content().lines().findFirst().orElse("");
                String[] words = first.startsWith("#!") ? first.substring(2).strip().split("\\s+") : new String[] {"/bin/sh"};
                String interpreter = Files.name(words[words.length - 1].startsWith("-") ? words[0] : words[words.length - 1]);
                yield SHELLS.contains(interpreter)
                        ? ShellCommandLine.script(this, invocation, interpreter.equals("bash") ? Dialect.BASH : posix(), file.content())
                        : Launch.refused("not found", 127);
            }
        };
    }

    /** Whether a command of this name would be found. */
    public boolean knows(String name) {
        return isShell(name) || Builtins.alsoPrograms().contains(name) || programs.find(name).isPresent();
    }

    public List<String> names() {
        return Stream.concat(SHELLS.stream(), programs.names().stream()).sorted().distinct().toList();
    }

    /** Where a program is said to lie. */
    public static String path(String name) {
        return name.startsWith("/") ? name : (name.equals("kubectl") ? "/usr/local/bin/" : "/usr/bin/") + name;
    }

    public ShellLimits limits() {
        return limits;
    }

    Meter meter() {
        return meter;
    }

    public int depth() {
        return depth;
    }

    /** For a process within a process. */
    public Launcher deeper() {
        return new Launcher(programs, limits, meter, depth + 1);
    }
}
