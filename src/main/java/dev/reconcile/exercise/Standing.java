package dev.reconcile.exercise;

import dev.reconcile.exercise.Grading.State;
import dev.reconcile.model.Json;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** How one goal stands in a run, and what has to be remembered of the run to go on judging it. */
final class Standing {
    /** What has come into the log since the last look. */
    record News(List<Entry> entries, Set<String> changed, boolean all, Scope scope, long now, long position) {
        /** The same news, after which everything has to be looked at. */
        News everything() {
            return new News(entries, changed, true, scope, now, position);
        }

        /** Empty where the condition cannot have changed. */
        Optional<Boolean> holds(Expression condition) {
            return all || condition.dependsOnAny(changed) ? Optional.of(condition.holds(scope)) : Optional.empty();
        }
    }

    private State state = State.UNMET;
    private long metAt;
    private long failedAt;
    private Json values = Json.EMPTY;
    private long holdsSince = -1;
    private int inOrder;
    private final List<Long> counted = new ArrayList<>();
    private final Set<String> looked = new TreeSet<>();

    State state() {
        return state;
    }

    /** Position of the log at which it was first met; 0 if it never was. */
    long metAt() {
        return metAt;
    }

    /** Position of the log at which it failed for good; 0 if it has not. */
    long failedAt() {
        return failedAt;
    }

    /** What its item's values were when it was decided that it is not met; empty while that is open. */
    Json values() {
        return values;
    }

    void remember(Json valuesThen) {
        values = valuesThen;
    }

    boolean wasMet() {
        return metAt > 0;
    }

    void settle(State now, long position) {
        if (now == State.MET && metAt == 0) {
            metAt = Math.max(position, 1);
        }
        if (now == State.FAILED) {
            failedAt = Math.max(position, 1);
        }
        state = now;
    }

    private void settle(boolean holds, News news) {
        settle(holds ? State.MET : State.UNMET, news.position());
    }

    /**
     * Looks at what is new.
     *
     * @param since virtual time from which the goal counts
     * @param isMet whether another item has been met
     */
    void look(Goal goal, News news, long since, Predicate<String> isMet) {
        switch (goal) {
            case Goal.Now now -> news.holds(now.condition()).ifPresent(holds -> settle(holds, news));
            case Goal.Eventually eventually -> eventually(eventually, news, since);
            case Goal.Always always ->
                throughout(always.from(), always.to(), news.holds(always.condition()).map(holds -> !holds).orElse(false), news, isMet);
            case Goal.Never never -> throughout(never.from(), never.to(), news.holds(never.condition()).orElse(false), news, isMet);
            case Goal.HoldsFor holdsFor -> holdsFor(holdsFor, news);
            case Goal.InOrder order -> inOrder(order, news);
            case Goal.Count count -> count(count, news);
            case Goal.LookedAt lookedAt -> lookedAt(lookedAt, news);
        }
    }

    private void eventually(Goal.Eventually goal, News news, long since) {
        if (state != State.UNMET) {
            return;
        }
        news.holds(goal.condition()).ifPresent(holds -> settle(holds, news));
        if (state == State.UNMET && goal.within() > 0 && news.now() > since + goal.within()) {
            settle(State.FAILED, news.position());
        }
    }

    /** A goal about a stretch of the run: broken at any instant of it, it has failed; not broken by its end, it is met. */
    private void throughout(String from, String to, boolean broken, News news, Predicate<String> isMet) {
        if (state != State.UNMET || !from.isEmpty() && !isMet.test(from)) {
            return;
        }
        if (broken) {
            settle(State.FAILED, news.position());
        } else if (!to.isEmpty() && isMet.test(to)) {
            settle(true, news);
        }
    }

    /** The run is over: a stretch without an end of its own ends here. */
    void end(Goal goal, long position, Predicate<String> isMet) {
        boolean openEnd = switch (goal) {
            case Goal.Always always -> always.to().isEmpty() && (always.from().isEmpty() || isMet.test(always.from()));
            case Goal.Never never -> never.to().isEmpty() && (never.from().isEmpty() || isMet.test(never.from()));
            case Goal.Now now -> false;
            case Goal.Eventually eventually -> false;
            case Goal.HoldsFor holdsFor -> false;
            case Goal.InOrder order -> false;
            case Goal.Count count -> false;
            case Goal.LookedAt lookedAt -> false;
        };
        if (openEnd && state == State.UNMET) {
            settle(State.MET, position);
        }
    }

    private void holdsFor(Goal.HoldsFor goal, News news) {
        if (state == State.MET) {
            return;
        }
        boolean holds = news.holds(goal.condition()).orElse(holdsSince >= 0);
        if (!holds) {
            holdsSince = -1;
        } else if (holdsSince < 0) {
            holdsSince = news.now();
        }
        settle(holdsSince >= 0 && news.now() - holdsSince >= goal.millis(), news);
    }

    private void inOrder(Goal.InOrder goal, News news) {
        while (inOrder < goal.conditions().size() && news.everything().holds(goal.conditions().get(inOrder)).orElse(false)) {
            inOrder++;
        }
        settle(inOrder == goal.conditions().size(), news);
    }

    private void count(Goal.Count goal, News news) {
        for (Entry entry : news.entries()) {
            if (state != State.MET && goal.entry().holds(news.scope().with(entry))) {
                counted.add(entry.time());
                if (counted.size() > goal.atLeast()) {
                    counted.removeFirst();
                }
                boolean close = goal.within() == 0 || counted.getLast() - counted.getFirst() <= goal.within();
                settle(counted.size() == goal.atLeast() && close, news);
            }
        }
    }

    private void lookedAt(Goal.LookedAt goal, News news) {
        for (Entry entry : news.entries()) {
            if (entry.body() instanceof Body.Read read && goal.resources().contains(read.resource()) && shows(read, goal)) {
                looked.add(read.resource());
            }
        }
        settle(goal.any() ? !looked.isEmpty() : looked.containsAll(goal.resources()), news);
    }

    private static boolean shows(Body.Read read, Goal.LookedAt goal) {
        boolean rightName = goal.name().isEmpty() || read.name().isEmpty() || read.name().equals(goal.name());
        boolean rightPlace = goal.namespace().isEmpty() || read.namespace().isEmpty() || read.namespace().equals(goal.namespace());
        return rightName && rightPlace;
    }

    Json save() {
        return Json.of("state", state.name(), "metAt", metAt, "failedAt", failedAt, "values", values, "holdsSince", holdsSince, "inOrder", inOrder, "counted", List.copyOf(counted),
                "looked", List.copyOf(looked));
    }

    void restore(Json saved) {
        if (saved.isEmpty()) {
            return;
        }
        state = State.valueOf(saved.textOrEmpty("state"));
        metAt = saved.number(0, "metAt");
        failedAt = saved.number(0, "failedAt");
        values = saved.object("values");
        holdsSince = saved.number(-1, "holdsSince");
        inOrder = (int) saved.number(0, "inOrder");
        saved.list("counted").forEach(time -> counted.add((Long) time));
        looked.addAll(saved.texts("looked"));
    }
}
