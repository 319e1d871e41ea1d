package dev.reconcile.workshop;

import dev.reconcile.exercise.Exercise;
import dev.reconcile.exercise.ExerciseReader;
import dev.reconcile.exercise.Flaw;
import dev.reconcile.exercise.Grading;
import dev.reconcile.exercise.Item;
import dev.reconcile.exercise.Localized;
import dev.reconcile.workshop.Findings.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
    private static final int LONGEST_TOLD = 300;
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

    private Proof(Exercise exercise, Scripts scripts) {
        this.name = exercise.id();
        this.exercise = exercise;
        this.scripts = scripts;
    }

    /** Reads a folder and proves what is in it. */
    public static Result of(Path folder) {
        return of(folder, new Findings(), false);
    }

    /**
     * The same.
     *
     * @param before what the last proof of the folder has found
     * @param atOnce on all processors
     */
    static Result of(Path folder, Findings before, boolean atOnce) {
        List<String> languages = Arrays.stream(Language.values()).map(Language::tag).toList();
        String basis = basis(folder); // before the exercise is read: what is saved in between is another basis next time
        return switch (ExerciseReader.read(folder, languages)) {
            case ExerciseReader.Result.Bad(List<Flaw> flaws) -> new Result(folder.getFileName().toString(), Optional.empty(), flaws, 0, 0, 0);
            case ExerciseReader.Result.Good(Exercise exercise) -> new Proof(exercise, Scripts.read(folder)).besides(folder).result(before, basis, atOnce);
        };
    }

    /** What is named of other folders has to be there. */
    private Proof besides(Path folder) {
        exercise.next().stream().filter(next -> !Files.isRegularFile(folder.resolveSibling(next).resolve("exercise.yaml"))).forEach(next ->
                flaws.add(Flaw.of(name + "/exercise.yaml", "next names \"" + next + "\", and there is no such exercise beside this one")));
        return this;
    }

    /** What every rehearsal depends on: all files but texts and scripts. */
    private static String basis(Path folder) {
        StringBuilder basis = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).filter(file -> !isTextOrScript(folder.relativize(file))).sorted().toList()) {
                basis.append(folder.relativize(file)).append('\n').append(Files.readString(file, StandardCharsets.ISO_8859_1)).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return basis.toString();
    }

    private static boolean isTextOrScript(Path file) {
        return file.startsWith("solutions") || file.startsWith("mutants") || file.getNameCount() == 1 && file.toString().endsWith(".md");
    }

    private Result result(Findings before, String basis, boolean atOnce) {
        if (scripts.solutions().isEmpty()) {
            flaws.add(Flaw.of(name + "/solutions", "there is no solution"));
        }
        if (scripts.mutants().isEmpty()) {
            flaws.add(Flaw.of(name + "/mutants", "there is no known-wrong answer"));
        }
        hints();
        sameSnippets();
        List<Finding> findings = before.of(basis, parts(), atOnce);
        findings.forEach(finding -> flaws.addAll(finding.flaws));
        nothingIdle(findings);
        return new Result(name, Optional.of(exercise), flaws.stream().distinct().sorted(Flaw.ORDER).toList(), scripts.solutions().size(), scripts.mutants().size(),
                findings.stream().mapToInt(finding -> finding.snippets).sum());
    }

    private List<Findings.Part> parts() {
        List<Findings.Part> parts = new ArrayList<>();
        parts.add(new Findings.Part("untouched", "", this::untouched));
        scripts.solutions().forEach((file, script) -> {
            String path = name + "/solutions/" + file;
            parts.add(new Findings.Part(path, script, finding -> solution(path, script, finding)));
        });
        scripts.mutants().forEach((file, script) -> {
            String path = name + "/mutants/" + file;
            parts.add(new Findings.Part(path, script, finding -> mutant(path, script, finding)));
        });
        exercise.text().byLanguage().forEach((language, text) -> {
            String path = name + "/" + language + ".md";
            parts.add(new Findings.Part(path, text, finding -> snippets(path, text, finding)));
        });
        return parts;
    }

    private void untouched(Finding finding) {
        Rehearsal rehearsal = new Rehearsal(exercise, 1);
        String file = name + "/exercise.yaml";
        rehearsal.session().prepared().filter(outcome -> !outcome.isGood()).ifPresent(outcome -> finding.flaws.add(Flaw.of(file,
                "start ends with " + outcome.exitCode() + (outcome.interrupted() ? " because it never ends" : "") + ": " + told(outcome.errors()))));
        checked(rehearsal);
        rehearsal.pass(HOUR);
        if (!rehearsal.everMet().isEmpty()) {
            finding.flaws.add(Flaw.of(file, "nothing has been done, and yet these items are met within an hour: " + String.join(", ", rehearsal.everMet())));
        }
    }

    private void solution(String file, String script, Finding finding) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Rehearsal rehearsal = new Rehearsal(exercise, seed);
            Ran ran = rehearsal.run(script);
            List<Grading.ItemState> unmet = checked(rehearsal);
            if (!ran.stderr().isBlank() || ran.exitCode() != 0) {
                finding.flaws.add(Flaw.of(file, "with seed " + seed + " it ends with " + ran.exitCode() + ": " + told(ran.stderr())));
            }
            if (!exercise.events().isEmpty()) {
                rehearsal.pass(HOUR); // what happens after the work is done has to be able to happen, too
            }
            rehearsal.complaints().forEach(complaint -> finding.flaws.add(Flaw.of(name + "/exercise.yaml", complaint)));
            rehearsal.questions().forEach(question -> finding.flaws.add(Flaw.of(file, "is asked \"" + question + "\", as if it were a misconception")));
            unmet.forEach(item -> finding.flaws.add(Flaw.of(file, "does not meet \"" + item.item().id() + "\": " + item.found()
                    + rehearsal.trouble(item.item()).map(why -> " (its condition fails: " + why + ")").orElse(""))));
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

    private void mutant(String file, String script, Finding finding) {
        Optional<SortedSet<String>> fails = declared(FAILS, script);
        if (fails.isEmpty()) {
            finding.flaws.add(Flaw.at(file, 1, "a known-wrong answer says which items it fails: \"" + FAILS + " item item\""));
            return;
        }
        fails.get().stream().filter(id -> exercise.item(id).isEmpty()).forEach(id -> finding.flaws.add(Flaw.at(file, 1, "there is no item \"" + id + "\"")));
        Rehearsal rehearsal = new Rehearsal(exercise, 1);
        rehearsal.run(script);
        SortedSet<String> failed = new TreeSet<>();
        checked(rehearsal).forEach(item -> failed.add(item.item().id()));
        differ(file, "fails", failed, fails.get(), finding);
        finding.failed.addAll(failed);
        finding.asked.addAll(rehearsal.questions());
        declared(ASKS, script).ifPresent(asks -> differ(file, "is asked", rehearsal.questions(), asks, finding));
    }

    /** An item that no wrong answer fails, or a question that none is asked, may never come to it. */
    private void nothingIdle(List<Finding> findings) {
        String file = name + "/exercise.yaml";
        if (scripts.mutants().isEmpty() || flaws.stream().anyMatch(flaw -> flaw.file().startsWith(name + "/mutants/"))) {
            return;
        }
        Set<String> failed = new TreeSet<>();
        Set<String> asked = new TreeSet<>();
        findings.forEach(finding -> {
            failed.addAll(finding.failed);
            asked.addAll(finding.asked);
        });
        exercise.items().stream().filter(item -> !failed.contains(item.id())).forEach(item ->
                flaws.add(Flaw.of(file, "no known-wrong answer fails \"" + item.id() + "\"")));
        exercise.misconceptions().stream().filter(misconception -> !asked.contains(misconception.id())).forEach(misconception ->
                flaws.add(Flaw.of(file, "no known-wrong answer is asked \"" + misconception.id() + "\"")));
    }

    private static Optional<SortedSet<String>> declared(String declaration, String script) {
        return script.lines().filter(line -> line.startsWith(declaration)).findFirst()
                .map(line -> new TreeSet<>(Arrays.asList(line.substring(declaration.length()).strip().split("\\s+"))));
    }

    private static void differ(String file, String what, SortedSet<String> found, SortedSet<String> declared, Finding finding) {
        if (!found.equals(declared)) {
            finding.flaws.add(Flaw.at(file, 1, what + " " + (found.isEmpty() ? "nothing" : String.join(" ", found)) + ", not " + String.join(" ", declared)));
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
    private void snippets(String file, String text, Finding finding) {
        Rehearsal rehearsal = new Rehearsal(exercise, 1);
        for (Snippets.Block block : Snippets.of(text)) {
            if (block.isCommands()) {
                commands(rehearsal, file, block, finding);
            } else if (block.isManifest()) {
                finding.snippets++;
                rehearsal.session().save("snippet.yaml", block.text());
                judge(file, block, "the manifest", rehearsal.run("kubectl apply --dry-run=server -f snippet.yaml", PATIENCE), finding);
            }
            rehearsal.pass(READING);
        }
    }

    private static void commands(Rehearsal rehearsal, String file, Snippets.Block block, Finding finding) {
        List<String> commands = Snippets.commands(block.text());
        for (int i = 0; i < commands.size(); i++) {
            finding.snippets++;
            Ran ran = rehearsal.run(commands.get(i), PATIENCE);
            if (!block.shouldFail() || i == commands.size() - 1) {
                judge(file, block, commands.get(i).lines().findFirst().orElse(""), ran, finding);
            }
        }
    }

    private static void judge(String file, Snippets.Block block, String what, Ran ran, Finding finding) {
        boolean failed = ran.exitCode() != 0 && ran.exitCode() != INTERRUPTED;
        if (failed != block.shouldFail()) {
            finding.flaws.add(Flaw.at(file, block.line(), what + (failed ? " fails: " + told(ran.stderr()) : " should be refused and is not")));
        }
    }

    /** What a command said, in one line. */
    private static String told(String text) {
        String line = normal(text);
        return line.length() <= LONGEST_TOLD ? line : line.substring(0, LONGEST_TOLD) + "…";
    }
}
