package dev.reconcile.store;

import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import java.util.List;
import java.util.Optional;

/** The objects of a cluster, to read. Lists are sorted by namespace and name. */
public interface View {
    /** Virtual milliseconds since the epoch. */
    long now();

    Optional<KubeObject> get(ObjectKey key);

    /** @param namespace empty for all namespaces */
    List<KubeObject> list(String resource, String namespace);

    /** Objects that name this uid among their owner references. */
    List<KubeObject> ownedBy(String uid);

    /** Events whose involved object has this uid. */
    List<KubeObject> eventsAbout(String uid);

    /** Pods bound to the node. */
    List<KubeObject> podsOn(String node);

    default Optional<KubeObject> get(String resource, String namespace, String name) {
        return get(new ObjectKey(resource, namespace, name));
    }
}
