package dev.reconcile.shell;

/** The signals that reach simulated programs. */
public enum Signal {
    HUP(1),
    INT(2),
    QUIT(3),
    KILL(9),
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
}
