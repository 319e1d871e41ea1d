package dev.reconcile.exercise;

import dev.reconcile.model.Json;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import dev.reconcile.store.Log;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges one run of an exercise as it happens. It reads the log where it grows and the objects as they are then; what is met once stays met, except
 * for goals about now.
 */
public final class Grading {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    /** How an item stands. */
    public enum State { UNMET, MET, FAILED }

    /**
     * @param metAt position of the log at which it was met; 0 if it is not
     * @param found what is there instead; empty when met
     */
    public record ItemState(Item item, State state, long metAt, String found) {}

    /** What is remembered of an item between two looks. */
    private static final class Progress {
        private State state = State.UNMET;
        private long metAt;
        private long holdsSince = -1;
        private int inOrder;
        private long counted;
        private final Set<String> looked = new TreeSet<>();
    }

    private final Exercise exercise;
    private final Log log;
    private final View view;
    private final Map<String, Progress> progress = new LinkedHashMap<>();
    private final boolean timed;
    private long seen;

    /** @param from position of the log after which the exercise began */
    public Grading(Exercise exercise, Log log, View view, long from) {
        this.exercise = exercise;
        this.log = log;
        this.view = view;
        this.seen = from;
        this.timed = exercise.items().stream().anyMatch(item -> item.goal() instanceof Goal.HoldsFor);
        exercise.items().forEach(item -> progress.put(item.id(), new Progress()));
    }

    public Exercise exercise() {
        return exercise;
    }

    /** What has been seen so far, to go on from after a restart. */
    public Json save() {
        Json saved = Json.of("seen", seen);
        for (Map.Entry<String, Progress> item : progress.entrySet()) {
            Progress known = item.getValue();
            saved = saved.withAt(Json.of("state", known.state.name(), "metAt", known.metAt, "holdsSince", known.holdsSince,
                    "inOrder", known.inOrder, "counted", known.counted, "looked", List.copyOf(known.looked)), "items", item.getKey());
        }
        return saved;
    }

    /** Takes on what {@link #save} gave; items that the exercise has got since then start unmet. */
    public void restore(Json saved) {
        seen = saved.number(seen, "seen");
        progress.forEach((item, known) -> {
            Json old = saved.object("items", item);
            if (!old.isEmpty()) {
                known.state = State.valueOf(old.textOrEmpty("state"));
                known.metAt = old.number(0, "metAt");
                known.holdsSince = old.number(-1, "holdsSince");
                known.inOrder = (int) old.number(0, "inOrder");
                known.counted = old.number(0, "counted");
                known.looked.addAll(old.texts("looked"));
            }
        });
    }

    /** Looks at what is new. Returns the items that are met for the first time, in their order. */
    public List<String> observe() {
        if (seen == log.position() && !timed) {
            return List.of();
        }
        News news = news();
        seen = log.position();
        List<String> met = new ArrayList<>();
        for (Item item : exercise.items()) {
            Progress known = progress.get(item.id());
            boolean wasMet = known.metAt > 0;
            if (item.after().isEmpty() || isMet(item.after())) {
                look(item, known, news);
            }
            if (!wasMet && known.metAt > 0) {
                met.add(item.id());
                // What leans on this item has to be looked at although nothing else changed.
                news = news.everything();
            }
        }
        return met;
    }

    /** What has come into the log since the last look. */
    private record News(List<Entry> entries, Set<String> changed, boolean all, Scope scope) {
        News everything() {
            return new News(entries, changed, true, scope);
        }

        /** Empty where the condition cannot have changed. */
        Optional<Boolean> holds(Expression condition) {
            return all || condition.dependsOnAny(changed) ? Optional.of(condition.holds(scope)) : Optional.empty();
        }
    }

    private News news() {
        List<Entry> fresh = log.since(seen);
        Set<String> changed = new TreeSet<>();
        for (Entry entry : fresh) {
            if (entry.body() instanceof Body.Change change) {
                changed.add(change.key().resource());
            }
        }
        return new News(fresh, changed, false, Scope.of(view));
    }

