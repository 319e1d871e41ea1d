package dev.reconcile.shell;

import java.util.function.Consumer;

/**
 * The line discipline between a client whose terminal is in raw mode and a process: what a Linux pseudo-terminal does with its usual settings. It echoes
 * what is typed, collects it to lines that can be corrected, turns keys into signals, and ends output lines with a carriage return.
 *
 * <p>Feed {@link #type} with what the client sends, give the process {@link #input} and {@link #output}.
 */
public final class RawTerminal {
    private static final char CTRL_C = 3;
    private static final char CTRL_D = 4;
    private static final char BACKSPACE = 8;
    private static final char CTRL_U = 21;
    private static final char CTRL_W = 23;
    private static final char ESCAPE = 27;
    private static final char CTRL_BACKSLASH = 28;
    private static final char DELETE = 127;
    /** From here on characters may take two cells: Hangul, Kana, Han. */
    private static final int FIRST_WIDE = 0x1100;

    private final Output screen;
    private final Consumer<Signal> signals;
    private final Pipe input = Pipe.terminal();
    private final StringBuilder line = new StringBuilder();
    private boolean inEscape;

    /** @param signals what to do with the signal of a key */
    public RawTerminal(Output screen, Consumer<Signal> signals) {
        this.screen = screen;
        this.signals = signals;
    }

    /** For the process to read: whole lines. */
    public Pipe input() {
        return input;
    }

    /** For the process to write to. */
    public Output output() {
        return new Output() {
            @Override
            public void write(String text) {
                screen.write(text.replace("\r\n", "\n").replace("\n", "\r\n"));
            }

            @Override
            public boolean full() {
                return screen.full();
            }

            @Override
            public boolean isTerminal() {
                return true;
            }
        };
    }

    public void type(String raw) {
        raw.codePoints().forEach(this::key);
    }

    private void key(int code) {
        if (inEscape) {
            // Cursor keys and the like end with a letter or a tilde; the brackets before do not end them.
            inEscape = !(Character.isLetter(code) || code == '~') || code == 'O';
            return;
        }
        switch (code) {
            case '\r', '\n' -> enter();
            case CTRL_C -> interrupt("^C", Signal.INT);
            case CTRL_BACKSLASH -> interrupt("^\\", Signal.QUIT);
            case CTRL_D -> endOfInput();
            case BACKSPACE, DELETE -> erase(1);
            case CTRL_U -> erase(line.length());
            case CTRL_W -> erase(line.length() - wordStart());
            case ESCAPE -> inEscape = true;
            default -> put(code);
        }
    }

    private void put(int code) {
        if (code >= ' ' || code == '\t') {
            line.appendCodePoint(code);
            screen.write(Character.toString(code));
        }
    }

    private void enter() {
        screen.write("\r\n");
        line.append('\n');
        input.write(line.toString());
        line.setLength(0);
    }

    private void interrupt(String shown, Signal signal) {
        screen.write(shown + "\r\n");
        line.setLength(0);
        signals.accept(signal);
    }

    private void endOfInput() {
        if (line.isEmpty()) {
            input.endOnce();
        } else {
            input.write(line.toString());
            line.setLength(0);
        }
    }

    private int wordStart() {
        int at = line.length();
        while (at > 0 && line.charAt(at - 1) == ' ') {
            at--;
        }
        while (at > 0 && line.charAt(at - 1) != ' ') {
            at--;
        }
        return at;
    }

    /** @param characters at the end of the line, at most as many as there are */
    private void erase(int characters) {
        int start = Math.max(0, line.length() - characters);
        if (start > 0 && Character.isLowSurrogate(line.charAt(start)) && start < line.length()) {
            start--;
        }
        int cells = line.substring(Math.min(start, line.length())).codePoints().map(code -> code >= FIRST_WIDE ? 2 : 1).sum();
        line.setLength(start);
        screen.write("\b \b".repeat(cells));
    }
}
