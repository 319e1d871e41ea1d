package dev.reconcile.kubectl;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Kinds;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.cluster.Cluster;
import dev.reconcile.kubectl.call.ApiClient;
import dev.reconcile.kubectl.call.Forwards;
import dev.reconcile.kubelet.StreamReply;
import dev.reconcile.shell.Stdio;
import dev.reconcile.shell.World;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A cluster in the same process.
 *
 * @param who asks at this moment
 */
public record ClusterClient(Cluster cluster, Forwards forwards, Supplier<Caller> who) implements ApiClient {
    /**
     * Its learner asks.
     *
     * @param forwards ports of the learner's machine that lead into the cluster
     * @param cause position of the log entry of the command that runs now
     */
    public ClusterClient(Cluster cluster, Forwards forwards, LongSupplier cause) {
        this(cluster, forwards, (Supplier<Caller>) () -> Caller.learner(cause.getAsLong()));
    }

    /** For a machine of its own. */
    public ClusterClient(Cluster cluster, LongSupplier cause) {
        this(cluster, new Forwards(), cause);
    }

    @Override
    public Caller caller() {
        return who.get();
    }

    @Override
    public Kinds kinds() {
        return cluster.kinds();
    }

    @Override
    public Reply send(Request request) {
        return cluster.request(request);
    }

    @Override
    public StreamReply connect(Request request, Stdio io, World world) {
        return cluster.connect(request, io, world);
    }

    @Override
    public long position() {
        return cluster.log().position();
    }
}