    private boolean isMet(String item) {
        return progress.containsKey(item) && progress.get(item).metAt > 0;
    }

    private void look(Item item, Progress known, News news) {
        switch (item.goal()) {
            case Goal.Now goal -> news.holds(goal.condition()).ifPresent(holds -> settle(known, holds));
            case Goal.Eventually goal -> {
                if (known.state != State.MET) {
                    news.holds(goal.condition()).ifPresent(holds -> settle(known, holds));
                }
            }
            case Goal.Always goal -> throughout(known, goal.from(), goal.to(), news.holds(goal.condition()).map(holds -> !holds).orElse(false));
            case Goal.Never goal -> throughout(known, goal.from(), goal.to(), news.holds(goal.condition()).orElse(false));
            case Goal.HoldsFor goal -> holdsFor(known, goal, news);
            case Goal.InOrder goal -> inOrder(known, goal, news);
            case Goal.Count goal -> {
                known.counted += news.entries().stream().filter(entry -> goal.entry().holds(Scope.of(view, entry))).count();
                settle(known, known.counted >= goal.atLeast());
            }
            case Goal.LookedAt goal -> {
                news.entries().forEach(entry -> lookedAt(goal, entry, known));
                settle(known, known.looked.size() == goal.resources().size());
            }
        }
    }

    private void inOrder(Progress known, Goal.InOrder goal, News news) {
        while (known.inOrder < goal.conditions().size() && news.everything().holds(goal.conditions().get(known.inOrder)).orElse(false)) {
            known.inOrder++;
        }
        settle(known, known.inOrder == goal.conditions().size());
    }

    private void settle(Progress known, boolean holds) {
        if (holds && known.metAt == 0) {
            known.metAt = Math.max(seen, 1);
        }
        known.state = holds ? State.MET : State.UNMET;
    }

    /** A goal about a stretch of the run: broken at any instant of it, it has failed; not broken by its end, it is met. */
    private void throughout(Progress known, String from, String to, boolean broken) {
        if (known.state != State.UNMET || !isMet(from)) {
            return;
        }
        if (broken) {
            known.state = State.FAILED;
        } else if (isMet(to)) {
            settle(known, true);
        }
    }

    private void holdsFor(Progress known, Goal.HoldsFor goal, News news) {
        if (known.state == State.MET) {
            return;
        }
        boolean holds = news.holds(goal.condition()).orElse(known.holdsSince >= 0);
        if (!holds) {
            known.holdsSince = -1;
        } else if (known.holdsSince < 0) {
            known.holdsSince = view.now();
        }
        settle(known, known.holdsSince >= 0 && view.now() - known.holdsSince >= goal.millis());
    }

    private static void lookedAt(Goal.LookedAt goal, Entry entry, Progress known) {
        if (entry.body() instanceof Body.Read read && goal.resources().contains(read.resource())) {
            boolean shows = goal.name().isEmpty() || read.name().isEmpty() || read.name().equals(goal.name());
            if (shows) {
                known.looked.add(read.resource());
            }
        }
    }

    /** How every item stands, with what was found in that language. */
    public List<ItemState> items(String language) {
        Scope scope = Scope.of(view);
        List<ItemState> states = new ArrayList<>();
        for (Item item : exercise.items()) {
            Progress known = progress.get(item.id());
            String found = known.state == State.MET ? "" : found(item, language, scope);
            states.add(new ItemState(item, known.state, known.state == State.MET ? known.metAt : 0, found));
        }
        return states;
    }

    private static String found(Item item, String language, Scope scope) {
        return PLACEHOLDER.matcher(item.found().in(language))
                .replaceAll(match -> Matcher.quoteReplacement(
                        item.values().containsKey(match.group(1)) ? item.values().get(match.group(1)).text(scope) : match.group()));
    }

    /** Items met, of those that are not optional. */
    public int score() {
        return (int) exercise.items().stream()
                .filter(item -> !item.optional() && progress.get(item.id()).state == State.MET)
                .count();
    }

    /** Items that are not optional. */
    public int total() {
        return (int) exercise.items().stream().filter(item -> !item.optional()).count();
    }
}
