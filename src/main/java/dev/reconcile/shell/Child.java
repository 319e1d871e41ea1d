package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A process that a shell has started, with what is needed to start it again from its saved state. */
final class Child {
    /** What one turn of a program counts as, in steps. */
    private static final int STEPS_PER_TURN = 10;

    private final List<String> args;
    private final Environment environment;
    private final Channel[] descriptors;
    private final Stdio io;
    private final Process process;
    private Progress last = new Progress.Working();
    private long arrivalsSeen;

    Child(Invocation invocation, Channel[] descriptors, Process process) {
        this.args = invocation.args();
        this.environment = invocation.environment();
        this.descriptors = descriptors.clone();
        this.io = invocation.io();
        this.process = process;
    }

    boolean exited() {
        return last instanceof Progress.Exited;
    }

    int status() {
        return ((Progress.Exited) last).code();
    }

    void signal(Signal signal) {
        if (!exited()) {
            process.signal(signal);
        }
    }

    boolean takesKeys() {
        return !exited() && process.takesKeys();
    }

    /** Whether nobody has room for its output. */
    boolean blocked() {
        return !exited() && (io.out().full() || io.err().full());
    }

    /** Whether it is the output of the whole shell that has no room: only somebody outside can change that. */
    boolean blockedOutside() {
        return blocked() && (descriptors[1] instanceof Channel.Own && io.out().full() || descriptors[2] instanceof Channel.Own && io.err().full());
    }

    /** Whether it can go on without anything happening outside. */
    boolean runnable() {
        return !exited() && !blocked() && (last instanceof Progress.Working || waits().forInput() && io.in().arrivals() != arrivalsSeen);
    }

    /** What it waits for; its input counts only if it comes from outside. */
    Progress.Waiting outsideWait() {
        Progress.Waiting waiting = waits();
        return new Progress.Waiting(waiting.untilMillis(), waiting.forChange(), waiting.forInput() && descriptors[0] instanceof Channel.Own);
    }

    private Progress.Waiting waits() {
        return last instanceof Progress.Waiting waiting ? waiting : new Progress.Waiting(OptionalLong.empty(), false, false);
    }

    void advance(Meter meter, long nowMillis) {
        arrivalsSeen = io.in().arrivals();
        last = process.advance();
        if (process instanceof Shell) {
            return;
        }
        meter.steps(last instanceof Progress.Waiting ? 0 : STEPS_PER_TURN, nowMillis);
        if (io.out().broken()) {
            last = Progress.exited(brokenStatus(descriptors[1], args.getFirst(), io.err()));
        }
    }

    /** What a process ends with whose output went nowhere. */
    static int brokenStatus(Channel channel, String name, Output err) {
        Optional<FileProblem> problem = channel instanceof Channel.OpenFile file ? file.stream().takeProblem() : Optional.empty();
        if (problem.isEmpty()) {
            return Signal.PIPE.exitCode();
        }
        err.line(name + ": write error: " + problem.get().text());
        return 1;
    }

    // saving

    Optional<Json> save(Channels channels) {
        Json common = Json.of("args", args, "environment", environment.save(), "descriptors", channels.references(descriptors), "seen", arrivalsSeen);
        return switch (last) {
            case Progress.Exited exited -> Optional.of(common.with("exit", exited.code()));
            case Progress.Working working -> process.save().map(state -> common.with("state", state));
            case Progress.Waiting waiting -> process.save().map(state -> common.with("state", state).with("wait", Json.of(
                    "until", waiting.untilMillis().isPresent() ? waiting.untilMillis().getAsLong() : null,
                    "change", waiting.forChange(), "input", waiting.forInput())));
        };
    }

    static Child restore(Json saved, Launcher launcher, Invocation shell, Channels channels) {
        Channel[] descriptors = channels.find(saved.objects("descriptors"), shell.io());
        Invocation invocation = new Invocation(saved.texts("args"), Environment.restore(saved.object("environment")), shell.files(),
                Channel.stdio(descriptors), shell.world());
        boolean exited = saved.has("exit");
        Process process = exited ? null : launcher.deeper().restore(invocation, saved.object("state"));
        Child child = new Child(invocation, descriptors, process);
        child.arrivalsSeen = saved.number(0, "seen");
        if (exited) {
            child.last = Progress.exited((int) saved.number(0, "exit"));
        } else if (saved.has("wait")) {
            Json wait = saved.object("wait");
            child.last = new Progress.Waiting(wait.number("until").map(OptionalLong::of).orElse(OptionalLong.empty()),
                    wait.isTrue("change"), wait.isTrue("input"));
        }
        return child;
    }
}
