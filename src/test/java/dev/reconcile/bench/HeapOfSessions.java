package dev.reconcile.bench;

import dev.reconcile.cluster.Cluster;
import dev.reconcile.exercise.Library;
import dev.reconcile.workshop.Exercises;
import dev.reconcile.workshop.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How much heap a session keeps after the first exercise, its whole log included (target: 2 MiB), and so a cluster of 5,000 pods (target: 200 MB). */
public final class HeapOfSessions {
    private static final int SESSIONS = 100;
    private static final int PODS = 5_000;
    private static final String EXERCISE = "deployment-rollout";

    private HeapOfSessions() {}

    public static void main(String[] args) throws IOException {
        Library library = Exercises.read(Path.of("exercises"));
        String script = Files.readString(Path.of("exercises", EXERCISE, "solutions", "article.sh"));
        List<Rehearsal> kept = new ArrayList<>();
        play(library, script, 0);
        long before = used();
        for (int i = 1; i <= SESSIONS; i++) {
            kept.add(play(library, script, i));
        }
        long after = used();
        System.out.printf("heap per session after the exercise: %.2f MiB (%d sessions, %d log entries each)%n",
                (after - before) / 1048576.0 / SESSIONS, kept.size(), kept.getFirst().session().position());
        Cluster cluster = WorkloadBench.ready(PODS);
        System.out.printf("heap of a cluster with %d pods ready: %.0f MB (%d log entries)%n", PODS, (used() - after) / 1e6, cluster.log().position());
    }

    private static Rehearsal play(Library library, String script, long seed) {
        Rehearsal rehearsal = new Rehearsal(library, EXERCISE, seed);
        rehearsal.run(script);
        return rehearsal;
    }

    private static long used() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
