package dev.reconcile.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Replays what a real dash with GNU tools did ({@code shell/corpus.jsonl}, written by {@code shell/record.py}). */
class RecordedScriptsTest {
    private static final int LEAST_SCRIPTS = 250;

    private static List<Json> corpus() {
        try (InputStream file = RecordedScriptsTest.class.getResourceAsStream("/shell/corpus.jsonl")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().map(JsonText::trusted).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void enoughIsRecorded() {
        assertThat(corpus()).hasSizeGreaterThanOrEqualTo(LEAST_SCRIPTS);
    }

    @TestFactory
    Stream<DynamicTest> scriptsDoWhatDashDoes() {
        return corpus().stream().map(script -> DynamicTest.dynamicTest(script.text("name"), () -> check(script, new Box())));
    }

    @TestFactory
    Stream<DynamicTest> scriptsGoOnWhenSavedAndRestoredAtEveryStep() {
        return corpus().stream().map(script -> DynamicTest.dynamicTest(script.text("name"), () -> {
            Box box = new Box();
            ShellLimits usual = ShellLimits.TERMINAL;
            box.limits = new ShellLimits(1, usual.stepsWithoutWaiting(), usual.outputBytes(), usual.pipeCharacters(), usual.expansionCharacters(),
                    usual.fields(), usual.functionDepth(), usual.subshellDepth(), usual.processes(), usual.lineCharacters());
            box.savedAtEveryStep = true;
            check(script, box);
        }));
    }

    private static void check(Json script, Box box) {
        Box.Result result = box.run(script.text("script"));
        assertThat(result).describedAs(script.text("script"))
                .isEqualTo(new Box.Result(script.text("stdout"), script.text("stderr"), (int) script.number(0, "exit")));
    }
}
