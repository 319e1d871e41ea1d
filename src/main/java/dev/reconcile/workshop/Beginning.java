package dev.reconcile.workshop;

import dev.reconcile.cluster.Blueprint;
import dev.reconcile.cluster.Cluster;
import dev.reconcile.cluster.StandardBlueprint;
import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.Library;
import dev.reconcile.model.Json;
import dev.reconcile.shell.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What an exercise begins with: a cluster in which nothing has been done yet, a home, and what its author set up. */
final class Beginning {
    private static final String ACTOR = "setup";

    private Beginning() {}

    /** A new cluster for a new session. */
    static Cluster cluster(Exercise exercise, Instant created, long seed) {
        long day = created.truncatedTo(ChronoUnit.DAYS).toEpochMilli();
        long arrival = exercise.cluster().timeOfDay().isPresent() ? exercise.cluster().arrival(day) : created.toEpochMilli();
        return Cluster.create(exercise.blueprint(), seed, arrival);
    }

    /** What a kept cluster is made of: as the last exercise that was begun wants it, or as usual if that is not served any more. */
    static Blueprint blueprint(Library library, List<Json> entries) {
        return entries.reversed().stream()
                .filter(entry -> entry.textOrEmpty("type").equals("act") && entry.textOrEmpty("kind").equals("exercise"))
                .findFirst()
                .flatMap(entry -> library.get(entry.textOrEmpty("text")))
                .<Blueprint>map(Exercise::blueprint)
                .orElse(StandardBlueprint.INSTANCE);
    }

    /** Empties home and cluster. The log goes on, and so does virtual time. */
    static void clear(Cluster cluster, Files files, Exercise next, long cause) {
        Homes.files(files).forEach(path -> files.remove(Homes.absolute(path)));
        cluster.startOver(next.blueprint(), cause, next.cluster().arrival(cluster.now() + Cluster.SET_UP_BEFORE));
    }

    /** Puts files into the home and runs the author's script. Empty if there is none. */
    static Optional<Backstage.Outcome> setUp(Cluster cluster, Files files, Exercise exercise, long cause) {
        HomeFiles.ofTheArticle().forEach((name, content) -> Homes.write(files, name, content));
        exercise.files().forEach((name, content) -> Homes.write(files, name, content));
        return exercise.start().isEmpty() ? Optional.empty()
                : Optional.of(new Backstage(cluster, files).run(ACTOR, cause, exercise.start(), cluster.now() + Limits.SCRIPT_MILLIS));
    }
}
