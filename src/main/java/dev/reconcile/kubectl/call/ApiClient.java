package dev.reconcile.kubectl.call;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Kinds;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.kubelet.StreamReply;
import dev.reconcile.shell.Stdio;
import dev.reconcile.shell.World;

/** The only way from kubectl to a cluster: requests. */
public interface ApiClient {
    /** Who asks, and because of which entry of the log. */
    Caller caller();

    Kinds kinds();

    Reply send(Request request);

    /** A streaming request, see {@link dev.reconcile.cluster.Cluster#connect}. */
    StreamReply connect(Request request, Stdio io, World world);

    /** The ports of the machine on which kubectl runs that lead into the cluster. */
    Forwards forwards();

    /** Position of the newest entry of the log: where a watch begins. */
    long position();
}
