package dev.reconcile.scheduler;

import dev.reconcile.api.Api;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.api.Subresource;
import dev.reconcile.api.Verb;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Times;
import dev.reconcile.store.View;
import java.util.List;

/** {@code pods/binding}: gives a pod its node, once ({@code pkg/registry/core/pod/storage/storage.go}). */
public final class Binding implements Subresource {
    private static final KubeObject SUCCESS = new KubeObject(
            Json.of("apiVersion", "v1", "kind", "Status", "metadata", Json.EMPTY, "status", "Success", "code", 201));

    private final Api api;
    private final View view;

    public Binding(Api api, View view) {
        this.api = api;
        this.view = view;
    }

    /** The same through a kind of its own, whose objects name their pods. */
    public static Subresource alone(Api api) {
        return (request, nothing) -> {
            String pod = request.body() == null ? "" : request.body().textOrEmpty("metadata", "name");
            return api.handle(new Request(request.caller(), request.verb(), "pods", request.namespace(), pod, "binding", request.body(), null, request.options()));
        };
    }

    @Override
    public Reply handle(Request request, KubeObject pod) {
        if (request.verb() != Verb.CREATE) {
            return new Reply.Failed(Status.methodNotAllowed());
        }
        String node = request.body() == null ? "" : request.body().textOrEmpty("target", "name");
        if (node.isEmpty()) {
            return new Reply.Failed(new Status(500, "", "target.name: Required value", Json.EMPTY));
        }
        if (pod.isTerminating()) {
            return refused(pod, "pod " + pod.name() + " is being deleted, cannot be assigned to a host");
        }
        if (!Pods.node(pod).isEmpty()) {
            return refused(pod, "pod " + pod.name() + " is already assigned to node \"" + Pods.node(pod) + "\"");
        }
        if (!pod.spec().list("schedulingGates").isEmpty()) {
            return refused(pod, "pod " + pod.name() + " has non-empty .spec.schedulingGates");
        }
        Json scheduled = Json.of("type", "PodScheduled", "status", "True", "lastTransitionTime", Times.text(view.now()),
                "observedGeneration", pod.generation() == 0 ? null : pod.generation());
        KubeObject bound = pod.with(node, "spec", "nodeName").withStatus(Conditions.set(pod.status(), scheduled).without("nominatedNodeName"));
        Reply written = api.replace(request, bound);
        return written instanceof Reply.Failed ? written : new Reply.One(201, SUCCESS, List.of());
    }

    private static Reply refused(KubeObject pod, String why) {
        return new Reply.Failed(Status.conflict("pods/binding", pod.name(), why));
    }
}
