package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The processes that a shell is waiting for: one program, the stages of a pipeline, or a command substitution. */
final class Job {
    enum Purpose {
        FOREGROUND,
        /** Its output becomes text. */
        SUBSTITUTION,
        /** Its output becomes a file. */
        FILE,
        /** The shell ends with it. */
        EXEC
    }

    final Purpose purpose;
    /** Whether {@code set -e} lets its failure pass. */
    final boolean tested;
    /** The number of the substitution. */
    final int substitution;
    private final List<Child> children = new ArrayList<>();
    /** Between each child and the next; for a substitution the one that captures. */
    private final List<Pipe> pipes = new ArrayList<>();

    Job(Purpose purpose, boolean tested, int substitution) {
        this.purpose = purpose;
        this.tested = tested;
        this.substitution = substitution;
    }

    void add(Child child) {
        children.add(child);
    }

    void add(Pipe pipe) {
        pipes.add(pipe);
    }

    String captured() {
        return pipes.getFirst().text();
    }

    /** Length of what a substitution has captured so far. */
    int captures() {
        return isCaptured() ? pipes.getFirst().length() : 0;
    }

    private boolean isCaptured() {
        return purpose == Purpose.SUBSTITUTION || purpose == Purpose.FILE;
    }

    int status() {
        return children.getLast().status();
    }

    /** With {@code pipefail}: that of the last stage that failed. */
    int failure() {
        return children.reversed().stream().mapToInt(Child::status).filter(status -> status != 0).findFirst().orElse(0);
    }

    List<String> statuses() {
        return children.stream().map(child -> Integer.toString(child.status())).toList();
    }

    int size() {
        return children.size();
    }

    boolean takesKeys() {
        return children.stream().anyMatch(Child::takesKeys);
    }

    void signal(Signal signal) {
        children.forEach(child -> child.signal(signal));
    }

    /** One turn for each process; empty when all have ended. */
    Optional<Progress> advance(Meter meter, long nowMillis) {
        for (int i = 0; i < children.size(); i++) {
            Child child = children.get(i);
            if (!child.exited() && !child.blocked()) {
                child.advance(meter, nowMillis);
                if (child.exited()) {
                    close(i);
                }
            }
        }
        return children.stream().allMatch(Child::exited) ? Optional.empty() : Optional.of(progress());
    }

    private void close(int index) {
        if (isCaptured()) {
            return;
        }
        if (index < pipes.size()) {
            pipes.get(index).closeWriter();
        }
        if (index > 0) {
            pipes.get(index - 1).closeReader();
        }
    }

    private Progress progress() {
        OptionalLong until = OptionalLong.empty();
        boolean forChange = false;
        boolean forInput = false;
        for (Child child : children) {
            if (child.runnable() || child.blockedOutside()) {
                return new Progress.Working();
            }
            if (!child.exited() && !child.blocked()) {
                Progress.Waiting wait = child.outsideWait();
                boolean sooner = wait.untilMillis().isPresent() && (until.isEmpty() || wait.untilMillis().getAsLong() < until.getAsLong());
                until = sooner ? wait.untilMillis() : until;
                forChange |= wait.forChange();
                forInput |= wait.forInput();
            }
        }
        return new Progress.Waiting(until, forChange, forInput);
    }

    // saving

    /** Empty where one of the processes cannot be saved. */
    Optional<Json> save(Channels channels) {
        List<Json> saved = new ArrayList<>();
        for (Child child : children) {
            Optional<Json> state = child.save(channels);
            if (state.isEmpty()) {
                return Optional.empty();
            }
            saved.add(state.get());
        }
        List<Json> references = pipes.stream().map(pipe -> channels.reference(new Channel.Piped(pipe))).toList();
        return Optional.of(Json.of("purpose", purpose.name(), "tested", tested, "substitution", substitution, "children", saved, "pipes", references));
    }

    static Job restore(Json saved, Launcher launcher, Invocation shell, Channels channels) {
        Job job = new Job(Purpose.valueOf(saved.text("purpose")), saved.isTrue("tested"), (int) saved.number(0, "substitution"));
        saved.objects("children").forEach(child -> job.add(Child.restore(child, launcher, shell, channels)));
        saved.objects("pipes").forEach(pipe -> job.add((Pipe) channels.find(pipe, shell.io()).input()));
        return job;
    }
}
