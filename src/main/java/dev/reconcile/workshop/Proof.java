package dev.reconcile.workshop;

import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.ExerciseReader;
import dev.reconcile.exercise.Flaw;
import dev.reconcile.exercise.Grading;
import dev.reconcile.exercise.Item;
import dev.reconcile.exercise.Localized;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Proves an exercise: it reads without flaws, an untouched hour is worth nothing, every solution everything, every known-wrong answer fails as it says,
 * the commands of its texts run, and its hints do not give it away.
 */
public final class Proof {
    /** Each solution has to pass with every one of these. */
    private static final int SEEDS = 5;

    private static final long HOUR = 3_600_000;

    /** How long a command of a text may run before it is interrupted, as a learner would do with one that watches. Virtual milliseconds. */
    private static final long PATIENCE = 120_000;

    /** What a learner takes to read on, after each block. Virtual milliseconds. */
    private static final long READING = 30_000;

    private static final int INTERRUPTED = 130;
    private static final String FAILS = "# fails:";
    private static final String ASKS = "# asks:";
    private static final Pattern LONG_ENOUGH_TO_GIVE_AWAY = Pattern.compile("kubectl \\S+ \\S+.*");

    /**
     * What came of it.
     *
     * @param exercise empty if the folder cannot be read as one
     */
    public record Result(String id, Optional<Exercise> exercise, List<Flaw> flaws, int solutions, int mutants, int snippets) {
        public boolean isProven() {
            return flaws.isEmpty();
        }
    }

    private final String name;
    private final Exercise exercise;
    private final Scripts scripts;
    private final List<Flaw> flaws = new ArrayList<>();
    private final Set<String> everFailed = new TreeSet<>();
    private final Set<String> everAsked = new TreeSet<>();
    private int snippets;

    private Proof(Exercise exercise, Scripts scripts) {
        this.name = exercise.id();
        this.exercise = exercise;
        this.scripts = scripts;
    }

    /** Reads a folder and proves what is in it. */
    public static Result of(Path folder) {
        List<String> languages = Arrays.stream(Language.values()).map(Language::tag).toList();
        return switch (ExerciseReader.read(folder, languages)) {
            case ExerciseReader.Result.Bad(List<Flaw> flaws) -> new Result(folder.getFileName().toString(), Optional.empty(), flaws, 0, 0, 0);
            case ExerciseReader.Result.Good(Exercise exercise) -> new Proof(exercise, Scripts.read(folder)).result();
        };
    }

    private Result result() {
        if (scripts.solutions().isEmpty()) {
            flaws.add(Flaw.of(name + "/solutions", "there is no solution"));
        }
        if (scripts.mutants().isEmpty()) {
            flaws.add(Flaw.of(name + "/mutants", "there is no known-wrong answer"));
        }
        untouched();
        hints();
        scripts.solutions().forEach((file, script) -> solution(name + "/solutions/" + file, script));
        scripts.mutants().forEach((file, script) -> mutant(name + "/mutants/" + file, script));
        nothingIdle();
        sameSnippets();
        exercise.text().byLanguage().forEach((language, text) -> snippets(name + "/" + language + ".md", text));
        return new Result(name, Optional.of(exercise), flaws.stream().sorted(Flaw.ORDER).toList(), scripts.solutions().size(), scripts.mutants().size(),
                snippets);
    }

    private void untouched() {
        Rehearsal rehearsal = new Rehearsal(exercise, 1);
        String file = name + "/exercise.yaml";
        rehearsal.session().prepared().filter(outcome -> !outcome.isGood()).ifPresent(outcome -> flaws.add(Flaw.of(file,
                "start ends with " + outcome.exitCode() + (outcome.interrupted() ? " because it never ends" : "") + ": " + outcome.errors().strip())));
        checked(rehearsal);
        rehearsal.pass(HOUR);
        if (!rehearsal.everMet().isEmpty()) {
            flaws.add(Flaw.of(file, "nothing has been done, and yet these items are met within an hour: " + String.join(", ", rehearsal.everMet())));
        }
    }

