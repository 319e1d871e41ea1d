package dev.reconcile.controllers;

import dev.reconcile.api.Api;
import dev.reconcile.api.Kind;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Selectors;
import dev.reconcile.api.Status;
import dev.reconcile.api.Verb;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code metrics.k8s.io}: what pods and nodes use, computed when somebody asks. The numbers of pods are {@link PodUsage}'s; a node uses what its pods do
 * and a little for itself.
 */
public final class MetricsServer {
    private static final String WINDOW = "15.000s";
    private static final long NODE_MILLICORES = 45;
    private static final long NODE_BYTES = 512L << 20;
    private static final int SPREAD = 40;
    private static final long NANOS = 1_000_000;

    private final View view;
    private final Measurements measurements;

    private MetricsServer(View view, Measurements measurements) {
        this.view = view;
        this.measurements = measurements;
    }

    /** Answers requests for both kinds. */
    public static void serve(Api api, View view, Measurements measurements) {
        MetricsServer server = new MetricsServer(view, measurements);
        Kind pods = api.kinds().resource("pods.metrics.k8s.io").orElseThrow();
        Kind nodes = api.kinds().resource("nodes.metrics.k8s.io").orElseThrow();
        api.serve(pods.resource(), "", (request, none) -> server.answer(request, pods, server::ofPod, "pods"));
        api.serve(nodes.resource(), "", (request, none) -> server.answer(request, nodes, server::ofNode, "nodes"));
    }

    private Reply answer(Request request, Kind kind, Function<KubeObject, Optional<KubeObject>> metrics, String measured) {
        if (request.verb() == Verb.GET) {
            String path = (request.namespace().isEmpty() ? "" : request.namespace() + "/") + request.name();
            return view.get(measured, request.namespace(), request.name()).flatMap(metrics)
                    .<Reply>map(found -> new Reply.One(200, found, List.of()))
                    .orElseGet(() -> new Reply.Failed(Status.notFound(kind.singular() + "." + kind.group(), path)));
        }
        if (request.verb() != Verb.LIST) {
            return new Reply.Failed(Status.methodNotAllowed());
        }
        return switch (Selectors.of(kind, request.options())) {
            case Selectors.Parsed.Bad bad -> new Reply.Failed(bad.status());
            case Selectors.Parsed.Good good -> new Reply.Many(kind,
                    view.list(measured, request.namespace()).stream().map(metrics).flatMap(Optional::stream).filter(good.filter()).toList(), 0, "", 0);
        };
    }

    private Optional<KubeObject> ofPod(KubeObject pod) {
        return PodUsage.of(pod, view, measurements).map(usage -> metrics("PodMetrics", pod, Json.of("containers", usage.containers().stream()
                .map(each -> Json.of("name", each.name(), "usage", usage(each.millicores(), each.bytes()))).toList())));
    }

    private Optional<KubeObject> ofNode(KubeObject node) {
        boolean ready = node.condition("Ready").map(condition -> "True".equals(condition.text("status"))).orElse(false);
        if (!ready) {
            return Optional.empty();
        }
        long spread = Math.floorMod(node.name().hashCode(), SPREAD);
        long millicores = NODE_MILLICORES + spread;
        long bytes = NODE_BYTES + (spread << 20);
        for (KubeObject pod : view.podsOn(node.name())) {
            Optional<PodUsage> usage = PodUsage.of(pod, view, measurements);
            millicores += usage.map(PodUsage::millicores).orElse(0L);
            bytes += usage.map(PodUsage::bytes).orElse(0L);
        }
        return Optional.of(metrics("NodeMetrics", node, Json.of("usage", usage(millicores, bytes))));
    }

    private static Json usage(long millicores, long bytes) {
        return Json.of("cpu", millicores * NANOS + "n", "memory", bytes / 1024 + "Ki");
    }

    private KubeObject metrics(String kind, KubeObject of, Json measured) {
        String now = Times.text(view.now());
        Json labels = of.metadata().object("labels");
        Json metadata = Json.of("name", of.name(), "namespace", of.namespace().isEmpty() ? null : of.namespace(), "creationTimestamp", now,
                "labels", labels.isEmpty() ? null : labels);
        Json tree = Json.of("apiVersion", "metrics.k8s.io/v1beta1", "kind", kind, "metadata", metadata, "timestamp", now, "window", WINDOW);
        return new KubeObject(measured.has("containers") ? tree.with("containers", measured.objects("containers")) : tree.with("usage", measured.object("usage")));
    }
}
