package dev.reconcile.workshop;

import dev.reconcile.cluster.Blueprint;
import dev.reconcile.cluster.Cluster;
import dev.reconcile.controllers.EventExpiry;
import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.Grading;
import dev.reconcile.exercise.Item;
import dev.reconcile.exercise.Library;
import dev.reconcile.exercise.Localized;
import dev.reconcile.model.Json;
import dev.reconcile.shell.FileChange;
import dev.reconcile.shell.FileProblem;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Terminal.EditorOutcome;
import dev.reconcile.shell.TerminalShell;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
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

    /** @param stdout what the command printed, up to the shell's limit */
    public record Ran(String stdout, String stderr, int exitCode, long virtualMillis) {}

    /** @param nextDue virtual milliseconds of the next thing that happens by itself; null for nothing */
    public record ClockState(long now, boolean running, double speed, Long nextDue) {}

    /** @param tier which of the item's hints, from 1 */
    public record HintShown(int tier, int tiers, String text) {}

    private static final String LEARNER = "learner";
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
    private final Pace pace = new Pace();
    private Grading grading;
    private Language language;
    private final SortedMap<String, Integer> hintsShown = new TreeMap<>();
    private long kept;
    private volatile boolean lost;
    private volatile long lastSeen;
    private long lastTold;

    private Session(Journal journal, Library library, SessionRecord session, long epoch, Cluster cluster) {
        this.journal = journal;
        this.library = library;
        this.session = session;
        this.epoch = epoch;
        this.cluster = cluster;
        this.files = Files.ofLearner(cluster::now);
        this.console = new Console(cluster, files, this::judge);
        this.shell = new LearnerShell(cluster, files, console);
    }

    /** A new session with a new cluster; it is durable when this returns. */
    static Session create(Journal journal, Blueprint blueprint, Library library, SessionRecord session, long seed) {
        Cluster cluster = Cluster.create(blueprint, seed, session.created().toEpochMilli());
        Session made = new Session(journal, library, session, Journal.FIRST_EPOCH, cluster);
        Entry start = made.log(Body.ActKind.SESSION, "start", Json.of("name", session.name(), "language", session.language()));
        made.fold(start);
        HomeFiles.ofTheArticle().forEach((name, content) -> made.files.write(Files.HOME + "/" + name, content));
        made.console.recordFiles(start.position());
        library.get(session.exercise()).ifPresent(made::begin);
        journal.create(session, Chunks.tail(made.tail()));
        made.keep();
        return made;
    }

    /** A session from the journal, exactly where it was; a command that was running then is not. */
    static Session load(Journal journal, Blueprint blueprint, Library library, Journal.Opening.Opened opened) {
        List<Json> entries = new ArrayList<>();
        opened.chunks().forEach(chunk -> entries.addAll(Chunks.entries(chunk)));
        Json tail = Chunks.tail(opened.tail());
        Cluster cluster = Cluster.load(blueprint, entries, tail.object("cluster"));
        Session loaded = new Session(journal, library, opened.session(), opened.epoch(), cluster);
        cluster.log().since(0).forEach(loaded::fold);
        loaded.pace.restore(tail.object("pace"));
        loaded.shell.restore(tail.object("shell"));
        if (loaded.grading != null) {
            loaded.grading.restore(tail.object("grading"));
        }
        loaded.kept = cluster.log().position();
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
            case Body.Act(Body.ActKind kind, String text, Json details) when kind == Body.ActKind.EXERCISE ->
                grading = library.get(text).map(exercise -> new Grading(exercise, cluster.log(), cluster.view(), entry.position())).orElse(null);
            case Body.Act(Body.ActKind kind, String text, Json details) when kind == Body.ActKind.HINT -> hintsShown.merge(text, 1, Integer::sum);
            case Body entryOfOthers -> { }
        }
    }

    private Json tail() {
        return Json.of("cluster", cluster.save(), "pace", pace.save(), "shell", shell.save(), "grading", grading == null ? null : grading.save());
    }

    private void begin(Exercise exercise) {
        Entry begun = log(Body.ActKind.EXERCISE, exercise.id(), Json.EMPTY);
        exercise.files().forEach((name, content) -> files.write(Files.HOME + "/" + name, content));
        console.recordFiles(begun.position());
        fold(begun);
    }

    /** Looks at the checklist; called wherever something may have happened, so that no instant of the run is missed. */
    private void judge() {
        if (grading != null) {
            grading.observe().forEach(item -> cluster.append(LEARNER, 0, new Body.Achieved(grading.exercise().id(), item)));
        }
    }

    /** Makes durable what is new, then tells the listeners. */
    private void keep() {
        judge();
        List<Entry> fresh = cluster.log().since(kept);
        if (!fresh.isEmpty()) {
            journal.append(session.id(), epoch, Chunks.of(fresh), Chunks.tail(tail()));
            kept = cluster.log().position();
        }
        listeners.forEach(Listener::changed);
    }

    /** Runs what a person asked for: alone, then durable. */
    private <T> T act(Supplier<T> work) {
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

    private <T> T look(Supplier<T> work) {
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
            int durable = (int) Math.clamp(kept - after, 0, all.size());
            return List.copyOf(all.subList(0, Math.min(durable, most)));
        });
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
            pump();
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
        return act(() -> {
            Optional<Problem> refused = refuses(line);
            if (refused.isPresent()) {
                return new Answer.Bad<>(refused.get());
            }
            Entry entry = log(Body.ActKind.COMMAND, line, Json.EMPTY);
            shell.start(line, entry.position(), false);
            runToEnd(cluster.now() + Limits.BLOCKING_MILLIS);
            return Answer.good(ran(entry.position()));
        });
    }

    private void runToEnd(long until) {
        pump();
        for (int steps = 0; console.busy(); steps++) {
            long next = nextInstant();
            if (next > until || steps == Cluster.MAX_STEPS) {
                console.interrupt();
                pump();
                return;
            }
            moveTo(next);
        }
    }

    private Ran ran(long act) {
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        int code = 130;
        for (Entry entry : cluster.log().since(act)) {
            if (entry.cause() == act && entry.body() instanceof Body.Output output) {
                (output.stream() == Body.Stream.OUT ? out : err).append(output.text());
            } else if (entry.cause() == act && entry.body() instanceof Body.Exit exit) {
                code = exit.code();
            }
        }
        return new Ran(out.toString(), err.toString(), code, cluster.now());
    }

    public void interrupt() {
        act(() -> {
            console.interrupt();
            return pump();
        });
    }

    public void type(String text) {
        act(() -> {
            console.type(text);
            return pump();
        });
    }

    public void endInput() {
        act(() -> {
            console.endInput();
            return pump();
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
            pump();
            return Answer.good(saved);
        });
    }

    public TerminalShell.Completion complete(String line, int cursor) {
        return look(() -> shell.complete(line, cursor));
    }

    private boolean pump() {
        boolean more = true;
        for (int i = 0; more && i < Limits.ADVANCES_A_TURN; i++) {
            more = console.pump();
        }
        return more;
    }

    // time

    private long nextInstant() {
        return Math.min(cluster.nextDue().orElse(Long.MAX_VALUE), console.wakeAt().orElse(Long.MAX_VALUE));
    }

    /** Does one piece of due work, or lets the terminal go on, at an instant that {@link #nextInstant} gave. */
    private void moveTo(long instant) {
        if (cluster.nextDue().orElse(Long.MAX_VALUE) <= instant) {
            cluster.step();
        } else {
            cluster.idleUntil(instant);
        }
        judge();
        pump();
    }

    /** Lets virtual time follow the wall clock. Called now and then while somebody looks. */
    public void tick(long wallMillis) {
        lock.lock();
        try {
            long target = pace.follow(wallMillis, cluster.now(), Limits.LOOKING_MILLIS);
            if (target > cluster.now()) {
                advance(target, Limits.STEPS_A_TURN);
                keepIfNew(wallMillis);
            }
        } catch (RuntimeException e) {
            lost = true;
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** News is kept at once; without any, pages still hear now and then that time goes on. */
    private void keepIfNew(long wallMillis) {
        if (cluster.log().position() > kept || wallMillis - lastTold >= TELL_EVERY_MILLIS) {
            lastTold = wallMillis;
            keep();
        }
    }

    /** False if there was more work than a turn may take; then the clock stands where the work stopped. */
    private boolean advance(long target, int mostSteps) {
        for (int steps = 0; nextInstant() <= target; steps++) {
            if (steps == mostSteps) {
                return false;
            }
            moveTo(nextInstant());
        }
        cluster.idleUntil(target);
        pump();
        return true;
    }

    public ClockState clock() {
        return look(this::clockState);
    }

    private ClockState clockState() {
        long next = nextInstant();
        return new ClockState(cluster.now(), pace.running(), pace.speed(), next == Long.MAX_VALUE ? null : (Long) next);
    }

    public ClockState pause() {
        return clockAct("pause", Json.EMPTY, () -> pace.running(false));
    }

    public ClockState resume() {
        return clockAct("run", Json.EMPTY, () -> pace.running(true));
    }

    public Answer<ClockState> speed(double times) {
        if (!(times >= Pace.SLOWEST && times <= Pace.FASTEST)) {
            return Answer.bad(Problem.Code.BAD_SPEED, times, Pace.SLOWEST, Pace.FASTEST);
        }
        return Answer.good(clockAct("speed", Json.of("speed", times), () -> pace.speed(times)));
    }

    /** Works on to the next decision of a controller, and stops the clock there. Without one in sight, time stays where it is. */
    public ClockState step() {
        return clockAct("step", Json.EMPTY, () -> {
            pace.running(false);
            long before = cluster.log().position();
            OptionalLong instant = nextNews(entry -> entry.body() instanceof Body.Decision);
            while (instant.isPresent() && nextInstant() <= instant.getAsLong() && noneSince(before, Body.Decision.class)) {
                moveTo(nextInstant());
            }
        });
    }

    private boolean noneSince(long position, Class<? extends Body> type) {
        return cluster.log().since(position).stream().noneMatch(entry -> type.isInstance(entry.body()) && isNews(entry));
    }

    /** Jumps to the next instant at which something happens by itself. Without one in sight, time stays where it is. */
    public ClockState next() {
        return clockAct("next", Json.EMPTY, () -> nextNews(entry -> true).ifPresent(instant -> advance(instant, Limits.STEPS_A_TURN)));
    }

    /** Looks into the future of a fork: when will something happen that a person would call an event, or the terminal go on? */
    private OptionalLong nextNews(Predicate<Entry> counts) {
        Cluster ahead = cluster.fork();
        long from = ahead.log().position();
        long until = Math.min(cluster.now() + Limits.JUMP_MILLIS, console.wakeAt().orElse(Long.MAX_VALUE));
        for (int steps = 0; steps < Limits.STEPS_A_TURN && ahead.nextDue().orElse(Long.MAX_VALUE) <= until; steps++) {
            ahead.step();
            if (ahead.log().since(from).stream().anyMatch(entry -> isNews(entry) && counts.test(entry))) {
                return OptionalLong.of(ahead.now());
            }
            from = ahead.log().position();
        }
        return console.wakeAt();
    }

    /** That an old event is forgotten after its hour interests nobody. */
    private static boolean isNews(Entry entry) {
        return !entry.actor().equals(EventExpiry.NAME);
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
        while (!act(() -> advance(target, Limits.STEPS_A_TURN))) {
            Thread.yield();
        }
        return Answer.good(clock());
    }

    private ClockState clockAct(String name, Json details, Runnable work) {
        return act(() -> {
            log(Body.ActKind.CLOCK, name, details);
            work.run();
            return clockState();
        });
    }

    // the exercise

    /** The exercise's folder name; empty if there is none. */
    public String exercise() {
        return look(() -> grading == null ? "" : grading.exercise().id());
    }

    public Optional<Exercise> exerciseNow() {
        return look(() -> Optional.ofNullable(grading).map(Grading::exercise));
    }

    /** Begins another exercise; the cluster stays as it is. */
    public Answer<String> begin(String id) {
        Optional<Exercise> wanted = library.get(id);
        if (wanted.isEmpty()) {
            return Answer.bad(Problem.Code.EXERCISE_UNKNOWN, String.valueOf(id));
        }
        return act(() -> {
            begin(wanted.get());
            return Answer.good(id);
        });
    }

    /** How every item of the checklist stands. */
    public List<Grading.ItemState> checklist() {
        return look(() -> grading == null ? List.of() : grading.items(language.tag()));
    }

    /** Met and needed items. */
    public int[] score() {
        return look(() -> grading == null ? new int[] {0, 0} : new int[] {grading.score(), grading.total()});
    }

    /** Shows the item's next hint; after the last one, the last one again. */
    public Answer<HintShown> hint(String item) {
        return act(() -> {
            Optional<Item> asked = Optional.ofNullable(grading).flatMap(g -> g.exercise().item(item));
            if (asked.isEmpty()) {
                return Answer.bad(Problem.Code.ITEM_UNKNOWN, String.valueOf(item));
            }
            List<Localized> hints = asked.get().hints();
            if (hints.isEmpty()) {
                return Answer.bad(Problem.Code.NO_MORE_HINTS, item);
            }
            int tier = Math.min(hintsShown.getOrDefault(item, 0) + 1, hints.size());
            fold(log(Body.ActKind.HINT, item, Json.of("tier", tier)));
            return Answer.good(new HintShown(tier, hints.size(), hints.get(tier - 1).in(language.tag())));
        });
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

    private Answer<String> changeFiles(String what, String path, java.util.function.Function<String, Optional<FileProblem>> change) {
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
            journal.keepTail(session.id(), epoch, Chunks.tail(tail()));
            journal.release(session.id(), epoch);
        } finally {
            lock.unlock();
        }
    }
}
