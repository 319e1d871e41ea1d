package dev.reconcile.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scripts made of pieces of other scripts: whatever comes out, nothing may throw or go on without end. */
class ShellFuzzTest {
    private static final int SCRIPTS = 1_000;
    private static final List<String> PIECES = List.of("$(", ")", "`", "\"", "'", "\\", "${", "}", "{", "$((", "))", "|", "&&", "||", ";", ";;", "\n", "<<EOF\n", "\nEOF\n",
            ">f", "<f", "2>&1", "if ", "then ", "fi", "for i in ", "do ", "done", "while ", "case x in ", "esac", "f() ", "!", "*", "?", "[", "]", "[[ ", " ]]", " == ", "$x", "$@", "#", "%",
            "yes", "cat ", "sed 's/", "grep -E '", "awk '{print $", "xargs ", "sh -c ", "eval ", "set -e", "break ", "exit ", " & ", "wait", "wait $!", "kill %1", "jobs", "fg", "read x", "trap ", "~", "a=(", "${a[@]}", "a[", "+=", "<(", "<<<", "${!", "mapfile x", "declare -A m", ";&", "((", "한글", "\uD83D\uDE00");

    private static String mutate(List<String> scripts, Random random) {
        StringBuilder script = new StringBuilder(scripts.get(random.nextInt(scripts.size())));
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(script.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> script.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> script.delete(at, Math.min(script.length(), at + 1 + random.nextInt(5)));
                case 2 -> {
                    String other = scripts.get(random.nextInt(scripts.size()));
                    int from = random.nextInt(other.length());
                    script.insert(at, other, from, Math.min(other.length(), from + 20));
                }
                default -> script.insert(at, PIECES.get(random.nextInt(PIECES.size())) + PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return script.toString();
    }

    @ParameterizedTest
    @EnumSource
    void nothingThrowsAndEverythingEnds(RecordedScriptsTest.Recorded shell) {
        List<String> scripts = shell.scripts().stream().map(script -> script.text("script")).toList();
        long seed = Long.getLong("shell.seed", 20_261_124L);
        for (int i = 0; i < SCRIPTS; i++) {
            String script = mutate(scripts, new Random(seed + i));
            String told = "seed " + (seed + i) + " in " + shell + ":\n" + script;
            Box box = new Box();
            box.limits = new ShellLimits(200, 20_000, 1 << 16, 1 << 12, 1 << 12, 500, 40, 6, 24, 1 << 16);
            try {
                assertThat(shell.run(box, script).code()).describedAs(told).isNotEqualTo(Box.ENDLESS);
                Completeness.of(script, Dialect.BASH);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError(told, e);
            }
        }
    }
}
