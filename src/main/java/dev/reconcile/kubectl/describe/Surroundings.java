package dev.reconcile.kubectl.describe;

import dev.reconcile.model.KubeObject;
import java.util.List;

/** The other objects that a description mentions: events, pods of a controller, endpoints of a service. */
public interface Surroundings {
    /** @param namespace empty for all; an unknown resource has no objects */
    List<KubeObject> list(String resource, String namespace);

    /** Virtual milliseconds since the epoch. */
    long now();
}
