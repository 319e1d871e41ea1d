package dev.reconcile.workshop;

import dev.reconcile.cluster.Cluster;
import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.Grading;
import dev.reconcile.exercise.Library;
import dev.reconcile.model.Json;
import dev.reconcile.shell.FileChange;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Terminal.EditorOutcome;
import dev.reconcile.shell.TerminalShell;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One learner's lab: cluster, terminal, files, clock and checklist, and the journal that keeps them.
 *
 * <p>Any thread may call; calls run one after another. A call returns after everything it wrote is durable, and only then do open pages
 * hear of it: nobody ever sees what a crash could take back.
 */
public final class Session {
    /** Somebody who is told that something is new; it asks for what it wants itself, so a slow one holds nothing up. */
    public interface Listener {
        void changed();
    }

    /** @param nextDue virtual milliseconds of the next thing that happens by itself; null for nothing */
    public record ClockState(long now, boolean running, double speed, Long nextDue) {}

    /**
     * @param tier which of the item's hints, from 1
     * @param cost points of a hundred
     */
    public record HintShown(int tier, int tiers, String text, long cost) {}

    static final String LEARNER = "learner";
    private static final long TELL_EVERY_MILLIS = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Journal journal;
    private final SessionRecord session;
    private final long epoch;
    private final Cluster cluster;
    private final Files files;
    private final Console console;
    private final LearnerShell shell;
    private final Library library;
    private final Assignment assignment;
    private final Flow flow;
    private final Clients clients;
    private Language language;
    private Optional<Backstage.Outcome> prepared = Optional.empty();
    private long kept;
    private volatile boolean lost;
    private volatile long lastSeen;
    private long lastTold;
    private long lastTick;

    private Session(Journal journal, Library library, SessionRecord session, long epoch, Cluster cluster) {
        this.journal = journal;
        this.library = library;
        this.session = session;
        this.epoch = epoch;
        this.cluster = cluster;
        this.files = Files.ofLearner(cluster::now);
        this.assignment = new Assignment(library, cluster, journal.keeps() ? this::tail : null);
        this.console = new Console(cluster, files, assignment::judge);
        this.flow = new Flow(cluster, console, assignment);
        this.shell = new LearnerShell(cluster, files, console);
        this.clients = new Clients(this, cluster, flow);
    }

    /** A new session with a new cluster; it is durable when this returns. */
    static Session create(Journal journal, Library library, SessionRecord session, long seed) {
        Exercise exercise = library.get(session.exercise()).orElseThrow();
        Session made = new Session(journal, library, session, Journal.FIRST_EPOCH, Beginning.cluster(exercise, session.created(), seed));
        Entry start = made.log(Body.ActKind.SESSION, "start",
                Json.of("name", session.name(), "language", session.language(), "exercise", exercise.id()));
        made.fold(start);
        made.prepare(exercise, start);
        journal.create(session, Chunks.tail(made.tail()));
        made.keep();
        return made;
    }

    /** A session from the journal, exactly where it was; a command that was running then is not. */
    static Session load(Journal journal, Library library, Journal.Opening.Opened opened) {
        List<Json> entries = new ArrayList<>();
        opened.chunks().forEach(chunk -> entries.addAll(Chunks.entries(chunk)));
        Json tail = Chunks.tail(opened.tail());
        Cluster cluster = Cluster.load(Beginning.blueprint(library, entries), entries, tail.object("cluster"));
        Session loaded = new Session(journal, library, opened.session(), opened.epoch(), cluster);
        cluster.log().since(0).forEach(loaded::fold);
        loaded.flow.restore(tail.object("pace"));
        loaded.shell.restore(tail.object("shell"));
        loaded.assignment.restore(tail.object("assignment"));
        loaded.kept = cluster.log().position();
        loaded.assignment.wereTold(journal.practice(loaded.session.person()).keySet());
        return loaded;
    }

