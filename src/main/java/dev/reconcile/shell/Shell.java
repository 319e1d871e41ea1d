package dev.reconcile.shell;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Frame.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Interprets shell programs.
 *
 * <p>All that is going on stands in plain fields (frames with numbers of steps, the job waited for, the channels of the descriptors), nothing on
 * Java's stack between two calls of {@link #advance}: so a shell can be saved in the middle of anything.
 */
final class Shell implements Process {
    /** Steps that one turn runs before the shell's neighbours have theirs. */
    private static final int STEPS_PER_TURN = 200;

    final Launcher launcher;
    final Invocation invocation;
    final ShellState state;
    final Expander expander;
    final Deque<Frame> frames = new ArrayDeque<>();
    final SortedMap<String, String> traps = new TreeMap<>();
    private final Signals signals = new Signals(this);
    final ProcessFiles processFiles = new ProcessFiles(this);
    final Jobs jobs;
    final EnumSet<Signal> pending = EnumSet.noneOf(Signal.class);
    Channel[] descriptors;
    Job job;
    PendingBuiltin waitingBuiltin;
    int line = 1;
    int substitutionStatus = -1;
    boolean readsInput;
    boolean inputEnded;
    boolean ended;
    boolean ending;
    boolean interrupted;
    boolean init;
    boolean prompted;

    /** A builtin that waits for input, and the variables to put back after it. */
    record PendingBuiltin(List<String> args, Channel[] descriptors, SortedMap<String, Variables.Variable> hidden, boolean tested) {}

    Shell(Launcher launcher, Invocation invocation, ShellState state) {
        this(launcher, invocation, state, new Jobs());
    }

    private Shell(Launcher launcher, Invocation invocation, ShellState state, Jobs jobs) {
        this.jobs = jobs;
        this.launcher = launcher;
        this.invocation = invocation;
        this.state = state;
        this.expander = new Expander(state, invocation.files());
        Stdio io = invocation.io();
        this.descriptors = Channel.descriptors(new Channel.Own(0, io), new Channel.Own(1, io), new Channel.Own(2, io), null);
    }

    // ways to start

    /** Runs a text with these positional parameters. */
    static Shell running(Launcher launcher, Invocation invocation, Dialect dialect, String name, String text, List<String> positional) {
        Shell shell = new Shell(launcher, invocation, new ShellState(dialect, launcher.limits(), false, name, invocation.environment()));
        shell.state.setPositional(positional);
        shell.frames.push(new Frame(Frame.Kind.SCRIPT, text));
        return shell;
    }

    /** Reads its commands from its input. */
    static Shell reading(Launcher launcher, Invocation invocation, Dialect dialect, List<String> positional) {
        Shell shell = running(launcher, invocation, dialect, invocation.name(), "", positional);
        shell.readsInput = true;
        return shell;
    }

    /** Reads its commands from a person: shows prompts, and an error ends the command line only. */
    static Shell prompting(Launcher launcher, Invocation invocation, Dialect dialect) {
        ShellState state = new ShellState(dialect, launcher.limits(), true, invocation.name(), invocation.environment());
        if (invocation.environment().get("PS1") == null) {
            state.variables().set("PS1", Prompt.preset(dialect, invocation.environment().user()));
        }
        Shell shell = new Shell(launcher, invocation, state);
        shell.frames.push(new Frame(Frame.Kind.SCRIPT, ""));
        shell.readsInput = true;
        return shell;
    }

    /** A person's shell, for one command line; the state goes on to the next. */
    static Shell interactive(Launcher launcher, Invocation invocation, ShellState state, Jobs jobs, String text) {
        Shell shell = new Shell(launcher, invocation, state, jobs);
        shell.frames.push(new Frame(Frame.Kind.SCRIPT, text));
        return shell;
    }

    /** From now on signals without a trap are ignored. */
    void becomeInit() {
        init = true;
    }

    // running

    /** Background jobs have their turn first. */
    @Override
    public Progress advance() {
        jobs.advance(launcher.meter(), now());
        Progress own = goOn();
        return own instanceof Progress.Exited ? own : jobs.together(own);
    }

