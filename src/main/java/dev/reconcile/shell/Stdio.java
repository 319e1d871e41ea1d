package dev.reconcile.shell;

/** The three streams of a process. */
public record Stdio(Input in, Output out, Output err) {
    /** For tests and for running something on the side: a finished input and two pipes without a limit to read the results from. */
    public static Stdio captured(String input) {
        return new Stdio(Pipe.holding(input), Pipe.unbounded(), Pipe.unbounded());
    }
}
