package dev.reconcile.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.shell.tools.StandardPrograms;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Replays what real shells did ({@code shell/*.jsonl}, written by {@code shell/record.py}). */
class RecordedScriptsTest {
    enum Recorded {
        /** dash with GNU tools. */
        DASH("corpus", 280),
        /** bash with GNU tools. */
        BASH("bash", 110),
        /** busybox: its ash, and its own tools. */
        BUSYBOX("busybox", 70);

        private final String file;
        private final int least;

        Recorded(String file, int least) {
            this.file = file;
            this.least = least;
        }

        List<Json> scripts() {
            try (InputStream recorded = RecordedScriptsTest.class.getResourceAsStream("/shell/" + file + ".jsonl")) {
                return new String(recorded.readAllBytes(), StandardCharsets.UTF_8).lines().map(JsonText::trusted).toList();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        Box.Result run(Box box, String script) {
            box.in.closeWriter();
            box.programs = this == BUSYBOX ? StandardPrograms.busybox() : box.programs;
            return switch (this) {
                case DASH -> box.start("sh", "-c", script, "sh").finish();
                case BASH -> box.start("bash", "-c", script, "bash").finish();
                case BUSYBOX -> box.start("sh", "-c", script).finish();
            };
        }
    }

    private interface Check {
        void of(Recorded shell, Json script);
    }

    private static Stream<DynamicTest> each(Check check) {
        return Arrays.stream(Recorded.values()).flatMap(shell -> shell.scripts().stream()
                .map(script -> DynamicTest.dynamicTest(shell + ": " + script.text("name"), () -> check.of(shell, script))));
    }

    @ParameterizedTest
    @EnumSource
    void enoughIsRecorded(Recorded shell) {
        assertThat(shell.scripts()).hasSizeGreaterThanOrEqualTo(shell.least);
    }

    @TestFactory
    Stream<DynamicTest> scriptsDoWhatRealShellsDo() {
        return each((shell, script) -> check(shell, script, new Box()));
    }

    @TestFactory
    Stream<DynamicTest> scriptsGoOnWhenSavedAndRestoredAtEveryStep() {
        return each((shell, script) -> {
            Box box = new Box();
            ShellLimits usual = ShellLimits.TERMINAL;
            box.limits = new ShellLimits(1, usual.stepsWithoutWaiting(), usual.outputBytes(), usual.pipeCharacters(), usual.expansionCharacters(),
                    usual.fields(), usual.functionDepth(), usual.subshellDepth(), usual.processes(), usual.lineCharacters());
            box.savedAtEveryStep = true;
            check(shell, script, box);
        });
    }

    private static void check(Recorded shell, Json script, Box box) {
        assertThat(shell.run(box, script.text("script"))).describedAs(script.text("script"))
                .isEqualTo(new Box.Result(script.text("stdout"), script.text("stderr"), (int) script.number(0, "exit")));
    }
}