    private Progress goOn() {
        int turn = Math.min(STEPS_PER_TURN, launcher.limits().stepsPerAdvance());
        for (int i = 0; i < turn; i++) {
            if (ended) {
                return Progress.exited(state.status());
            }
            if (launcher.meter().stopped()) {
                return new Progress.Working();
            }
            if (job != null) {
                Optional<Progress> progress = job.advance(launcher.meter(), now());
                if (job.captures() > launcher.limits().expansionCharacters()) {
                    dropJob();
                    complain(state.tooLong());
                    abort(ShellLimits.EXIT_CODE);
                    continue;
                }
                if (progress.isEmpty()) {
                    endJob();
                } else if (!signals.interruptJob()) {
                    return progress.get();
                } else {
                    continue;
                }
            }
            if (signals.takeSignal()) {
                continue;
            }
            launcher.meter().steps(1, now());
            if (waitingBuiltin != null && !resumeBuiltin()) {
                return waitingBuiltin.args().getFirst().equals("wait") ? new Progress.Waiting(OptionalLong.empty(), false, false) : Progress.forInput();
            }
            if (waitsForText()) {
                return Progress.forInput();
            }
            if (waitingBuiltin == null) {
                step();
            }
        }
        return new Progress.Working();
    }

    private long now() {
        return invocation.world().nowMillis();
    }

    private void step() {
        Frame frame = frames.peek();
        processFiles.removeUnused();
        state.at(line, now());
        if (frame == null) {
            exit(state.status());
        } else if (!frame.atEnd()) {
            attempt(() -> execute(frame, frame.step()));
        } else if (frame.source == null || !attempt(() -> nextUnit(frame))) {
            endFrame(frame);
        }
    }

    private interface Attempt {
        boolean run();
    }

    /** Runs a piece of work and reacts where it stops early. */
    private boolean attempt(Attempt work) {
        try {
            return work.run();
        } catch (Stop stop) {
            if (stop.needed() != null) {
                return attempt(() -> new Forks(this).substitute(stop.needed()));
            }
            expander.forget();
            if (!launcher.meter().stopped()) {
                complain(stop.getMessage());
                abort(stop.status());
            }
        } catch (SyntaxProblem problem) {
            wrong(problem);
        }
        return true;
    }

    /** A text that is no program ends the script; bash's {@code eval} only fails. */
    private void wrong(SyntaxProblem problem) {
        line = problem.line();
        Frame frame = frames.peek();
        boolean eval = frame != null && frame.kind == Frame.Kind.EVAL && problem.kind() != SyntaxProblem.Kind.UNSUPPORTED;
        Complaints.explain(this, problem, frame, eval);
        if (eval && state.dialect() == Dialect.BASH) {
            endFrame(frame);
            finish(2, false);
        } else {
            abort(2);
        }
    }

    /** Reads the next command of a script; false at its end. */
    private boolean nextUnit(Frame frame) {
        Parser parser = new Parser(frame.source, frame.sourcePosition, frame.sourceLine, state.aliases(), state.dialect());
        Optional<Unit> unit = parser.nextUnit();
        if (unit.isEmpty()) {
            return false;
        }
        frame.sourcePosition = parser.position();
        frame.sourceLine = parser.lineNumber();
        frame.run(unit.get());
        return true;
    }

    /** Whether a shell that reads its commands from its input has to wait for a whole one. */
    private boolean waitsForText() {
        Frame frame = frames.peek();
        if (!readsInput || inputEnded || frame == null || frame.kind != Frame.Kind.SCRIPT || !frame.atEnd()) {
            return false;
        }
        frame.source = frame.source.substring(frame.sourcePosition);
        frame.sourcePosition = 0;
        Input in = descriptors[0].input();
        while (frame.source.isBlank() || Completeness.of(frame.source, state.dialect()) instanceof Completeness.NeedsMore) {
            Prompt.show(this, frame);
            Optional<String> more = in.takeLine();
            inputEnded = more.isEmpty() && in.ended();
            if (more.isEmpty()) {
                Prompt.sayExit(this, inputEnded);
                return !inputEnded;
            }
            prompted = false;
            frame.source += more.get();
        }
        return false;
    }