    /** Takes over from an entry what the session itself remembers: files, language, exercise, hints. */
    private void fold(Entry entry) {
        switch (entry.body()) {
            case Body.FileChanged change -> files.apply(switch (change.kind()) {
                case WRITTEN -> new FileChange.Written(change.path(), change.content(), change.executable());
                case DIRECTORY -> new FileChange.DirectoryMade(change.path());
                case REMOVED -> new FileChange.Removed(change.path());
            });
            case Body.Act(Body.ActKind kind, String text, Json details) when kind == Body.ActKind.SESSION ->
                language = Language.of(details.textOrEmpty("language")).orElse(language);
            case Body.Act act -> assignment.fold(entry);
            case Body.Achieved achieved -> assignment.fold(entry);
            case Body entryOfOthers -> { }
        }
    }

    private Json tail() {
        return Json.of("cluster", cluster.save(), "pace", flow.save(), "shell", shell.save(), "assignment", assignment.save());
    }

    /** Sets up what the exercise begins with, in a cluster in which nothing has been done yet; then the learner's part begins. */
    private void prepare(Exercise exercise, Entry because) {
        prepared = Beginning.setUp(cluster, files, exercise, because.position());
        console.recordFiles(because.position());
        fold(log(Body.ActKind.EXERCISE, exercise.id(), Json.EMPTY));
    }

    /** Makes durable what is new, then tells the listeners. */
    private void keep() {
        assignment.judge();
        write();
        listeners.forEach(Listener::changed);
    }

    private void write() {
        List<Entry> fresh = cluster.log().since(kept);
        if (journal.keeps()) {
            SortedMap<String, Practice.Gain> gains = assignment.takeGains(Limits.TIME_ON_TASK_MILLIS);
            if (!fresh.isEmpty()) {
                journal.append(session.id(), epoch, Chunks.of(fresh), Chunks.tail(tail()), gains);
            } else if (!gains.isEmpty()) {
                journal.keepTail(session.id(), epoch, Chunks.tail(tail()), gains);
            }
        }
        kept = cluster.log().position();
    }

    /** Runs what a person asked for: alone, then durable. */
    <T> T act(Supplier<T> work) {
        lock.lock();
        try {
            T result = work.get();
            keep();
            return result;
        } catch (RuntimeException e) {
            // What is in memory may be ahead of the journal now; the next request reads the journal.
            lost = true;
            throw e;
        } finally {
            lock.unlock();
        }
    }

