package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Network;
import dev.reconcile.shell.Output;
import dev.reconcile.shell.Pipe;
import dev.reconcile.shell.Signal;
import dev.reconcile.shell.Stdio;
import dev.reconcile.shell.World;
import java.util.List;
import java.util.Optional;

/** One container from its creation to its end, as the container runtime knows it; a restart is another container of the same name. */
final class Container {
    enum State { CREATED, RUNNING, EXITED }

    /** Exit code with which containerd reports a command that could not be started. */
    private static final int START_ERROR = 128;

    private Origin origin;
    private final Site site;
    private final ContainerFiles files;
    private final Streams streams;
    private final Executables executables;
    private final Probes probes;
    private final Hooks hooks = new Hooks(this);
    private final Effort effort = new Effort();

    private State state = State.CREATED;
    private long startedAt;
    private long finishedAt;
    private int exitCode;
    private String reason = "";
    private String message = "";
    private boolean outOfMemory;
    private Task task;
    private boolean stopping;
    private boolean touched;
    private long killAt = Task.NEVER;

    Container(Origin origin, Site site) {
        this(origin, site, new ContainerFiles(origin, site), new Streams(origin.spec(), new ContainerLog(site.now())));
    }

    private Container(Origin origin, Site site, ContainerFiles files, Streams streams) {
        this.origin = origin;
        this.site = site;
        this.files = files;
        this.streams = streams;
        this.executables = Executables.of(origin.image(),
                new Host(origin.name(), origin.command(), site.sockets(), origin.readOnlyRoot(), () -> outOfMemory = true));
        this.probes = new Probes(this);
    }

    /** From now on it has these requests and limits; its process goes on. */
    void resize(Object resources) {
        origin = origin.with(origin.spec().with("resources", resources));
    }

    // life

    /** Lets everything happen that is due by now. True if something did. */
    boolean catchUp(long now) {
        return switch (state) {
            case CREATED -> now >= origin.startAt() && begin(now);
            case RUNNING -> goOn(now);
            case EXITED -> false;
        };
    }

    private boolean begin(long now) {
        startedAt = now;
        Launcher.Launch launch = executables.startFirst(first());
        if (launch.process().isEmpty()) {
            message = "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: "
                    + "unable to start container process: error during container init: " + Executables.problem(launch, origin.command().getFirst());
            finish(now, START_ERROR, "StartError");
            return true;
        }
        state = State.RUNNING;
        task = new Task(launch.process().get(), now);
        task.catchUp(now);
        if (!task.ended()) {
            hooks.started(now);
        }
        probes.begin(now);
        settle(now);
        return true;
    }

    private boolean goOn(long now) {
        boolean moved = task.catchUp(now) | touched;
        touched = false;
        if (hooks.catchUp(now)) {
            task.signal(Signal.TERM, now);
            moved = true;
        }
        if (killAt <= now) {
            task.signal(Signal.KILL, now);
        }
        return settle(now) || moved;
    }

    /** Takes note of the end of the process, if it has ended. */
    private boolean settle(long now) {
        if (!task.ended()) {
            return false;
        }
        int code = task.exitCode();
        finish(now, code, outOfMemory ? "OOMKilled" : code == 0 ? "Completed" : "Error");
        return true;
    }

    private void finish(long now, int code, String why) {
        state = State.EXITED;
        finishedAt = now;
        exitCode = code;
        reason = why;
        streams.log().finish();
        message = message.isEmpty() ? LastWords.of(this) : message;
        hooks.end();
        site.sockets().closeAll(origin.name());
    }

    /** Begins a graceful stop: the preStop hook, SIGTERM, and SIGKILL when the grace period is over. Called again, it can only become shorter. */
    void stop(long graceMillis, long now) {
        if (state == State.EXITED) {
            return;
        }
        killAt = Math.min(killAt, now + graceMillis);
        if (state == State.CREATED) {
            finish(now, Signal.KILL.exitCode(), "Error");
            return;
        }
        if (!stopping) {
            stopping = true;
            if (graceMillis == 0 || !hooks.stopping(now)) {
                task.signal(Signal.TERM, now);
            }
        }
        goOn(now);
    }

    /** Ends the process from outside, as a fault does. */
    void crash(int code, String why, long now) {
        if (state == State.RUNNING) {
            task = Task.ended(code);
            finish(now, code, why);
        }
    }

    /** When something happens in it by itself; {@link Task#NEVER} if nothing will. */
    long wakeAt() {
        return switch (state) {
            case CREATED -> origin.startAt();
            case RUNNING -> Math.min(Math.min(task.wakeAt(), killAt), Math.min(hooks.wakeAt(), probes.wakeAt()));
            case EXITED -> Task.NEVER;
        };
    }

