package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Writes down everything that a shell is doing, and makes a shell that goes on from there. */
final class SavedShell {
    private SavedShell() {}

    /** Empty where a process that is waited for cannot be saved. */
    static Optional<Json> save(Shell shell) {
        Channels channels = new Channels();
        List<Unit> units = new ArrayList<>();
        Optional<Json> savedJob = shell.job == null ? Optional.of(Json.EMPTY) : shell.job.save(channels);
        Optional<Json> savedJobs = shell.jobs.save(channels);
        if (savedJob.isEmpty() || savedJobs.isEmpty()) {
            return Optional.empty();
        }
        List<Json> savedFrames = new ArrayList<>();
        shell.frames.forEach(frame -> savedFrames.add(frame.save(units, channels)));
        TreeMap<String, Object> remembered = new TreeMap<>();
        shell.expander.remembered().forEach((id, values) -> remembered.put(Integer.toString(id), values));
        Json saved = Json.of("state", shell.state.save(units), "frames", savedFrames, "job", shell.job == null ? null : savedJob.get(),
                "jobs", savedJobs.get().isEmpty() ? null : savedJobs.get(),
                "descriptors", channels.references(shell.descriptors), "traps", shell.traps, "signals", shell.pending.stream().map(Signal::name).toList(),
                "line", shell.line, "substitutionStatus", shell.substitutionStatus, "remembered", Json.copyOf(remembered), "readsInput", shell.readsInput,
                "inputEnded", shell.inputEnded, "ended", shell.ended, "ending", shell.ending, "interrupted", shell.interrupted, "init", shell.init,
                "prompted", shell.prompted ? true : null, "processFiles", shell.processFiles.paths().isEmpty() ? null : shell.processFiles.paths(),
                "processFilesDepth", shell.processFiles.paths().isEmpty() ? null : shell.processFiles.depth(),
                "builtin", shell.waitingBuiltin == null ? null : save(shell.waitingBuiltin, channels));
        return Optional.of(saved.with("units", units.stream().map(Unit::save).toList()).with("channels", channels.save()));
    }

    private static Json save(Shell.PendingBuiltin builtin, Channels channels) {
        Frame holder = new Frame(Frame.Kind.EVAL, null);
        holder.hidden.putAll(builtin.hidden());
        return Json.of("args", builtin.args(), "descriptors", channels.references(builtin.descriptors()), "tested", builtin.tested(),
                "holder", holder.save(new ArrayList<>(), channels));
    }

    static Shell restore(Launcher launcher, Invocation invocation, Json saved) {
        Dialect dialect = Dialect.valueOf(saved.text("state", "dialect"));
        List<Unit> units = saved.objects("units").stream().map(unit -> Unit.restore(unit, dialect)).toList();
        Channels channels = Channels.restore(saved.object("channels"), invocation.files());
        Shell shell = new Shell(launcher, invocation, ShellState.restore(saved.object("state"), launcher.limits(), units));
        saved.objects("frames").forEach(frame -> shell.frames.addLast(Frame.restore(frame, units, channels, invocation.io())));
        shell.descriptors = channels.find(saved.objects("descriptors"), invocation.io());
        if (saved.has("job")) {
            shell.job = Job.restore(saved.object("job"), launcher, invocation, channels);
            launcher.meter().started(shell.job.size());
        }
        shell.jobs.restore(saved.object("jobs"), launcher, invocation, channels);
        shell.traps.putAll(saved.textMap("traps"));
        saved.texts("signals").forEach(signal -> shell.pending.add(Signal.valueOf(signal)));
        shell.line = (int) saved.number(1, "line");
        shell.substitutionStatus = (int) saved.number(-1, "substitutionStatus");
        Json remembered = saved.object("remembered");
        remembered.names().forEach(id -> shell.expander.remember(Integer.parseInt(id), remembered.texts(id)));
        shell.readsInput = saved.isTrue("readsInput");
        shell.inputEnded = saved.isTrue("inputEnded");
        shell.ended = saved.isTrue("ended");
        shell.ending = saved.isTrue("ending");
        shell.interrupted = saved.isTrue("interrupted");
        shell.init = saved.isTrue("init");
        shell.prompted = saved.isTrue("prompted");
        shell.processFiles.restore(saved.texts("processFiles"), (int) saved.number(0, "processFilesDepth"));
        if (saved.has("builtin")) {
            Json builtin = saved.object("builtin");
            Frame holder = Frame.restore(builtin.object("holder"), units, channels, invocation.io());
            shell.waitingBuiltin = new Shell.PendingBuiltin(builtin.texts("args"), channels.find(builtin.objects("descriptors"), invocation.io()), holder.hidden,
                    builtin.isTrue("tested"));
        }
        return shell;
    }
}
