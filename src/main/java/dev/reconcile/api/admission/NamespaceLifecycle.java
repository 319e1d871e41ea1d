package dev.reconcile.api.admission;

import dev.reconcile.api.Admission;
import dev.reconcile.api.Status;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Optional;

/**
 * Nothing is created in a namespace that does not exist or is going, and three namespaces never go
 * ({@code apiserver/pkg/admission/plugin/namespace/lifecycle}).
 */
final class NamespaceLifecycle implements Admission {
    private static final List<String> IMMORTAL = List.of("default", "kube-public", "kube-system");

    @Override
    public Optional<Status> turnAway(Write write, View view) {
        if (write.isOf("Namespace")) {
            boolean kept = write.isDeletion() && IMMORTAL.contains(write.request().name());
            return kept ? Optional.of(write.forbidden("this namespace may not be deleted")) : Optional.empty();
        }
        if (!write.kind().namespaced() || !write.isCreation()) {
            return Optional.empty();
        }
        String name = write.request().namespace();
        Optional<KubeObject> namespace = view.get("namespaces", "", name);
        if (namespace.isEmpty()) {
            return Optional.of(Status.notFound("namespaces", name));
        }
        return namespace.get().isTerminating() ? Optional.of(terminating(write, name)) : Optional.empty();
    }

    private static Status terminating(Write write, String namespace) {
        Status status = write.forbidden("unable to create new content in namespace " + namespace + " because it is being terminated");
        Json cause = Json.of("reason", "NamespaceTerminating", "message", "namespace " + namespace + " is being terminated",
                "field", "metadata.namespace");
        return new Status(status.code(), status.reason(), status.message(), status.details().with("causes", List.of(cause)));
    }
}