    private boolean execute(Frame frame, Step step) {
        switch (step) {
            case Step.Run run -> {
                line = run.command().line();
                state.at(line, now());
                new SimpleCommand(this, frame, run).execute();
            }
            case Step.RunStages stages -> new Forks(this).stages(frame, stages);
            case Step.RunSubshell subshell -> {
                line = subshell.line();
                new Forks(this).subshell(frame, subshell);
                frame.next++;
            }
            case Step.Evaluate evaluate -> {
                line = evaluate.line();
                int status = new Conditionals.Evaluation(this, evaluate.tokens()).status();
                done(frame);
                finish(status, evaluate.tested());
            }
            case Step.RunBackground background -> {
                line = background.line();
                new Forks(this).background(frame, background);
                frame.next++;
            }
            case Step.Jump jump -> frame.next = jump.target();
            case Step.JumpIf jump -> frame.next = jump.success() == (state.status() == 0) ? jump.target() : frame.next + 1;
            case Step.TimeStart start -> Timing.begin(frame, now());
            case Step.TimeEnd end -> Timing.end(frame, now(), end.posix(), descriptors[2].output());
            case Step.Negate negate -> {
                state.setStatus(state.status() == 0 ? 1 : 0);
                frame.next++;
            }
            case Step.Succeed succeed -> {
                state.setStatus(0);
                frame.next++;
            }
            case Step.Redirected redirected -> redirected(frame, redirected);
            case Step.RedirectedEnd end -> {
                leave(frame.scopes.pop());
                frame.next++;
            }
            case Step.LoopStart loop -> {
                frame.scopes.push(new Scope.Loop(loop.again(), loop.end(), null));
                frame.next++;
            }
            case Step.ForStart loop -> {
                line = loop.line();
                List<String> items = loop.words() == null ? state.positional() : expander.fields(loop.words());
                frame.scopes.push(new Scope.Loop(loop.again(), loop.end(), items));
                done(frame);
            }
            case Step.NextItem item -> nextItem(frame, item);
            case Step.BodyDone done -> {
                frame.loop().status = state.status();
                frame.next = done.again();
            }
            case Step.LoopEnd end -> {
                state.setStatus(((Scope.Loop) frame.scopes.pop()).status);
                frame.next++;
            }
            case Step.CaseStart choice -> {
                line = choice.line();
                frame.scopes.push(new Scope.Subject(expander.single(choice.subject())));
                done(frame);
            }
            case Step.CaseTest test -> {
                String subject = ((Scope.Subject) frame.scopes.getFirst()).text();
                boolean matches = false;
                for (int i = 0; i < test.patterns().size() && !matches; i++) {
                    matches = Pattern.matches(expander.pattern(test.patterns().get(i)), subject);
                }
                done(frame);
                frame.next = matches ? frame.next : test.otherwise();
            }
            case Step.CaseEnd end -> {
                frame.scopes.pop();
                frame.next++;
            }
            case Step.Define define -> {
                state.functions().put(define.name(), new ShellState.Function(frame.unit, frame.body, define.body()));
                state.setStatus(0);
                frame.next++;
            }
        }
        return true;
    }

    /** The step is over, so is what was remembered for it. */
    void done(Frame frame) {
        expander.forget();
        frame.next++;
    }

    private void nextItem(Frame frame, Step.NextItem item) {
        Scope.Loop loop = frame.loop();
        if (loop.next < loop.items.size()) {
            state.assign(item.name(), loop.items.get(loop.next++));
            frame.next++;
        } else {
            frame.next = item.end();
        }
    }

    private void redirected(Frame frame, Step.Redirected step) {
        line = step.line();
        Channel[] before = descriptors;
        Optional<Channel[]> opened = open(step.redirects());
        done(frame);
        if (opened.isPresent()) {
            frame.scopes.push(new Scope.Descriptors(before));
            descriptors = opened.get();
        } else {
            skipRedirected(frame);
            finish(Complaints.redirectionStatus(state.dialect()), false);
        }
    }

    /** Goes to after the end of what could not be redirected. */
    private static void skipRedirected(Frame frame) {
        for (int depth = 1; depth > 0; frame.next++) {
            Step step = frame.step();
            depth += step instanceof Step.Redirected ? 1 : step instanceof Step.RedirectedEnd ? -1 : 0;
        }
    }

