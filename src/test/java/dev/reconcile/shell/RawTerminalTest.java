package dev.reconcile.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawTerminalTest {
    private final Pipe screen = Pipe.unbounded();
    private final List<Signal> signals = new ArrayList<>();
    private final RawTerminal terminal = new RawTerminal(screen, signals::add);

    @Test
    void linesAreEchoedAndHandedOnWhole() {
        terminal.type("ec");
        assertThat(terminal.input().ready()).isFalse();
        terminal.type("ho\r");
        assertThat(terminal.input().takeLine()).contains("echo\n");
        terminal.output().write("a\nb\n");
        assertThat(screen.text()).isEqualTo("echo\r\na\r\nb\r\n");
    }

    @Test
    void mistakesCanBeCorrected() {
        terminal.type("lx\u007fs 한\u007f\r");
        assertThat(terminal.input().takeLine()).contains("ls \n");
        terminal.type("one two\u0017\r");
        assertThat(terminal.input().takeLine()).contains("one \n");
        terminal.type("all\u0015\u007f\r");
        assertThat(terminal.input().takeLine()).contains("\n");
        terminal.type("a\u001b[Ab\r");
        assertThat(terminal.input().takeLine()).contains("ab\n");
        terminal.type("\uD83D\uDE00\u007fx\r");
        assertThat(terminal.input().takeLine()).contains("x\n");
    }

    @Test
    void keysBecomeSignalsAndTheEndOfInput() {
        terminal.type("half\u0003\u001c");
        assertThat(signals).containsExactly(Signal.INT, Signal.QUIT);
        terminal.type("rest\u0004");
        assertThat(terminal.input().takeAll()).isEqualTo("rest");
        assertThat(terminal.input().ended()).isFalse();
        terminal.type("\u0004");
        assertThat(terminal.input().ended()).isTrue();
        terminal.input().resume();
        assertThat(terminal.input().ended()).isFalse();
        assertThat(screen.text()).contains("^C\r\n").contains("^\\\r\n");
    }
}
