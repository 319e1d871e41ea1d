package dev.reconcile.sim;

/** How long things take that are not a setting of some object: the one table of the lab's latencies. Milliseconds of virtual time. */
public enum Delay {
    /** From a write to the moment a watching controller acts on it. */
    RECONCILE(20),
    /** From a pod's creation to the scheduler's attempt. */
    SCHEDULE(30),
    /** From a pod's binding, or its deletion, to the kubelet's first look at it. */
    KUBELET_SYNC(40),
    /** From "create container" to its process running. */
    CONTAINER_START(400),
    /** How long a well-behaved program takes to stop after SIGTERM. */
    CONTAINER_STOP(300),
    /** From the last container's end to the pod's removal from the API. */
    POD_TEARDOWN(200),
    /** From a claim's request to its provisioned volume: a pod of the provisioner makes a directory on the node. */
    PROVISION(2_000),
    /** From a question to a name server to its answer. */
    DNS_LOOKUP(2),
    /** From the first packet of a connection, or an echo request, to the answer of the other end. */
    ROUND_TRIP(1),
    /** From a request to the whole answer. */
    HTTP_ANSWER(3),
    /** Until a neighbour that should know says that there is no such address: Linux asks three times, a second apart. */
    NO_ROUTE(3_070),
    /** From an autoscaler's change, or its last look, to the next one: upstream's queue holds each back for one period. */
    AUTOSCALE(15_000),
    /** From a change of a ConfigMap, a Secret or a pod's labels to the volumes that show it: upstream's kubelets look about once a minute. */
    VOLUME_REFRESH(60_000),
    /** From a node's power coming back to its kubelet's first look around. */
    NODE_BOOT(15_000),
    /** How long pods of a node that has vanished are left alone, in case it comes back. */
    ORPHAN_QUARANTINE(40_000),
    /** From a namespace's deletion, or what happens in it then, to its controller's next look ({@code namespaceDeletionGracePeriod}). */
    NAMESPACE_DELETION(5_000),
    /** First retry of a failed reconcile; doubles up to {@link #RETRY_MAX}. Upstream's work queues start at 5 ms. */
    RETRY(5),
    /** Upstream: 1000 s. */
    RETRY_MAX(1_000_000),
    /** How long the Job controller gathers news of pods and statuses before it looks ({@code syncJobBatchPeriod}). */
    JOB_BATCH(1_000),
    /** Its own first retry ({@code DefaultJobApiBackOff}), doubling up to {@link #JOB_RETRY_MAX}. */
    JOB_RETRY(1_000),
    /** {@code MaxJobApiBackOff}. */
    JOB_RETRY_MAX(60_000);

    private final long millis;

    Delay(long millis) {
        this.millis = millis;
    }

    public long millis() {
        return millis;
    }
}
