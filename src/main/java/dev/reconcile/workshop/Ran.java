package dev.reconcile.workshop;

import dev.reconcile.cluster.Cluster;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;

/**
 * What came of a command that was run to its end.
 *
 * @param stdout what the command printed, up to the shell's limit
 */
public record Ran(String stdout, String stderr, int exitCode, long virtualMillis) {
    private static final int INTERRUPTED = 130;

    /** Read from the log. */
    static Ran of(Cluster cluster, long act) {
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        int code = INTERRUPTED;
        for (Entry entry : cluster.log().since(act)) {
            if (entry.cause() == act && entry.body() instanceof Body.Output output) {
                (output.stream() == Body.Stream.OUT ? out : err).append(output.text());
            } else if (entry.cause() == act && entry.body() instanceof Body.Exit exit) {
                code = exit.code();
            }
        }
        return new Ran(out.toString(), err.toString(), code, cluster.now());
    }
}