    void start(Job started, Child child) {
        started.add(child);
        job = started;
    }

    private void endJob() {
        Job over = job;
        dropJob();
        descriptors[0].input().resume();
        switch (over.purpose) {
            case SUBSTITUTION -> {
                substitutionStatus = over.status();
                expander.remember(over.substitution, List.of(over.captured().replaceFirst("\n+$", "")));
                state.setStatus(over.status());
            }
            case FILE -> expander.remember(over.substitution, List.of(processFiles.make(over.captured())));
            case FOREGROUND -> {
                state.setPipeStatus(over.statuses());
                finished(state.isSet(Options.PIPEFAIL) ? over.failure() : over.status(), over.tested);
            }
            case EXEC -> end(over.status());
        }
        boolean typed = interrupted || !traps.containsKey("INT") && pending.remove(Signal.INT);
        interrupted = false;
        if (typed && over.status() == Signal.INT.exitCode()) {
            abort(over.status());
        }
    }

    /** A command is over with this status. */
    void finish(int status, boolean tested) {
        state.setPipeStatus(List.of(Integer.toString(status)));
        finished(status, tested);
    }

    private void finished(int status, boolean tested) {
        state.setStatus(status);
        if (status != 0 && traps.containsKey("ERR") && !tested && frames.stream().noneMatch(frame -> frame.tested || frame.kind == Frame.Kind.FUNCTION || frame.kind == Frame.Kind.TRAP)) {
            signals.pushTrap(traps.get("ERR"));
        }
        if (status != 0 && state.isSet('e') && !tested && frames.stream().noneMatch(frame -> frame.tested)) {
            exit(status);
        }
    }

    // leaving

    /** Ends the innermost frame. */
    void endFrame(Frame frame) {
        frame.scopes.forEach(this::leave);
        frame.scopes.clear();
        if (frame.positionalBefore != null) {
            state.setPositional(frame.positionalBefore);
        }
        frame.hidden.forEach(state.variables()::putBack);
        if (frame.kind == Frame.Kind.TRAP) {
            state.setStatus(frame.statusBefore);
        }
        frames.pop();
        if (frame.kind == Frame.Kind.SCRIPT && state.interactive()) {
            ended = true;
        }
    }

    private void leave(Scope scope) {
        if (scope instanceof Scope.Descriptors descriptorsBefore) {
            descriptors = descriptorsBefore.before();
        }
    }

    /** {@code exit}: runs the trap for it, then ends. */
    void exit(int status) {
        unwind();
        state.setStatus(status);
        String trap = ending ? null : traps.remove("EXIT");
        ending = true;
        if (trap == null) {
            end(status);
            return;
        }
        signals.pushTrap(trap);
    }

    void end(int status) {
        unwind();
        state.setStatus(status);
        ended = true;
    }

    /** An error: the end of a script, but only of the command line where a person types. */
    void abort(int status) {
        if (state.interactive() && readsInput) {
            abandonLine(status);
        } else if (state.interactive()) {
            end(status);
        } else {
            exit(status);
        }
    }

    /** Forgets what is going on, and waits for the next line. */
    private void abandonLine(int status) {
        dropJob();
        waitingBuiltin = null;
        expander.forget();
        while (frames.size() > 1) {
            endFrame(frames.peek());
        }
        Frame script = frames.peek();
        script.scopes.forEach(this::leave);
        script.scopes.clear();
        script.unit = null;
        script.source = "";
        script.sourcePosition = 0;
        prompted = false;
        state.setStatus(status);
    }

    private void dropJob() {
        if (job != null) {
            launcher.meter().ended(job.size());
            job = null;
        }
    }

    private void unwind() {
        dropJob();
        processFiles.removeAll();
        waitingBuiltin = null;
        expander.forget();
        while (!frames.isEmpty()) {
            endFrame(frames.peek());
        }
    }

    /** Leaves that many loops, or goes on with the last of them. */
    void leaveLoops(int count, boolean again) {
        Frame frame = frames.peek();
        while (frame.kind == Frame.Kind.EVAL && frame.scopes.stream().noneMatch(Scope.Loop.class::isInstance) && frames.size() > 1) {
            endFrame(frame);
            frame = frames.peek();
        }
        long loops = frame.scopes.stream().filter(Scope.Loop.class::isInstance).count();
        for (long left = Math.min(count, loops); left > 0; ) {
            if (frame.scopes.getFirst() instanceof Scope.Loop loop && --left == 0) {
                frame.next = again ? loop.again : loop.end;
                loop.status = 0;
            } else {
                leave(frame.scopes.pop());
            }
        }
    }

