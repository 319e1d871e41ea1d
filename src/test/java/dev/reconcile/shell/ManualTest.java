package dev.reconcile.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.shell.net.OwnMachine;
import dev.reconcile.shell.tools.Manual;
import dev.reconcile.shell.tools.StandardPrograms;
import org.junit.jupiter.api.Test;

class ManualTest {
    @Test
    void everyCommandOfTheTerminalHasAPage() {
        Programs programs = OwnMachine.with(StandardPrograms.withTerminal()).without("help");
        assertThat(programs.names()).allSatisfy(name -> assertThat(Manual.page(name)).as(name).isPresent());
    }

    @Test
    void aPageSaysWhatTheCommandDoes() {
        assertThat(new Box().run("man seq").out()).isEqualTo("NAME\n       seq - print numbers\n\nSYNOPSIS\n       seq [FIRST] LAST\n");
        assertThat(new Box().run("man nosuch")).isEqualTo(new Box.Result("", "No manual entry for nosuch\n", 16));
        assertThat(new Box().run("help").out()).contains("  jq          filter JSON");
    }

    @Test
    void timeIsVirtual() {
        assertThat(new Box().run("time sleep 65")).isEqualTo(new Box.Result("", "\nreal\t1m5.000s\nuser\t0m0.000s\nsys\t0m0.000s\n", 0));
        assertThat(new Box().run("time sh -c 'exit 3'").code()).isEqualTo(3);
    }
}
