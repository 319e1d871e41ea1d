package dev.reconcile.api.access;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.api.Subresource;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;

/** {@code componentstatuses}: the parts of the control plane, which in this simulation are always well ({@code pkg/registry/core/componentstatus}). */
final class Components implements Subresource {
    private static final List<KubeObject> ALL = List.of(healthy("controller-manager"), healthy("etcd-0"), healthy("scheduler"));

    private final Kind kind;

    Components(Kind kind) {
        this.kind = kind;
    }

    private static KubeObject healthy(String name) {
        return KubeObject.of("v1", "ComponentStatus", "", name)
                .with(List.of(Json.of("type", "Healthy", "status", "True", "message", "ok")), "conditions");
    }

    @Override
    public Reply handle(Request request, KubeObject none) {
        return switch (request.verb()) {
            case GET -> ALL.stream().filter(component -> component.name().equals(request.name())).findFirst()
                    .<Reply>map(component -> new Reply.One(200, component, List.of()))
                    .orElse(new Reply.Failed(Status.notFound(request.resource(), request.name())));
            case LIST -> new Reply.Many(kind, ALL, 0, "", 0);
            case WATCH, CREATE, UPDATE, PATCH, DELETE, DELETE_COLLECTION -> new Reply.Failed(Status.methodNotAllowed());
        };
    }
}
