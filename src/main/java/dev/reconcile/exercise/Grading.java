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
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Judges one run of an exercise as it happens. It reads the log where it grows and the objects as they are then; what is met once stays met, except
 * for goals about now, and for items that are judged in a future: there the last check counts.
 */
public final class Grading {
    static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    /** How an item stands. */
    public enum State { UNMET, MET, FAILED }

    /**
     * @param at position of the log at which it was met, or has failed; 0 if neither
     * @param found what is there instead, or was when it failed; empty when met
     */
    public record ItemState(Item item, State state, long at, String found) {}

    /**
     * @param items ids of the items that are met for the first time, in their order
     * @param misconceptions ids of those that show for the first time
     */
    public record Noticed(List<String> items, List<String> misconceptions) {
        private static final Noticed NOTHING = new Noticed(List.of(), List.of());
    }

    private final Exercise exercise;
    private final Log log;
    private final View view;
    private final Map<String, Standing> items = new LinkedHashMap<>();
    private final Map<String, Standing> misconceptions = new LinkedHashMap<>();
    private final boolean timed;
    private long begun;
    private long seen;

    /** Virtual time at which the future began that this judges; negative for the run itself. */
    private long futureSince = -1;

    /** @param from position of the entry with which the exercise began */
    public Grading(Exercise exercise, Log log, View view, long from) {
        this.exercise = exercise;
        this.log = log;
        this.view = view;
        this.seen = from;
        this.begun = from > 0 ? log.at(from).time() : view.now();
        this.timed = Stream.concat(exercise.items().stream().map(Item::goal), exercise.misconceptions().stream().map(Misconception::pattern))
                .anyMatch(Grading::isTimed);
        exercise.items().forEach(item -> items.put(item.id(), new Standing()));
        exercise.misconceptions().forEach(misconception -> misconceptions.put(misconception.id(), new Standing()));
    }

    /** Whether it may come out differently without any news. */
    private static boolean isTimed(Goal goal) {
        return goal instanceof Goal.HoldsFor || goal instanceof Goal.Eventually eventually && eventually.within() > 0
                || goal.conditions().stream().anyMatch(Expression::isTimed);
    }

    /** A grading of a fork of the run, in which items about the future are judged. */
    public Grading inFuture(Log forkLog, View forkView) {
        Grading future = new Grading(exercise, forkLog, forkView, seen);
        future.restore(save());
        future.futureSince = forkView.now();
        exercise.items().stream().filter(Item::inFuture).forEach(item -> future.items.put(item.id(), new Standing()));
        return future;
    }

    public Exercise exercise() {
        return exercise;
    }

    /** Virtual time at which the exercise began. */
    public long begun() {
        return begun;
    }

    /** What has been seen so far, to go on from after a restart. */
    public Json save() {
        Json saved = Json.of("seen", seen, "begun", begun);
        for (Map.Entry<String, Standing> item : items.entrySet()) {
            saved = saved.withAt(item.getValue().save(), "items", item.getKey());
        }
        for (Map.Entry<String, Standing> misconception : misconceptions.entrySet()) {
            saved = saved.withAt(misconception.getValue().save(), "misconceptions", misconception.getKey());
        }
        return saved;
    }

    /** Takes on what {@link #save} gave; items that the exercise has got since then start unmet. */
    public void restore(Json saved) {
        seen = saved.number(seen, "seen");
        begun = saved.number(begun, "begun");
        items.forEach((id, standing) -> standing.restore(saved.object("items", id)));
        misconceptions.forEach((id, standing) -> standing.restore(saved.object("misconceptions", id)));
    }

    /** Looks at what is new. */
    public Noticed observe() {
        if (seen == log.position() && !timed) {
            return Noticed.NOTHING;
        }
        Standing.News news = news();
        seen = log.position();
        List<String> met = new ArrayList<>();
        for (Item item : exercise.items()) {
            Standing standing = items.get(item.id());
            boolean wasMet = standing.wasMet();
            if (isJudgedHere(item) && areMet(item.after())) {
                standing.look(item.goal(), news, since(item), this::isMet);
            }
            if (standing.state() == State.FAILED && standing.values().isEmpty()) {
                standing.remember(values(item, news.scope()));
            }
            if (!wasMet && standing.wasMet()) {
                met.add(item.id());
                // What leans on this item has to be looked at although nothing else changed.
                news = news.everything();
            }
        }
        return new Noticed(met, shown(news));
    }

