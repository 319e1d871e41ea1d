package dev.reconcile.cluster;

import dev.reconcile.api.Admission;
import dev.reconcile.api.Api;
import dev.reconcile.api.Kinds;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.control.Reconciler;
import dev.reconcile.kubelet.StreamReply;
import dev.reconcile.model.KubeObject;
import dev.reconcile.shell.Network;
import dev.reconcile.shell.Stdio;
import dev.reconcile.shell.World;
import dev.reconcile.sim.Agenda;
import dev.reconcile.store.Saveable;
import dev.reconcile.store.View;
import java.util.List;

/** What a cluster is made of: the whole control plane, or for a test a part of it. */
public interface Blueprint {
    /**
     * What {@link #build} made for one cluster.
     *
     * @param connector who answers streaming requests
     * @param faults where faults take effect
     * @param outside what a machine beside the nodes can reach
     */
    record Built(List<Reconciler> reconcilers, List<Saveable> saveables, Connector connector, Faults faults, Network outside) {
        /** A cluster without nodes that anything runs on. */
        public Built(List<Reconciler> reconcilers, List<Saveable> saveables) {
            this(reconcilers, saveables, (request, object, io, world) -> new StreamReply.Refused(Status.noResource()), Faults.NONE, Network.NONE);
        }
    }

    /** Connects somebody with what the object stands for, which the request names and which is there. */
    interface Connector {
        StreamReply connect(Request request, KubeObject object, Stdio io, World world);
    }

    Kinds kinds();

    List<Admission> admissions();

    /** Makes reconcilers and their state for one cluster, and serves their subresources at its API. */
    Built build(Api api, View view, Agenda agenda);

    /** What exists before anybody does anything, in the order of creation. */
    List<KubeObject> initialObjects();
}