    private void solution(String file, String script) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Rehearsal rehearsal = new Rehearsal(exercise, seed);
            Ran ran = rehearsal.run(script);
            List<Grading.ItemState> unmet = checked(rehearsal);
            if (!ran.stderr().isBlank() || ran.exitCode() != 0) {
                flaws.add(Flaw.of(file, "with seed " + seed + " it ends with " + ran.exitCode() + ": " + firstLine(ran.stderr())));
            }
            rehearsal.session().stageComplaints().forEach(complaint -> flaws.add(Flaw.of(name + "/exercise.yaml", complaint)));
            rehearsal.questions().forEach(question -> flaws.add(Flaw.of(file, "is asked \"" + question + "\", as if it were a misconception")));
            unmet.forEach(item -> flaws.add(Flaw.of(file, "does not meet \"" + item.item().id() + "\": " + item.found())));
            if (!unmet.isEmpty() || !ran.stderr().isBlank() || !rehearsal.questions().isEmpty()) {
                return;
            }
        }
    }

    /** Checks the work, if there is anything that only the future can tell; then the items that are not met. */
    private List<Grading.ItemState> checked(Rehearsal rehearsal) {
        if (!exercise.future().isEmpty() || exercise.items().stream().anyMatch(Item::inFuture)) {
            rehearsal.check();
        }
        return rehearsal.session().checklist().stream().filter(item -> item.state() != Grading.State.MET).toList();
    }

    private void mutant(String file, String script) {
        Optional<SortedSet<String>> fails = declared(FAILS, script);
        if (fails.isEmpty()) {
            flaws.add(Flaw.at(file, 1, "a known-wrong answer says which items it fails: \"" + FAILS + " item item\""));
            return;
        }
        Rehearsal rehearsal = new Rehearsal(exercise, 1);
        rehearsal.run(script);
        SortedSet<String> failed = new TreeSet<>();
        checked(rehearsal).forEach(item -> failed.add(item.item().id()));
        differ(file, "fails", failed, fails.get());
        everFailed.addAll(failed);
        everAsked.addAll(rehearsal.questions());
        declared(ASKS, script).ifPresent(asks -> differ(file, "is asked", rehearsal.questions(), asks));
    }

    /** An item that no wrong answer fails, or a question that none is asked, may never come to it. */
    private void nothingIdle() {
        String file = name + "/exercise.yaml";
        exercise.items().stream().filter(item -> !everFailed.contains(item.id())).forEach(item ->
                flaws.add(Flaw.of(file, "no known-wrong answer fails \"" + item.id() + "\"")));
        exercise.misconceptions().stream().filter(misconception -> !everAsked.contains(misconception.id())).forEach(misconception ->
                flaws.add(Flaw.of(file, "no known-wrong answer is asked \"" + misconception.id() + "\"")));
    }

    private static Optional<SortedSet<String>> declared(String declaration, String script) {
        return script.lines().filter(line -> line.startsWith(declaration)).findFirst()
                .map(line -> new TreeSet<>(Arrays.asList(line.substring(declaration.length()).strip().split("\\s+"))));
    }

    private void differ(String file, String what, SortedSet<String> found, SortedSet<String> declared) {
        if (!found.equals(declared)) {
            flaws.add(Flaw.at(file, 1, what + " " + (found.isEmpty() ? "nothing" : String.join(" ", found)) + ", not " + String.join(" ", declared)));
        }
    }

    private void hints() {
        List<String> commands = scripts.solutions().values().stream()
                .flatMap(script -> Snippets.commands(script).stream())
                .map(Proof::normal)
                .filter(command -> LONG_ENOUGH_TO_GIVE_AWAY.matcher(command).matches())
                .distinct()
                .toList();
        for (Item item : exercise.items()) {
            for (int tier = 1; tier <= item.hints().size(); tier++) {
                givesAway(item.hints().get(tier - 1).text(), commands, "hint " + tier + " of \"" + item.id() + "\"");
            }
        }
        exercise.misconceptions().forEach(misconception -> givesAway(misconception.question(), commands, "the question \"" + misconception.id() + "\""));
    }

    private void givesAway(Localized text, List<String> commands, String what) {
        for (String each : text.byLanguage().values()) {
            commands.stream().filter(command -> normal(each).contains(command)).findFirst().ifPresent(command ->
                    flaws.add(Flaw.of(name + "/exercise.yaml", what + " contains a command of a solution: " + command)));
        }
    }

    private static String normal(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    private void sameSnippets() {
        List<List<String>> perLanguage = exercise.text().byLanguage().values().stream()
                .map(text -> Snippets.of(text).stream().filter(Snippets.Block::isCommands).flatMap(block -> Snippets.commands(block.text()).stream()).toList())
                .distinct()
                .toList();
        if (perLanguage.size() > 1) {
            flaws.add(Flaw.of(name, "the texts do not have the same commands in all languages"));
        }
    }

    /** Runs a text's commands in their order, as a learner who tries them all. */
    private void snippets(String file, String text) {
        Rehearsal rehearsal = new Rehearsal(exercise, 1);
        for (Snippets.Block block : Snippets.of(text)) {
            if (block.isCommands()) {
                commands(rehearsal, file, block);
            } else if (block.isManifest()) {
                snippets++;
                rehearsal.session().save("snippet.yaml", block.text());
                judge(file, block, "the manifest", rehearsal.run("kubectl apply --dry-run=server -f snippet.yaml", PATIENCE));
            }
            rehearsal.pass(READING);
        }
    }

    private void commands(Rehearsal rehearsal, String file, Snippets.Block block) {
        List<String> commands = Snippets.commands(block.text());
        for (int i = 0; i < commands.size(); i++) {
            snippets++;
            Ran ran = rehearsal.run(commands.get(i), PATIENCE);
            if (!block.shouldFail() || i == commands.size() - 1) {
                judge(file, block, commands.get(i).lines().findFirst().orElse(""), ran);
            }
        }
    }

    private void judge(String file, Snippets.Block block, String what, Ran ran) {
        boolean failed = ran.exitCode() != 0 && ran.exitCode() != INTERRUPTED;
        if (failed != block.shouldFail()) {
            flaws.add(Flaw.at(file, block.line(), what + (failed ? " fails: " + firstLine(ran.stderr()) : " should be refused and is not")));
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
