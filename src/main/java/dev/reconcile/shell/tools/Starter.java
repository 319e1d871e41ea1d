package dev.reconcile.shell.tools;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import dev.reconcile.shell.StartsPrograms;
import java.util.Optional;

/** A process that runs one other program at a time. */
abstract class Starter implements Process {
    final Invocation invocation;
    final Launcher launcher;
    private Running running;
    private Signal signal;

    Starter(Invocation invocation, Launcher launcher) {
        this.invocation = invocation;
        this.launcher = launcher;
    }

    /** Makes such processes. */
    interface Maker {
        Process make(Invocation invocation, Launcher launcher);
    }

    static StartsPrograms program(Maker maker) {
        return new StartsPrograms() {
            @Override
            public Process start(Invocation invocation, Launcher launcher) {
                return maker.make(invocation, launcher);
            }

            @Override
            public Process restore(Invocation invocation, Json saved, Launcher launcher) {
                Process process = maker.make(invocation, launcher);
                if (process instanceof Starter starter) {
                    starter.load(saved);
                }
                return process;
            }
        };
    }

    /** Nothing is running: what comes next? May call {@link #begin}, and is then called again when that has ended. */
    abstract Progress next();

    /** The program that was begun has ended with this status, or could not be started (126, 127). */
    abstract void ended(int status);

    /** Called while a program runs; an answer ends it. */
    Optional<Progress> during(Progress progress) {
        return Optional.of(progress);
    }

    /** What the process itself has to remember. */
    abstract Json own();

    abstract void loadOwn(Json own);

    /** The streams, files and world that the program is given. */
    Invocation given() {
        return invocation;
    }

    final boolean begin(Invocation what) {
        Launcher.Launch launch = launcher.deeper().depth() > launcher.limits().subshellDepth()
                ? Launcher.Launch.refused("programs start each other more than " + launcher.limits().subshellDepth() + " deep", 126)
                : Running.launch(what, launcher);
        if (launch.process().isPresent()) {
            running = new Running(what, launch.process().get());
            return true;
        }
        complainAbout(what.name(), Running.problem(launch));
        ended(launch.status());
        return false;
    }

    void complainAbout(String name, String problem) {
        invocation.io().err().line(invocation.name() + ": '" + name + "': " + problem);
    }

    final void forward(Signal toChild) {
        if (running != null) {
            running.process().signal(toChild);
        }
    }

    final void abandon() {
        running = null;
    }

    final boolean isRunning() {
        return running != null;
    }

    @Override
    public final Progress advance() {
        if (signal != null) {
            return Progress.exited(signal.exitCode());
        }
        if (running == null) {
            Progress progress = next();
            if (running == null) {
                return progress;
            }
        }
        Progress progress = running.process().advance();
        if (progress instanceof Progress.Exited exited) {
            running = null;
            ended(exited.code());
            return new Progress.Working();
        }
        return during(progress).orElse(progress);
    }

    @Override
    public void signal(Signal arrived) {
        signal = arrived;
    }

    @Override
    public final Optional<Json> save() {
        Json saved = Json.of("own", own(), "signal", signal == null ? null : signal.name());
        return running == null ? Optional.of(saved) : running.save().map(state -> saved.with("running", state));
    }

    private void load(Json saved) {
        loadOwn(saved.object("own"));
        signal = saved.has("signal") ? Signal.valueOf(saved.text("signal")) : null;
        running = saved.has("running") ? Running.restore(saved.object("running"), given(), launcher) : null;
    }
}
