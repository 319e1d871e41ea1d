package dev.reconcile.workshop;

import dev.reconcile.api.Status;
import dev.reconcile.cluster.Cluster;
import dev.reconcile.cluster.Fault;
import java.util.Optional;

/** What a person lets go wrong in the cluster, or makes good again. */
public final class Breakage {
    /**
     * @param fault as it stands in the log
     * @param position of the act; what follows from it names it as its cause
     * @param virtualMillis since the epoch
     */
    public record Caused(String fault, long position, long virtualMillis) {}

    private final Session session;
    private final Cluster cluster;
    private final Flow flow;

    Breakage(Session session, Cluster cluster, Flow flow) {
        this.session = session;
        this.cluster = cluster;
        this.flow = flow;
    }

    /** @param line see {@link Fault} */
    public Answer<Caused> cause(String line) {
        Optional<Fault> fault = Fault.parse(line);
        if (fault.isEmpty()) {
            return Answer.bad(Problem.Code.FAULT_UNKNOWN, line, String.join(", ", Fault.words()));
        }
        return session.act(() -> {
            if (cluster.log().position() > Limits.LOG_ENTRIES) {
                return Answer.bad(Problem.Code.LOG_FULL, Limits.LOG_ENTRIES);
            }
            long position = cluster.log().position() + 1;
            long now = cluster.now();
            Optional<Status> problem = cluster.fault(Session.LEARNER, fault.get());
            if (problem.isPresent()) {
                return Answer.bad(Problem.Code.FAULT_IMPOSSIBLE, fault.get().text(), problem.get().message());
            }
            flow.pump();
            return Answer.good(new Caused(fault.get().text(), position, now));
        });
    }
}