    /** The key that a terminal turns into a signal for the process that runs in it. */
    void interrupt(Signal signal, long now) {
        if (state == State.RUNNING) {
            task.signal(signal, now);
            goOn(now);
        }
    }

    /** Somebody else has changed what its files are: what it answers may be something else now. */
    void touch() {
        touched = true;
    }

    /** Something has arrived for the first process to read. */
    void stir(long now) {
        if (state == State.RUNNING) {
            task.stir(now);
            goOn(now);
        }
    }

    // what a process gets

    private Invocation first() {
        return invocation(origin.command(), streams.process(), new Inside(site, this, Optional.empty()));
    }

    Invocation invocation(List<String> command, Output output) {
        return invocation(command, new Stdio(Pipe.holding(""), output, output), new Inside(site, this, Optional.empty()));
    }

    private Invocation invocation(List<String> command, Stdio io, World world) {
        return new Invocation(command, origin.environment(), files::files, io, world);
    }

    /** Starts a command beside the container's process; whoever started it gives it its turns. */
    Launcher.Launch exec(List<String> command, Stdio io, World world) {
        return executables.start(invocation(command, io, new Inside(site, this, world.terminal())));
    }

    /** Whether one more failed probe is worth an event. */
    boolean mayReport(long now) {
        return site.budget().take(now);
    }

    Executables executables() {
        return executables;
    }

    /** Why a request to the container's pod fails, if it does. */
    Optional<String> answer(Json handler) {
        return Answers.problem(handler, origin.spec(), site);
    }

    boolean answersChangeByThemselves() {
        return site.sockets().changeByThemselves();
    }

    Effort effort() {
        return effort;
    }

    // what is seen from outside

    Origin origin() {
        return origin;
    }

    String name() {
        return origin.name();
    }

    State state() {
        return state;
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    boolean isExited() {
        return state == State.EXITED;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Its process runs and the postStart hook, if there is one, is over. */
    boolean isPosted() {
        return hooks.isPosted();
    }

    Hooks hooks() {
        return hooks;
    }

    /** When it will be killed if it has not stopped; {@link Task#NEVER} unless it is being stopped. */
    long killAt() {
        return killAt;
    }

    long startedAt() {
        return startedAt;
    }

    long finishedAt() {
        return finishedAt;
    }

    int exitCode() {
        return exitCode;
    }

    String reason() {
        return reason;
    }

    String message() {
        return message;
    }

    Files files() {
        return files.files();
    }

    String written(String path) {
        return files.written(path);
    }

    String hostname() {
        return origin.environment().hostname();
    }

    long now() {
        return site.now().getAsLong();
    }

    ContainerLog log() {
        return streams.log();
    }

    Streams streams() {
        return streams;
    }

    Probes probes() {
        return probes;
    }

    Json save() {
        return Json.of("origin", origin.save(), "state", state.name(), "startedAt", startedAt, "finishedAt", finishedAt, "exitCode", exitCode,
                "reason", reason, "message", message, "outOfMemory", outOfMemory, "stopping", stopping, "touched", touched ? true : null,
                "killAt", killAt, "hooks", hooks.save(), "effort", effort.save(),
                "files", files.save(), "log", streams.log().save(), "streams", streams.save(), "probes", probes.save(),
                "task", task == null || isExited() ? null : task.save());
    }

    static Container restore(Json saved, Images images, Site site) {
        Origin origin = Origin.restore(saved.object("origin"), images);
        ContainerFiles files = saved.has("files") ? ContainerFiles.restore(saved.object("files"), origin, site) : new ContainerFiles(origin, site);
        ContainerLog log = ContainerLog.restore(saved.object("log"), site.now());
        Container container = new Container(origin, site, files, Streams.restore(saved.object("streams"), origin.spec(), log));
        container.take(saved);
        return container;
    }

    private void take(Json saved) {
        state = State.valueOf(saved.text("state"));
        startedAt = saved.number(0, "startedAt");
        finishedAt = saved.number(0, "finishedAt");
        exitCode = (int) saved.number(0, "exitCode");
        reason = saved.text("reason");
        message = saved.text("message");
        outOfMemory = saved.isTrue("outOfMemory");
        stopping = saved.isTrue("stopping");
        touched = saved.isTrue("touched");
        killAt = saved.number(Task.NEVER, "killAt");
        probes.take(saved.object("probes"));
        if (saved.has("task")) {
            task = Task.restore(saved.object("task"), process -> executables.restore(first(), process));
        }
        hooks.take(saved.object("hooks"));
        effort.restore(saved.object("effort"));
    }
}
