package dev.reconcile.exercise;

import dev.reconcile.cluster.StandardBlueprint;
import dev.reconcile.model.Json;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An exercise as its folder says. The README's "Add an exercise" and {@code exercise.schema.json} tell what each field means to a writer.
 *
 * @param id the folder's name
 * @param order place among the exercises
 * @param minutes how long it takes a learner
 * @param teaches the sections of the article that it is about: {@code 11.2}
 * @param summary one sentence for the list of exercises
 * @param text Markdown
 * @param solution Markdown, shown when everything is done
 * @param files put into the learner's home when it begins: name and content
 * @param images profiles that its registries hold besides those of the lab
 * @param start shell script that is run before the learner arrives; empty for none
 * @param events what happens while the learner works
 * @param future what "Check my work" plays on a fork; empty for an hour in which nothing is done
 * @param walkthrough the first of its solutions, as a script: what is typed for a learner who jumps to a step
 * @param next ids of exercises to go on with
 */
public record Exercise(
        String id,
        long order,
        long minutes,
        Kind kind,
        List<String> teaches,
        Localized title,
        Localized summary,
        Localized text,
        Localized solution,
        Shape cluster,
        SortedMap<String, String> files,
        List<Json> images,
        String start,
        List<Happening> events,
        List<Turn> future,
        List<Item> items,
        List<Misconception> misconceptions,
        String walkthrough,
        List<String> next,
        List<Reading> reading) {

    /** What sort of exercise it is. */
    public enum Kind {
        /** One of the article's own exercises. */
        ARTICLE,
        /** A short lesson with a task. */
        LESSON,
        /** Something is broken, and nobody says what. */
        INCIDENT
    }

    /** A page to read afterwards. */
    public record Reading(Localized title, Localized url) {}

    /** What its clusters are made of. */
    public StandardBlueprint blueprint() {
        return cluster.blueprint(images);
    }

    public Optional<Item> item(String itemId) {
        return items.stream().filter(item -> item.id().equals(itemId)).findFirst();
    }
}
