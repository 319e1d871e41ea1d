package dev.reconcile.kubelet;

import dev.reconcile.shell.Network;

/** Gives pods the network around them. */
public interface Networks {
    /** Pods that reach nothing but themselves. */
    Networks NONE = (node, path, ip) -> Network.NONE;

    /** @param path {@code namespace/name} of the pod */
    Network of(String node, String path, String ip);
}
