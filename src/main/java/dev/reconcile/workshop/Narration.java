package dev.reconcile.workshop;

import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.Happening;
import dev.reconcile.exercise.Misconception;
import java.util.ArrayList;
import java.util.List;

/**
 * What the learner is told beside the checklist.
 *
 * @param news what the exercise's events have said
 * @param questions about misconceptions that have shown
 * @param hints that were shown
 * @param cost points of a hundred that hints have cost
 * @param complete everything that is needed has been met
 */
public record Narration(List<Told> news, List<Told> questions, List<HintTold> hints, long cost, boolean complete) {
    static final Narration NOTHING = new Narration(List.of(), List.of(), List.of(), 0, false);

    /** @param id of the event or the misconception */
    public record Told(String id, String text) {}

    /** @param tier which of {@code tiers}, from 1 */
    public record HintTold(String item, int tier, int tiers, String text, long cost) {}

    static Narration of(Exercise exercise, List<Happening> played, Progress.Attempt attempt, String language) {
        List<Told> news = played.stream()
                .map(event -> new Told(event.id(), event.say().in(language)))
                .filter(told -> !told.text().isEmpty())
                .toList();
        List<Told> questions = exercise.misconceptions().stream()
                .filter(misconception -> attempt.questions().containsKey(misconception.id()))
                .map((Misconception misconception) -> new Told(misconception.id(), misconception.question().in(language)))
                .toList();
        List<HintTold> hints = new ArrayList<>();
        exercise.items().forEach(item -> {
            for (int tier = 1; tier <= Math.min(attempt.hints(item.id()), item.hints().size()); tier++) {
                hints.add(new HintTold(item.id(), tier, item.hints().size(), item.hints().get(tier - 1).text().in(language), item.hints().get(tier - 1).cost()));
            }
        });
        return new Narration(news, questions, hints, attempt.cost(exercise), attempt.isComplete(exercise));
    }
}