    /** Ends the innermost function or sourced script; anywhere else the shell. */
    void returnFrom(int status) {
        while (frames.size() > 1 && (frames.peek().kind == Frame.Kind.EVAL)) {
            endFrame(frames.peek());
        }
        Frame frame = frames.peek();
        if (frame.kind == Frame.Kind.FUNCTION || frame.kind == Frame.Kind.SOURCED) {
            endFrame(frame);
            finish(status, true);
        } else if (frame.kind == Frame.Kind.TRAP) {
            endFrame(frame);
        } else {
            exit(status);
        }
    }

    // signals

    @Override
    public void signal(Signal signal) {
        if (job != null && job.purpose == Job.Purpose.EXEC && signal != Signal.KILL) {
            // The program has taken the shell's place.
            job.signal(signal);
            return;
        }
        if (signal == Signal.INT && takesKeys()) {
            job.signal(signal);
            return;
        }
        pending.add(signal);
        if (job != null && signal == Signal.INT) {
            job.signal(signal);
        }
    }

    @Override
    public boolean takesKeys() {
        return job != null && job.takesKeys();
    }

    SortedMap<String, String> traps() {
        return traps;
    }

    // builtins that wait

    void waitIn(List<String> args, Channel[] its, SortedMap<String, Variables.Variable> hidden, boolean tested) {
        waitingBuiltin = new PendingBuiltin(args, its, hidden, tested);
    }

    /** Whether the builtin is over now. */
    private boolean resumeBuiltin() {
        PendingBuiltin builtin = waitingBuiltin;
        int status = Builtins.run(this, builtin.args(), builtin.descriptors());
        if (status == Builtins.WAITS) {
            return false;
        }
        waitingBuiltin = null;
        builtin.hidden().forEach(state.variables()::putBack);
        finish(status, builtin.tested());
        return true;
    }

    // for commands and builtins

    /** The descriptors as these redirections make them; empty where one failed, which has been said. */
    Optional<Channel[]> open(List<Redirect> redirects) {
        Channel[] opened = descriptors.clone();
        List<String> targets = new ArrayList<>();
        redirects.forEach(redirect -> targets.add(expander.single(redirect.target())));
        for (int i = 0; i < redirects.size(); i++) {
            Optional<String> problem = Opening.open(redirects.get(i), targets.get(i), opened, this);
            if (problem.isPresent()) {
                complain(problem.get());
                return Optional.empty();
            }
        }
        return Optional.of(opened);
    }

    void complain(String message) {
        descriptors[2].output().line(Complaints.whole(state, line, message));
    }

    void complain(Channel[] its, String message) {
        its[2].output().line(Complaints.prefix(state, line) + message);
    }

    int line() {
        return line;
    }

    /** Whether the builtin that is called now was called before its input was there. */
    boolean waits() {
        return waitingBuiltin != null;
    }

    /** Shows a builtin's prompt, once although the builtin is called again when its input has arrived. */
    void promptOnce(Output to, String prompt) {
        if (waitingBuiltin == null) {
            to.write(prompt);
        }
    }

    ShellState state() {
        return state;
    }

    Expander expander() {
        return expander;
    }

    Invocation invocation() {
        return invocation;
    }

    Launcher launcher() {
        return launcher;
    }

    Deque<Frame> frames() {
        return frames;
    }

    Channel[] descriptors() {
        return descriptors;
    }

    void setDescriptors(Channel[] changed) {
        descriptors = changed;
    }

    /** The status of the last substitution of this step, or 0. */
    int takeSubstitutionStatus() {
        int status = Math.max(0, substitutionStatus);
        substitutionStatus = -1;
        return status;
    }

    /** Whether {@code exit} was called, and not only the command line ended. */
    boolean ending() {
        return ending;
    }

    // saving

    @Override
    public Optional<Json> save() {
        return SavedShell.save(this);
    }
}
