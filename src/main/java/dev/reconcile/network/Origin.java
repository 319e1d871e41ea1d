package dev.reconcile.network;

/**
 * From where something asks.
 *
 * @param node empty for a machine beside the cluster
 * @param pod {@code namespace/name}; empty for a process of the node itself
 */
record Origin(String node, String pod, String address) {
    /** The machine on which the nodes run. */
    static final Origin OUTSIDE = new Origin("", "", "172.18.0.1");

    boolean isOutside() {
        return node.isEmpty();
    }
}
