package dev.reconcile.api;

import dev.reconcile.model.KubeObject;
import dev.reconcile.sim.VirtualClock;
import dev.reconcile.store.Body;
import dev.reconcile.store.Log;
import dev.reconcile.store.Store;
import java.util.Optional;

/**
 * The API's part of a request on a streaming subresource ({@code pods/exec}, {@code pods/attach}, {@code pods/portforward}, a followed {@code pods/log}):
 * whether kind, subresource and object exist. Who is connected with what is the kubelet's part.
 */
public final class Connecting {
    /** What the path of a request leads to. */
    public sealed interface Target {
        record Found(KubeObject object) implements Target {}

        record Refused(Status status) implements Target {}
    }

    private final Kinds kinds;
    private final Store store;
    private final Log log;
    private final VirtualClock clock;

    public Connecting(Kinds kinds, Store store, Log log, VirtualClock clock) {
        this.kinds = kinds;
        this.store = store;
        this.log = log;
        this.clock = clock;
    }

    /** The object that the path names, or why not. A person's request is logged as a read of {@code pods/exec}: the checklist sees who went where. */
    public Target target(Request request) {
        Optional<Kind> kind = kinds.resource(request.resource());
        if (kind.isEmpty() || !kind.get().subresources().contains(request.subresource())) {
            return new Target.Refused(Status.noResource());
        }
        if (request.caller().person()) {
            log.append(clock.now(), request.caller().actor(), request.caller().cause(),
                    new Body.Read(request.verb().text(), request.fullResource(), request.namespace(), request.name()));
        }
        return store.get(request.key())
                .<Target>map(Target.Found::new)
                .orElseGet(() -> new Target.Refused(Status.notFound(request.resource(), request.name())));
    }
}
