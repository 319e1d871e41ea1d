package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The background jobs of one shell: what {@code &} started. */
final class Jobs {
    private static final long FIRST_PID = 3001;
    private static final Progress.Waiting NOTHING = new Progress.Waiting(OptionalLong.empty(), false, false);

    /** One job; it keeps its number until somebody has heard of its end. */
    static final class Entry {
        final int number;
        final long pid;
        final String text;
        final Job job;
        private final Meter meter;
        private Progress last = new Progress.Working();
        private Signal killedBy;

        private Entry(int number, long pid, String text, Job job, Meter meter) {
            this.number = number;
            this.pid = pid;
            this.text = text;
            this.job = job;
            this.meter = meter;
        }

        boolean running() {
            return !(last instanceof Progress.Exited);
        }

        int status() {
            return last instanceof Progress.Exited exited ? exited.code() : 0;
        }

        void signal(Signal signal) {
            killedBy = signal;
            job.signal(signal);
            last = running() ? new Progress.Working() : last;
        }

        boolean wasKilled() {
            return !running() && killedBy != null && status() == killedBy.exitCode();
        }

        String state() {
            if (running()) {
                return "Running";
            }
            if (wasKilled()) {
                return switch (killedBy) {
                    case KILL -> "Killed";
                    case TERM -> "Terminated";
                    case INT -> "Interrupt";
                    case HUP -> "Hangup";
                    case QUIT -> "Quit";
                    case PIPE -> "Broken pipe";
                    case USR1 -> "User defined signal 1";
                    case USR2 -> "User defined signal 2";
                };
            }
            return status() == 0 ? "Done" : "Exit " + status();
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private long nextPid = FIRST_PID;

    void begin(Shell shell, Child child, String text) {
        Job job = new Job(Job.Purpose.FOREGROUND, true, 0);
        job.add(child);
        int number = entries.isEmpty() ? 1 : entries.getLast().number + 1;
        Entry entry = new Entry(number, nextPid++, text, job, shell.launcher.meter());
        entries.add(entry);
        shell.state.setLastBackground(entry.pid);
        shell.state.setStatus(0);
        if (shell.state.interactive()) {
            shell.descriptors[2].output().line("[" + number + "] " + entry.pid);
        }
    }

    /** @param current the meter of the command line that runs now, which counts for itself; null for none */
    void advance(Meter current, long now) {
        for (Entry entry : entries) {
            if (entry.running()) {
                advance(entry, current, now);
            }
        }
    }

    private static void advance(Entry entry, Meter current, long now) {
        if (entry.meter != current) {
            entry.meter.beginTurn();
        }
        entry.last = entry.job.advance(entry.meter, now).orElseGet(() -> {
            entry.meter.ended(entry.job.size());
            return Progress.exited(entry.job.status());
        });
        if (entry.meter != current && entry.running() && entry.meter.exceeded().isPresent()) {
            entry.last = Progress.exited(ShellLimits.EXIT_CODE);
        }
    }

    /** What to wait for, so that neither the shell nor a job misses anything. */
    Progress together(Progress own) {
        if (!(own instanceof Progress.Waiting)) {
            return own;
        }
        Progress.Waiting all = (Progress.Waiting) own;
        for (Entry entry : entries) {
            if (entry.last instanceof Progress.Working) {
                return entry.last;
            }
            Progress.Waiting its = entry.last instanceof Progress.Waiting waiting ? waiting : NOTHING;
            long until = Math.min(all.untilMillis().orElse(Long.MAX_VALUE), its.untilMillis().orElse(Long.MAX_VALUE));
            all = new Progress.Waiting(until == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(until),
                    all.forChange() || its.forChange(), all.forInput());
        }
        return all;
    }

    boolean running() {
        return entries.stream().anyMatch(Entry::running);
    }

    List<Entry> all() {
        return List.copyOf(entries);
    }

    void forget(Entry entry) {
        entries.remove(entry);
    }

    /** {@code %2}, {@code %%}, a process id, or nothing for the newest. */
    Optional<Entry> find(String written) {
        if (written.isEmpty() || written.equals("%%") || written.equals("%+") || written.equals("%")) {
            return entries.isEmpty() ? Optional.empty() : Optional.of(entries.getLast());
        }
        if (written.equals("%-")) {
            return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(Math.max(0, entries.size() - 2)));
        }
        return entries.stream()
                .filter(entry -> written.equals("%" + entry.number) || written.equals(Long.toString(entry.pid))
                        || written.startsWith("%") && entry.text.startsWith(written.substring(1)))
                .reduce((first, second) -> second);
    }

    /** As {@code jobs} lists it: {@code [1]+  Running                 sleep 100 &}. */
    String line(Entry entry) {
        int place = entries.indexOf(entry);
        char mark = place == entries.size() - 1 ? '+' : place == entries.size() - 2 ? '-' : ' ';
        return String.format(Locale.ROOT, "[%d]%c  %-24s%s", entry.number, mark, entry.state(), entry.text + (entry.running() ? " &" : ""));
    }

    /** Tells of those that have ended, and forgets them. */
    void announce(Output to) {
        for (Entry entry : all()) {
            if (!entry.running()) {
                to.line(line(entry));
            }
        }
        entries.removeIf(entry -> !entry.running());
    }

    // saving

    Optional<Json> save(Channels channels) {
        if (entries.isEmpty()) {
            return Optional.of(Json.EMPTY);
        }
        List<Json> saved = new ArrayList<>();
        for (Entry entry : entries) {
            Optional<Json> job = entry.running() ? entry.job.save(channels) : Optional.of(Json.EMPTY);
            if (job.isEmpty()) {
                return Optional.empty();
            }
            saved.add(Json.of("number", entry.number, "pid", entry.pid, "text", entry.text, "job", job.get(), "exit", entry.running() ? null : entry.status(),
                    "killedBy", entry.killedBy == null ? null : entry.killedBy.name()));
        }
        return Optional.of(Json.of("entries", saved, "nextPid", nextPid));
    }

    void restore(Json saved, Launcher launcher, Invocation shell, Channels channels) {
        nextPid = saved.number(FIRST_PID, "nextPid");
        for (Json json : saved.objects("entries")) {
            boolean ended = json.has("exit");
            Job job = ended ? null : Job.restore(json.object("job"), launcher, shell, channels);
            Entry entry = new Entry((int) json.number(0, "number"), json.number(0, "pid"), json.text("text"), job, launcher.meter());
            entry.killedBy = json.has("killedBy") ? Signal.valueOf(json.text("killedBy")) : null;
            if (ended) {
                entry.last = Progress.exited((int) json.number(0, "exit"));
            } else {
                launcher.meter().started(job.size());
            }
            entries.add(entry);
        }
    }
}