    <T> T look(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private Entry log(Body.ActKind kind, String text, Json details) {
        return cluster.append(LEARNER, 0, new Body.Act(kind, text, details));
    }

    public SessionRecord record() {
        return session;
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    public void unlisten(Listener listener) {
        listeners.remove(listener);
    }

    /** Something went wrong: this object is not to be used any more, the journal has what is durable. */
    public boolean isLost() {
        return lost;
    }

    public Language language() {
        return look(() -> language);
    }

    /** Chooses the language of all texts from now on. */
    public Answer<Language> speak(String tag) {
        Optional<Language> wanted = Language.of(tag);
        if (wanted.isEmpty()) {
            return Answer.bad(Problem.Code.LANGUAGE_UNKNOWN, String.valueOf(tag));
        }
        return act(() -> {
            fold(log(Body.ActKind.SESSION, "language", Json.of("language", tag)));
            return Answer.good(wanted.get());
        });
    }

    public boolean isWatched() {
        return !listeners.isEmpty();
    }

    /** Somebody asked for something at this wall time. */
    public void seen(long wallMillis) {
        lastSeen = wallMillis;
    }

    public long lastSeen() {
        return lastSeen;
    }

    /** The position of the newest entry that is durable. */
    public long position() {
        return look(() -> kept);
    }

    /** Durable entries after that position, at most so many. */
    public List<Entry> entries(long after, int most) {
        return look(() -> {
            List<Entry> all = cluster.log().since(after);
            int durable = Math.clamp(kept - after, 0, all.size());
            return List.copyOf(all.subList(0, Math.min(durable, most)));
        });
    }

    /** The way in for the learner's own kubectl and other clients. */
    public Clients clients() {
        return clients;
    }

    public Breakage breakage() {
        return new Breakage(this, cluster, flow);
    }

    // the terminal

    /** Starts a command line in the terminal; what it prints stands in the log. */
    public Answer<Long> command(String line) {
        return act(() -> {
            Optional<Problem> refused = refuses(line);
            if (refused.isPresent()) {
                return new Answer.Bad<>(refused.get());
            }
            Entry entry = log(Body.ActKind.COMMAND, line, Json.EMPTY);
            shell.start(line, entry.position(), true);
            flow.pump();
            return Answer.good(entry.position());
        });
    }

    private Optional<Problem> refuses(String line) {
        if (console.busy()) {
            return Optional.of(new Problem(Problem.Code.BUSY));
        }
        if (line.length() > Limits.COMMAND_CHARACTERS) {
            return Optional.of(new Problem(Problem.Code.COMMAND_TOO_LONG, line.length(), Limits.COMMAND_CHARACTERS));
        }
        if (cluster.log().position() > Limits.LOG_ENTRIES) {
            return Optional.of(new Problem(Problem.Code.LOG_FULL, Limits.LOG_ENTRIES));
        }
        return Optional.empty();
    }

    /**
     * Runs a command line to its end in virtual time, without a terminal. A command that blocks is interrupted after
     * {@link Limits#BLOCKING_MILLIS}, or as soon as nothing will ever happen again.
     */
    public Answer<Ran> run(String line) {
        return run(line, Limits.BLOCKING_MILLIS);
    }

    /** The same, with a patience of its own. */
    Answer<Ran> run(String line, long blockingMillis) {
        return act(() -> {
            Optional<Problem> refused = refuses(line);
            if (refused.isPresent()) {
                return new Answer.Bad<>(refused.get());
            }
            Entry entry = log(Body.ActKind.COMMAND, line, Json.EMPTY);
            shell.start(line, entry.position(), false);
            flow.runCommandToEnd(cluster.now() + blockingMillis);
            return Answer.good(Ran.of(cluster, entry.position()));
        });
    }

    public void interrupt() {
        act(() -> {
            console.interrupt();
            return flow.pump();
        });
    }

    public void type(String text) {
        act(() -> {
            console.type(text);
            return flow.pump();
        });
    }

    public void endInput() {
        act(() -> {
            console.endInput();
            return flow.pump();
        });
    }

    public void resize(int columns, int rows) {
        look(() -> {
            console.resize(columns, rows);
            return null;
        });
    }

    public boolean busy() {
        return look(console::busy);
    }

    /** The file that a command has opened the page's editor on. */
    public Optional<String> editing() {
        return look(console::editing);
    }

    public Answer<Boolean> leaveEditor(boolean saved, String content) {
        return act(() -> {
            Optional<String> path = console.editing();
            if (path.isEmpty()) {
                return Answer.bad(Problem.Code.EDITOR_NOT_OPEN);
            }
            if (saved) {
                Optional<FileProblem> problem = files.write(path.get(), content);
                if (problem.isPresent()) {
                    return Answer.bad(Problem.Code.FILE_REFUSED, path.get(), problem.get().text());
                }
                console.recordFiles(console.cause());
            }
            console.leaveEditor(saved ? EditorOutcome.SAVED : EditorOutcome.CANCELLED);
            flow.pump();
            return Answer.good(saved);
        });
    }

    public TerminalShell.Completion complete(String line, int cursor) {
        return look(() -> shell.complete(line, cursor));
    }

    // time

    /** Lets virtual time follow the wall clock. Called now and then while somebody looks. */
    public void tick(long wallMillis) {
        lock.lock();
        try {
            long looked = wallMillis - lastTick;
            lastTick = wallMillis;
            if (looked > 0 && looked <= Limits.LOOKING_MILLIS) {
                assignment.worked(looked);
            }
            boolean goesOn = flow.follow(wallMillis);
            // News is told at once; without any, pages still hear now and then that time goes on.
            if (cluster.log().position() > kept || goesOn && wallMillis - lastTold >= TELL_EVERY_MILLIS) {
                lastTold = wallMillis;
                keep();
            } else {
                write();
            }
        } catch (RuntimeException e) {
            lost = true;
            throw e;
        } finally {
            lock.unlock();
        }
    }

    public ClockState clock() {
        return look(flow::state);
    }

    public ClockState pause() {
        return clockAct("pause", Json.EMPTY, () -> flow.pace().running(false));
    }

    public ClockState resume() {
        return clockAct("run", Json.EMPTY, () -> flow.pace().running(true));
    }

    public Answer<ClockState> speed(double times) {
        if (!(times >= Pace.SLOWEST && times <= Pace.FASTEST)) {
            return Answer.bad(Problem.Code.BAD_SPEED, times, Pace.SLOWEST, Pace.FASTEST);
        }
        return Answer.good(clockAct("speed", Json.of("speed", times), () -> flow.pace().speed(times)));
    }

    /** Works on to the next decision of a controller, and stops the clock there. Without one in sight, time stays where it is. */
    public ClockState step() {
        return clockAct("step", Json.EMPTY, () -> {
            flow.pace().running(false);
            flow.stepToDecision();
        });
    }

    /** Jumps to the next instant at which something happens by itself. Without one in sight, time stays where it is. */
    public ClockState next() {
        return clockAct("next", Json.EMPTY, flow::nextEvent);
    }

    /** Jumps to an instant of virtual time, in milliseconds since the epoch. Everything on the way happens. */
    public Answer<ClockState> jump(long target) {
        long now = look(cluster::now);
        if (target <= now) {
            return Answer.bad(Problem.Code.INSTANT_PAST, target, now);
        }
        if (target - now > Limits.JUMP_MILLIS) {
            return Answer.bad(Problem.Code.INSTANT_TOO_FAR, target, Limits.JUMP_MILLIS / 86_400_000);
        }
        act(() -> log(Body.ActKind.CLOCK, "jump", Json.of("to", target)));
        // In turns, so that pages see the way and others get the lock.
        while (!act(() -> flow.advance(target))) {
            Thread.yield();
        }
        return Answer.good(clock());
    }

    private ClockState clockAct(String name, Json details, Runnable work) {
        return act(() -> {
            log(Body.ActKind.CLOCK, name, details);
            work.run();
            return flow.state();
        });
    }

    // the exercise

    /** The exercise's folder name; empty if there is none. */
    public String exercise() {
        return exerciseNow().map(Exercise::id).orElse("");
    }

    public Optional<Exercise> exerciseNow() {
        return look(assignment::exercise);
    }

    /** Begins an exercise, also the same one again, in a new cluster with a clean home. The log goes on, and so does virtual time. */
    public Answer<String> begin(String id) {
        return begin(id, null);
    }

    /**
     * The same, at a step: what comes before it is typed for the learner, as the first solution does it.
     *
     * @param step id of an item; null for the beginning
     */
    public Answer<String> begin(String id, String step) {
        Optional<Exercise> wanted = library.get(id);
        if (wanted.isEmpty()) {
            return Answer.bad(Problem.Code.EXERCISE_UNKNOWN, String.valueOf(id));
        }
        if (step != null && wanted.get().item(step).isEmpty()) {
            return Answer.bad(Problem.Code.ITEM_UNKNOWN, step);
        }
        return act(() -> {
            flow.abandonCommand();
            if (console.busy()) {
                return Answer.bad(Problem.Code.BUSY);
            }
            Entry because = log(Body.ActKind.SESSION, "prepare", Json.of("exercise", id));
            Beginning.clear(cluster, files, wanted.get(), because.position());
            shell.startOver();
            prepare(wanted.get(), because);
            if (step != null) {
                walk(wanted.get(), step);
            }
            return Answer.good(id);
        });
    }

    private void walk(Exercise exercise, String step) {
        shell.teach(Jump.NAME, Jump::new);
        for (String command : Snippets.commands(exercise.walkthrough())) {
            if (assignment.hasReached(step)) {
                break;
            }
            Entry entry = log(Body.ActKind.COMMAND, command, Json.EMPTY);
            shell.start(command, entry.position(), false);
            flow.runCommandToEnd(cluster.now() + Limits.SCRIPT_MILLIS);
        }
        shell.forget(Jump.NAME);
        fold(log(Body.ActKind.SKIP, step, Json.of("items", assignment.met())));
    }

    /** Puts a program into the terminal that learners do not have. */
    void teach(String name, Program program) {
        shell.teach(name, program);
    }

    /** Asks how the exercise stands; for the proof. */
    <T> T ask(Function<Assignment, T> question) {
        return look(() -> question.apply(assignment));
    }

    /** What became of the set-up of the exercise that was begun last in this object; for the proof. */
    Optional<Backstage.Outcome> prepared() {
        return prepared;
    }

    /** Plays the exercise's future on a fork and grades it there. The checklist takes over what is judged in the future. */
    public Answer<Check> check() {
        return act(() -> {
            assignment.judge();
            Optional<Forecast> forecast = assignment.forecast();
            if (forecast.isEmpty()) {
                return Answer.bad(Problem.Code.EXERCISE_UNKNOWN, "");
            }
            Check check = forecast.get().check(language.tag());
            assignment.checked(check, details -> log(Body.ActKind.CHECK, assignment.exercise().orElseThrow().id(), details));
            return Answer.good(check);
        });
    }

    /** How the session stood when the item was met. */
    Optional<Checkpoint> checkpoint(String item) {
        return look(() -> Checkpoint.of(cluster.log().since(0), item));
    }

    /** What the learner is told beside the checklist. */
    public Narration narration() {
        return look(() -> assignment.narration(language));
    }

    /** How every item of the checklist stands. */
    public List<Grading.ItemState> checklist() {
        return look(() -> assignment.checklist(language));
    }

    /** Met and needed items. */
    public long[] score() {
        return look(assignment::score);
    }

    /** Shows the item's next hint; after the last one, the last one again. */
    public Answer<HintShown> hint(String item) {
        return act(() -> assignment.hint(item, language, details -> log(Body.ActKind.HINT, item, details)));
    }

    // files

    /** A file's text by absolute path; empty if it is none. */
    public String text(String path) {
        return look(() -> files.content(path).orElse(""));
    }

    /** Paths of all files of the learner's home, sorted. */
    public List<String> files() {
        return look(() -> Homes.files(files));
    }

    public Answer<String> file(String path) {
        return look(() -> files.content(Homes.absolute(path))
                .map(Answer::good)
                .orElseGet(() -> Answer.bad(Problem.Code.FILE_NOT_FOUND, path)));
    }

    public Answer<String> save(String path, String content) {
        if (content.length() > Limits.FILE_CHARACTERS) {
            return Answer.bad(Problem.Code.FILE_TOO_LARGE, content.length(), Limits.FILE_CHARACTERS);
        }
        return changeFiles("save " + path, path, target -> {
            Optional<FileProblem> problem = files.makeDirectories(Files.parent(target));
            return problem.isPresent() ? problem : files.write(target, content);
        });
    }

    public Answer<String> remove(String path) {
        return changeFiles("remove " + path, path, files::remove);
    }

    public Answer<String> rename(String from, String to) {
        return changeFiles("rename " + from + " " + to, to, target -> files.move(Homes.absolute(from), target));
    }

    private Answer<String> changeFiles(String what, String path, Function<String, Optional<FileProblem>> change) {
        return act(() -> {
            String target = Homes.absolute(path);
            Optional<FileProblem> problem = change.apply(target);
            if (problem.isPresent()) {
                return Answer.bad(Problem.Code.FILE_REFUSED, path, problem.get().text());
            }
            Entry entry = log(Body.ActKind.CLICK, what, Json.EMPTY);
            console.recordFiles(entry.position());
            return Answer.good(target);
        });
    }

    /** Writes down where it is and lets others open it; afterwards this object is not used any more. */
    void close() {
        lock.lock();
        try {
            keep();
            journal.keepTail(session.id(), epoch, Chunks.tail(tail()), assignment.takeGains(0));
            journal.release(session.id(), epoch);
        } finally {
            lock.unlock();
        }
    }
}
