package dev.reconcile.shell;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The signals that reach simulated programs. */
public enum Signal {
    HUP(1),
    INT(2),
    QUIT(3),
    KILL(9),
    USR1(10),
    USR2(12),
    PIPE(13),
    TERM(15);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** What a shell reports for a program that this signal ended. */
    public int exitCode() {
        return 128 + number;
    }

    /** By number, or by name with or without {@code SIG}. */
    public static Optional<Signal> named(String written) {
        String name = written.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
        return Arrays.stream(values()).filter(each -> each.name().equals(name) || Integer.toString(each.number).equals(written)).findFirst();
    }
}