    private List<String> shown(Standing.News news) {
        List<String> shown = new ArrayList<>();
        for (Misconception misconception : exercise.misconceptions()) {
            Standing standing = misconceptions.get(misconception.id());
            if (!standing.wasMet() && areMet(misconception.after())) {
                standing.look(misconception.pattern(), news, since(misconception.after()), this::isMet);
                if (standing.wasMet()) {
                    shown.add(misconception.id());
                }
            }
        }
        return shown;
    }

    private Standing.News news() {
        List<Entry> fresh = log.since(seen);
        Set<String> changed = new TreeSet<>();
        for (Entry entry : fresh) {
            if (entry.body() instanceof Body.Change change) {
                changed.add(change.key().resource());
            }
        }
        return new Standing.News(fresh, changed, false, Scope.of(view, begun), view.now(), log.position());
    }

    private boolean isJudgedHere(Item item) {
        return !item.inFuture() || futureSince >= 0;
    }

    private boolean isMet(String item) {
        return items.containsKey(item) && items.get(item).wasMet();
    }

    private boolean areMet(List<String> others) {
        return others.stream().allMatch(this::isMet);
    }

    private long since(Item item) {
        return item.inFuture() ? Math.max(futureSince, since(item.after())) : since(item.after());
    }

    /** When the last of these items was met; the beginning where there are none. */
    private long since(List<String> after) {
        return after.stream().mapToLong(item -> metTime(item).orElse(begun)).max().orElse(begun);
    }

    /** The future is over: what had to hold until its end has held. */
    public void end() {
        observe();
        Predicate<Item> counts = item -> isJudgedHere(item) && areMet(item.after());
        exercise.items().stream().filter(counts).forEach(item -> items.get(item.id()).end(item.goal(), seen, this::isMet));
    }

    /**
     * What a check found out about an item that is judged in the future.
     *
     * @param values what its values were there
     */
    public void checked(String item, State state, Json values, long position) {
        if (items.containsKey(item)) {
            items.get(item).settle(state, position);
            items.get(item).remember(values);
        }
    }

    /** The values of an item as they are now, or were when it failed. */
    public Json values(Item item) {
        Json known = items.get(item.id()).values();
        return known.isEmpty() ? values(item, Scope.of(view, begun)) : known;
    }

    private static Json values(Item item, Scope scope) {
        Json values = Json.EMPTY;
        for (Map.Entry<String, Expression> value : item.values().entrySet()) {
            values = values.with(value.getKey(), value.getValue().text(scope));
        }
        return values;
    }

    /** Virtual time at which the item was met for the first time; empty if it never was. */
    public OptionalLong metTime(String item) {
        return isMet(item) ? OptionalLong.of(log.at(items.get(item).metAt()).time()) : OptionalLong.empty();
    }

    /** How every item stands, with what was found in that language. */
    public List<ItemState> items(String language) {
        Scope scope = Scope.of(view, begun);
        List<ItemState> states = new ArrayList<>();
        for (Item item : exercise.items()) {
            Standing standing = items.get(item.id());
            states.add(switch (standing.state()) {
                case MET -> new ItemState(item, State.MET, standing.metAt(), "");
                case FAILED -> new ItemState(item, State.FAILED, standing.failedAt(), found(item, language, standing.values()));
                case UNMET -> new ItemState(item, State.UNMET, 0,
                        found(item, language, standing.values().isEmpty() ? values(item, scope) : standing.values()));
            });
        }
        return states;
    }

    private static String found(Item item, String language, Json values) {
        return PLACEHOLDER.matcher(item.found().in(language)).replaceAll(match -> {
            String value = values.has(match.group(1)) ? values.textOrEmpty(match.group(1)) : match.group();
            return Matcher.quoteReplacement(value.isEmpty() ? "–" : value);
        });
    }

    /** Why a condition of the item cannot be evaluated as things are; empty if each can. */
    public Optional<String> trouble(Item item) {
        Scope scope = Scope.of(view, begun);
        return item.goal().conditions().stream().flatMap(condition -> condition.failure(scope).stream()).findFirst();
    }

    /** Weight of the items met, of those that are not optional. */
    public long score() {
        return exercise.items().stream()
                .filter(item -> !item.optional() && items.get(item.id()).state() == State.MET)
                .mapToLong(Item::weight)
                .sum();
    }

    /** Weight of the items that are not optional. */
    public long total() {
        return exercise.items().stream().filter(item -> !item.optional()).mapToLong(Item::weight).sum();
    }
}
