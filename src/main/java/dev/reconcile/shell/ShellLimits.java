package dev.reconcile.shell;

/**
 * How much one shell may do.
 *
 * @param stepsPerAdvance steps that one call of {@link Process#advance} runs before others have their turn
 * @param stepsWithoutWaiting steps between two waits for virtual time or input; a loop that never sleeps ends here
 * @param outputBytes what one command line may print, roughly in bytes of UTF-8
 * @param pipeCharacters what a pipe holds before its writer has to pause
 * @param expansionCharacters what one word, substitution or variable may hold
 * @param fields words that one command may expand to
 * @param functionDepth calls of functions within each other
 * @param subshellDepth subshells within each other
 * @param processes processes alive at once
 * @param lineCharacters length of a command line typed by a person
 */
public record ShellLimits(
        int stepsPerAdvance,
        int stepsWithoutWaiting,
        int outputBytes,
        int pipeCharacters,
        int expansionCharacters,
        int fields,
        int functionDepth,
        int subshellDepth,
        int processes,
        int lineCharacters) {
    /** What a shell ends with that exceeded a limit: as if it had been killed. */
    public static final int EXIT_CODE = Signal.KILL.exitCode();

    /** For a person's terminal. */
    public static final ShellLimits TERMINAL = new ShellLimits(2_000, 1_000_000, 1 << 20, 1 << 16, 1 << 18, 10_000, 200, 12, 48, 1 << 16);

    /** For a container, whose output goes to a log that has its own limit. */
    public static final ShellLimits CONTAINER = new ShellLimits(2_000, 200_000, Integer.MAX_VALUE, 1 << 16, 1 << 16, 4_000, 100, 8, 24, 1 << 16);
}
