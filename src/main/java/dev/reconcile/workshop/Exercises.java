package dev.reconcile.workshop;

import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.ExerciseReader;
import dev.reconcile.exercise.Flaw;
import dev.reconcile.exercise.Library;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Serves the exercises of a folder, and proves them behind the scenes.
 *
 * <p>When the lab starts, whatever reads without flaws is served at once, because the build has proven it; a while later it is proven again one after
 * another, unless this very program has done so before, and what fails is withdrawn. What changes while the lab runs is served only after its proof: a
 * broken edit keeps the last good version.
 */
@ApplicationScoped
public class Exercises {
    /** How an exercise's folder stands. */
    public enum State {
        /** Reads without flaws, and is served; the proof is still to come. */
        UNPROVEN,
        PROVEN,
        /** Has flaws, and is not served. */
        REFUSED,
        /** Has flaws; the last good version is served. */
        KEPT
    }

    /** @param seen changes whenever a file of the folder does */
    public record Standing(String id, State state, List<Flaw> flaws, int solutions, int mutants, int snippets, String seen) {}

    private static final System.Logger LOG = System.getLogger(Exercises.class.getName());

    /** Wall milliseconds between two looks at the folder. */
    private static final long LOOK_EVERY_MILLIS = 500;

    /** Wall milliseconds after the start before which nothing is proven: the first learners come first. */
    private static final long PROVE_AFTER_MILLIS = 10_000;

    private static final List<String> LANGUAGES = Arrays.stream(Language.values()).map(Language::tag).toList();

    private final Path root;
    private final boolean proving;
    private final boolean watching;
    private final ProvenFile proven;
    private final Library library = new Library(List.of());
    private final SortedMap<String, Standing> standings = new TreeMap<>();
    private final SortedMap<String, Findings> findings = new TreeMap<>();
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("exercises").daemon().priority(Thread.MIN_PRIORITY).factory());

    /**
     * @param proving whether to prove when the lab starts
     * @param watching whether to look for changes while it runs
     * @param data where it is remembered what has been proven
     */
    public Exercises(
            @ConfigProperty(name = "reconcile.exercises", defaultValue = "exercises") Path root,
            @ConfigProperty(name = "reconcile.exercises.prove", defaultValue = "true") boolean proving,
            @ConfigProperty(name = "reconcile.exercises.watch", defaultValue = "true") boolean watching,
            @ConfigProperty(name = "reconcile.data") Optional<Path> data) {
        this.root = root;
        this.proving = proving;
        this.watching = watching;
        this.proven = new ProvenFile(data.filter(Files::isDirectory));
        folders(root).forEach(this::readFirst);
        if (library.all().isEmpty()) {
            throw new IllegalStateException("there is no exercise in " + root.toAbsolutePath());
        }
    }

    @Produces
    @Singleton
    Library library() {
        return library;
    }

    private void readFirst(Path folder) {
        String id = folder.getFileName().toString();
        switch (ExerciseReader.read(folder, LANGUAGES)) {
            case ExerciseReader.Result.Good(Exercise exercise) -> {
                library.put(exercise);
                note(proven.known(folder)
                        .map(known -> new Standing(id, State.PROVEN, List.of(), known.solutions(), known.mutants(), known.snippets(), seen(folder)))
                        .orElseGet(() -> new Standing(id, State.UNPROVEN, List.of(), 0, 0, 0, seen(folder))));
            }
            case ExerciseReader.Result.Bad(List<Flaw> flaws) -> note(new Standing(id, State.REFUSED, flaws, 0, 0, 0, seen(folder)));
        }
    }

    void start(@Observes Startup event) {
        if (proving) {
            standings().stream().filter(standing -> standing.state() == State.UNPROVEN).forEach(standing ->
                    worker.schedule(() -> guarded(() -> prove(root.resolve(standing.id()), false)), PROVE_AFTER_MILLIS, TimeUnit.MILLISECONDS));
        }
        if (watching) {
            worker.scheduleWithFixedDelay(() -> guarded(this::look), LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void stop(@Observes Shutdown event) {
        worker.shutdownNow();
    }

    /** Trouble with one exercise is told and does not end the work on the others. */
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "An exercise could not be proven", e);
        }
    }

    /** Reads and proves what has changed since the last look. */
    void look() {
        for (Path folder : folders(root)) {
            Standing known = standing(folder.getFileName().toString());
            if (known == null || !known.seen().equals(seen(folder))) {
                prove(folder, true);
            }
        }
        for (Standing known : standings()) {
            if (!Files.isRegularFile(root.resolve(known.id()).resolve("exercise.yaml"))) {
                library.remove(known.id());
                forget(known.id());
            }
        }
    }

    /** @param atOnce somebody waits for it */
    private void prove(Path folder, boolean atOnce) {
        String seen = seen(folder);
        Standing known = standing(folder.getFileName().toString());
        Proof.Result result = Proof.of(folder, findings.computeIfAbsent(folder.getFileName().toString(), id -> new Findings()), atOnce);
        State state = State.PROVEN;
        if (result.isProven()) {
            library.put(result.exercise().orElseThrow());
            proven.proven(folder, result);
        } else {
            boolean hasGoodVersion = known != null && switch (known.state()) {
                case PROVEN, KEPT -> true;
                // It is the version that is served which has just failed, or one after it.
                case UNPROVEN -> !known.seen().equals(seen);
                case REFUSED -> false;
            };
            state = hasGoodVersion ? State.KEPT : State.REFUSED;
            if (!hasGoodVersion) {
                library.remove(result.id());
            }
        }
        note(new Standing(result.id(), state, result.flaws(), result.solutions(), result.mutants(), result.snippets(), seen));
    }

    private void note(Standing standing) {
        standing.flaws().forEach(flaw -> LOG.log(System.Logger.Level.ERROR, "The exercise is not proven: " + flaw));
        synchronized (standings) {
            standings.put(standing.id(), standing);
        }
    }

    private Standing standing(String id) {
        synchronized (standings) {
            return standings.get(id);
        }
    }

    private void forget(String id) {
        findings.remove(id);
        synchronized (standings) {
            standings.remove(id);
        }
    }

    /** How every folder stands, by name. */
    public List<Standing> standings() {
        synchronized (standings) {
            return List.copyOf(standings.values());
        }
    }

    /** Changes when a file of the folder is added, removed or written. */
    private static String seen(Path folder) {
        StringBuilder seen = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                seen.append(folder.relativize(file)).append(' ').append(Files.size(file)).append(' ').append(Files.getLastModifiedTime(file)).append('\n');
            }
        } catch (IOException | UncheckedIOException e) {
            // A file that goes while it is looked at: the next look sees what is there then.
            seen.append(e.getMessage());
        }
        return seen.toString();
    }

    /** All exercises of a folder that read without flaws, for tests and for programs without a server. */
    public static Library read(Path root) {
        List<Exercise> exercises = new ArrayList<>();
        for (Path folder : folders(root)) {
            if (ExerciseReader.read(folder, LANGUAGES) instanceof ExerciseReader.Result.Good(Exercise exercise)) {
                exercises.add(exercise);
            }
        }
        return new Library(exercises);
    }

    /** The folders that hold an exercise. */
    static List<Path> folders(Path root) {
        if (!Files.isDirectory(root)) {
            throw new IllegalStateException("the exercises' folder " + root.toAbsolutePath() + " does not exist");
        }
        try (Stream<Path> found = Files.list(root)) {
            return found.filter(folder -> Files.isRegularFile(folder.resolve("exercise.yaml"))).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
