package dev.reconcile.model;

import java.util.List;
import java.util.Optional;

/**
 * How a node's kubelet shows that it lives: a Lease in kube-node-lease. A real kubelet renews it every ten seconds; here a lease counts as renewed
 * all the time, and is written only when that ends: it then says when the last beat was. Otherwise nothing would ever be quiet.
 */
public final class Heartbeats {
    public static final String RESOURCE = "leases.coordination.k8s.io";
    public static final String NAMESPACE = "kube-node-lease";

    /** On a lease that is not renewed any more. */
    public static final String STOPPED = "lab.reconcile.dev/heartbeat";

    /** Milliseconds ({@code nodeStatusUpdateFrequency}, a quarter of the lease's duration). */
    private static final long PERIOD = 10_000;
    private static final long LEASE_SECONDS = 40;

    private Heartbeats() {}

    /** The lease of a kubelet that lives. */
    public static KubeObject lease(KubeObject node, long now) {
        Json owner = Json.of("apiVersion", "v1", "kind", "Node", "name", node.name(), "uid", node.uid());
        return KubeObject.of("coordination.k8s.io/v1", "Lease", NAMESPACE, node.name())
                .with(List.of(owner), "metadata", "ownerReferences")
                .with(Json.of("holderIdentity", node.name(), "leaseDurationSeconds", LEASE_SECONDS, "renewTime", Times.micro(now)), "spec");
    }

    /** The lease when its kubelet has fallen silent. */
    public static KubeObject stopped(KubeObject lease, long now) {
        return lease.withAnnotation(STOPPED, "stopped").with(Times.micro(now - now % PERIOD), "spec", "renewTime");
    }

    /** The lease when its kubelet is heard again. */
    public static KubeObject renewed(KubeObject lease, long now) {
        return lease.withAnnotation(STOPPED, null).with(Times.micro(now), "spec", "renewTime");
    }

    /** When the last beat was, if there are none any more. */
    public static Optional<Long> lastBeat(KubeObject lease) {
        return lease.annotation(STOPPED).flatMap(stopped -> Times.millis(lease.spec().text("renewTime")));
    }
}
