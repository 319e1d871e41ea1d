package dev.reconcile.api;

import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import dev.reconcile.store.Store;
import java.util.List;
import java.util.Optional;

/** {@code pods/binding}: puts a pod on a node ({@code pkg/registry/core/pod/storage/storage.go}, {@code BindingREST}). */
final class Binding implements Subresource {
    private final Store store;

    Binding(Store store) {
        this.store = store;
    }

    @Override
    public Reply handle(Request request, KubeObject pod) {
        if (request.verb() != Verb.CREATE) {
            return new Reply.Failed(Status.methodNotAllowed());
        }
        Json binding = request.body() == null ? Json.EMPTY : request.body();
        String named = binding.textOrEmpty("metadata", "name");
        if (!named.isEmpty() && !named.equals(request.name())) {
            return new Reply.Failed(Status.badRequest("name in URL does not match name in Binding object"));
        }
        String node = binding.textOrEmpty("target", "name");
        Optional<Status> invalid = invalid(binding, node);
        if (invalid.isPresent()) {
            return new Reply.Failed(invalid.get());
        }
        String why = impossible(pod);
        if (!why.isEmpty()) {
            return new Reply.Failed(Status.conflict("pods/binding", pod.name(), why));
        }
        KubeObject bound = bound(pod, node).withAnnotations(binding.object("metadata", "annotations"));
        if (!request.options().dryRun()) {
            store.update(request.key(), bound, 0, request.caller().writer());
        }
        return new Reply.One(201, bound, List.of());
    }

    private static Optional<Status> invalid(Json binding, String node) {
        Problems problems = new Problems();
        String kind = binding.textOrEmpty("target", "kind");
        if (!kind.isEmpty() && !kind.equals("Node")) {
            problems.notSupported("target.kind", kind, List.of("Node", "<empty>"));
        }
        if (node.isEmpty()) {
            problems.required("target.name", "");
        }
        return problems.isEmpty()
                ? Optional.empty()
                : Optional.of(Status.invalid("Binding", binding.textOrEmpty("metadata", "name"), problems.found()));
    }

    private static String impossible(KubeObject pod) {
        if (pod.isTerminating()) {
            return "pod " + pod.name() + " is being deleted, cannot be assigned to a host";
        }
        if (pod.spec().has("nodeName")) {
            return "pod " + pod.name() + " is already assigned to node \"" + pod.spec().text("nodeName") + "\"";
        }
        return pod.spec().list("schedulingGates").isEmpty() ? "" : "pod " + pod.name() + " has non-empty .spec.schedulingGates";
    }

    private KubeObject bound(KubeObject pod, String node) {
        Json scheduled = Json.of("type", "PodScheduled", "status", "True", "lastTransitionTime", Times.text(store.now()));
        return pod.with(node, "spec", "nodeName").withStatus(Conditions.set(pod.status(), scheduled));
    }
}
