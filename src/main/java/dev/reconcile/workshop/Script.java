package dev.reconcile.workshop;

import dev.reconcile.cluster.Cluster;
import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.Grading;
import dev.reconcile.exercise.Happening;
import dev.reconcile.exercise.Turn;
import dev.reconcile.model.Json;
import dev.reconcile.shell.Files;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Plays what an exercise does itself in one cluster: its events when they are due, and on a fork the turns of its future. */
final class Script {
    private static final String NARRATOR = "lab";

    private final Exercise exercise;
    private final Cluster cluster;
    private final Grading grading;
    private final Set<String> played = new TreeSet<>();
    private final List<String> complaints;

    Script(Exercise exercise, Cluster cluster, Grading grading) {
        this(exercise, cluster, grading, new ArrayList<>());
    }

    private Script(Exercise exercise, Cluster cluster, Grading grading, List<String> complaints) {
        this.complaints = complaints;
        this.exercise = exercise;
        this.cluster = cluster;
        this.grading = grading;
    }

    /** The same script, as far as it has been played, on a fork of the cluster. */
    Script on(Cluster fork, Grading future) {
        Script script = new Script(exercise, fork, future, complaints);
        script.played.addAll(played);
        return script;
    }

    /** Takes over from the log that an event has been played. */
    void played(String event) {
        played.add(event);
    }

    /** Events that have been played, in the script's order. */
    List<Happening> played() {
        return exercise.events().stream().filter(event -> played.contains(event.id())).toList();
    }

    /** Virtual time of the next event; {@link Long#MAX_VALUE} if none is in sight. */
    long nextAt() {
        return exercise.events().stream().filter(event -> !played.contains(event.id())).mapToLong(this::dueAt).min().orElse(Long.MAX_VALUE);
    }

    private long dueAt(Happening event) {
        if (event.after().isEmpty()) {
            return grading.begun() + event.delay();
        }
        OptionalLong met = grading.metTime(event.after());
        return met.isPresent() ? met.getAsLong() + event.delay() : Long.MAX_VALUE;
    }

    /** Plays the events that are due by now. */
    void playDue() {
        for (Happening event : exercise.events()) {
            if (!played.contains(event.id()) && dueAt(event) <= cluster.now()) {
                played.add(event.id());
                play(event.turn(), event.id());
            }
        }
    }

    /** Plays a turn at this instant; one that waits does nothing but say so. */
    void play(Turn turn, String id) {
        switch (turn) {
            case Turn.Wait wait -> told(NARRATOR, id);
            case Turn.Break failure -> {
                told(NARRATOR, id);
                cluster.fault(NARRATOR, failure.fault()).ifPresent(status -> complaints.add(id + ": " + status.message()));
            }
            case Turn.Run run -> {
                Backstage.Outcome outcome = new Backstage(cluster, files()).run(run.actor(), told(run.actor(), id).position(), run.script(), cluster.now());
                if (!outcome.isGood()) {
                    complaints.add(id + (outcome.interrupted() ? " waits for something, which it may not" : ": " + outcome.errors().strip()));
                }
            }
        }
    }

    private Entry told(String actor, String id) {
        return cluster.append(actor, 0, new Body.Act(Body.ActKind.EVENT, id, Json.EMPTY));
    }

    /** What colleagues find in their own home. */
    private Files files() {
        Files files = Files.ofLearner(cluster::now);
        HomeFiles.ofTheArticle().forEach((name, content) -> files.write(Files.HOME + "/" + name, content));
        exercise.files().forEach((name, content) -> Homes.write(files, name, content));
        return files;
    }

    /** What went wrong on stage, forks included; for the proof. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }
}
