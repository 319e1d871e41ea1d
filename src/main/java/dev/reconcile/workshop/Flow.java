package dev.reconcile.workshop;

import dev.reconcile.cluster.Cluster;
import dev.reconcile.controllers.EventExpiry;
import dev.reconcile.model.Json;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Lets virtual time flow in one session: the cluster's work and the terminal's, in the order in which they are due. */
final class Flow {
    /** How often a command is told to end before it counts as one that does not. */
    private static final int INTERRUPTIONS = 3;

    private final Cluster cluster;
    private final Console console;
    private final List<Runs> running = new ArrayList<>();
    private final Assignment assignment;
    private final Pace pace = new Pace();

    /** @param assignment is shown every instant of the run, and has events of its own */
    Flow(Cluster cluster, Console console, Assignment assignment) {
        this.cluster = cluster;
        this.console = console;
        this.assignment = assignment;
        running.add(console);
    }

    /** Lets something more run on this session's time. */
    void join(Runs other) {
        running.add(other);
    }

    void leave(Runs other) {
        running.remove(other);
    }

    Pace pace() {
        return pace;
    }

    Session.ClockState state() {
        long next = nextInstant();
        return new Session.ClockState(cluster.now(), pace.running(), pace.speed(), next == Long.MAX_VALUE ? null : (Long) next);
    }

    /** Lets the terminal's command and whatever else runs go on as far as it can at this instant, within a turn. True if something could go on further. */
    boolean pump() {
        boolean more = true;
        for (int i = 0; more && i < Limits.ADVANCES_A_TURN; i++) {
            more = false;
            for (Runs each : running) {
                more |= each.pump();
            }
        }
        return more;
    }

    private long wakeAt() {
        return running.stream().mapToLong(each -> each.wakeAt().orElse(Long.MAX_VALUE)).min().orElse(Long.MAX_VALUE);
    }

    private long nextInstant() {
        return Math.min(assignment.nextEvent(), Math.min(cluster.nextDue().orElse(Long.MAX_VALUE), wakeAt()));
    }

    /** Does one piece of due work, or lets the exercise or the terminal go on, at an instant that {@link #nextInstant} gave. */
    private void moveTo(long instant) {
        if (assignment.nextEvent() <= instant) {
            cluster.idleUntil(instant);
            assignment.playEvents();
        } else if (cluster.nextDue().orElse(Long.MAX_VALUE) <= instant) {
            cluster.step();
        } else {
            cluster.idleUntil(instant);
        }
        assignment.judge();
        pump();
    }

    /** Follows the wall clock as far as the pace says. True if time went on. */
    boolean follow(long wallMillis) {
        long target = pace.follow(wallMillis, cluster.now(), Limits.LOOKING_MILLIS);
        if (target <= cluster.now()) {
            return false;
        }
        advance(target);
        return true;
    }

    /** False if there was more work than a turn may take; then the clock stands where the work stopped. */
    boolean advance(long target) {
        for (int steps = 0; nextInstant() <= target; steps++) {
            if (steps == Limits.STEPS_A_TURN) {
                return false;
            }
            moveTo(nextInstant());
        }
        cluster.idleUntil(target);
        pump();
        return true;
    }

    /** Works on until the terminal's command has ended; at {@code until}, or when nothing will ever happen again, it is interrupted. */
    void runCommandToEnd(long until) {
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

    /** Ends what runs in the terminal, as Ctrl-C does. */
    void abandonCommand() {
        for (int i = 0; console.busy() && i < INTERRUPTIONS; i++) {
            console.interrupt();
            pump();
        }
    }

    /** Works on to the next decision of a controller. Without one in sight, time stays where it is. */
    void stepToDecision() {
        long before = cluster.log().position();
        OptionalLong instant = nextNews(entry -> entry.body() instanceof Body.Decision);
        while (instant.isPresent() && nextInstant() <= instant.getAsLong() && noDecisionSince(before)) {
            moveTo(nextInstant());
        }
    }

    private boolean noDecisionSince(long position) {
        return cluster.log().since(position).stream().noneMatch(entry -> entry.body() instanceof Body.Decision && isNews(entry));
    }

    /** Goes on to the next instant at which something happens by itself. Without one in sight, time stays where it is. */
    void nextEvent() {
        nextNews(entry -> true).ifPresent(this::advance);
    }

    /** Looks into the future of a fork: when will something happen that a person would call an event, or the terminal go on? */
    private OptionalLong nextNews(Predicate<Entry> counts) {
        Cluster ahead = cluster.fork();
        long from = ahead.log().position();
        long interruption = Math.min(assignment.nextEvent(), console.wakeAt().orElse(Long.MAX_VALUE));
        long until = Math.min(cluster.now() + Limits.JUMP_MILLIS, interruption);
        for (int steps = 0; steps < Limits.STEPS_A_TURN && ahead.nextDue().orElse(Long.MAX_VALUE) <= until; steps++) {
            ahead.step();
            if (ahead.log().since(from).stream().anyMatch(entry -> isNews(entry) && counts.test(entry))) {
                return OptionalLong.of(ahead.now());
            }
            from = ahead.log().position();
        }
        return interruption == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(interruption);
    }

    /** That an old event is forgotten after its hour interests nobody. */
    private static boolean isNews(Entry entry) {
        return !entry.actor().equals(EventExpiry.NAME);
    }

    Json save() {
        return pace.save();
    }

    void restore(Json saved) {
        pace.restore(saved);
    }
}
