package dev.reconcile.shell;

import java.util.Locale;

/** {@code time}: how long something takes, in virtual time. Processors are never busy here. */
public final class Timing {
    private Timing() {}

    static void begin(Frame frame, long nowMillis) {
        frame.scopes.push(new Frame.Scope.Timed(nowMillis));
        frame.next++;
    }

    static void end(Frame frame, long nowMillis, boolean posix, Output to) {
        long millis = nowMillis - ((Frame.Scope.Timed) frame.scopes.pop()).since();
        to.write(posix ? String.format(Locale.ROOT, "real %.2f\nuser 0.00\nsys 0.00\n", millis / 1000.0) : text(millis));
        frame.next++;
    }

    /** As bash writes it. */
    public static String text(long millis) {
        return String.format(Locale.ROOT, "\nreal\t%dm%d.%03ds\nuser\t0m0.000s\nsys\t0m0.000s\n", millis / 60_000, millis / 1000 % 60, millis % 1000);
    }
}
