package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Times;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists the addresses behind each Service in slices of at most a hundred ({@code staging/src/k8s.io/endpointslice/reconciler.go}): endpoints
 * stay in the slice that they are in, new ones fill it up.
 *
 * <p>Left out: IPv6, topology hints.
 */
public final class EndpointSliceReconciler implements Reconciler {
    static final String RESOURCE = "endpointslices.discovery.k8s.io";
    static final int MAX_ENDPOINTS = 100;

    private static final String SERVICE_NAME = "kubernetes.io/service-name";
    private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
    private static final String CONTROLLER = "endpointslice-controller.k8s.io";
    private static final String ZONE = "topology.kubernetes.io/zone";
    private static final String TRIGGER_TIME = "endpoints.kubernetes.io/last-change-trigger-time";

    @Override
    public String name() {
        return "endpoint-slice-controller";
    }

    @Override
    public List<Watch> watches() {
        return List.of(Watch.own(Backends.SERVICES), new Watch(RESOURCE, EndpointSliceReconciler::service), Backends.podWatch());
    }

    private static List<String> service(Body.Change change, View view) {
        return change.after().label(SERVICE_NAME).map(name -> List.of(change.key().namespace() + "/" + name)).orElse(List.of());
    }

    @Override
    public Plan reconcile(String key, View view) {
        // The slices of a Service that is gone go with it, by their owner reference.
        return view.get(ObjectKey.of(Backends.SERVICES, key))
                .filter(service -> Backends.selects(service) && !service.isTerminating())
                .map(service -> write(service, view)).orElse(Plan.NOTHING);
    }

    private static Plan write(KubeObject service, View view) {
        List<KubeObject> existing = view.ownedBy(service.uid()).stream()
                .filter(object -> object.kind().equals("EndpointSlice") && CONTROLLER.equals(object.labels().get(MANAGED_BY))).toList();
        List<Backends.Backend> backends = Backends.of(service, view);
        List<Json> slices = filled(service, existing, backends, view);
        Plan.Builder plan = Plan.builder()
                .saw("ready", backends.stream().filter(b -> b.ready() && !b.terminating()).count())
                .saw("terminating", backends.stream().filter(Backends.Backend::terminating).count());
        for (int i = 0; i < slices.size(); i++) {
            KubeObject before = i < existing.size() ? existing.get(i) : null;
            Json slice = slices.get(i);
            if (slice == null && before != null) {
                plan.delete(RESOURCE, before, Options.NONE, Reason.of("endpointslice.empty", "name", before.name()));
            } else if (slice != null) {
                write(plan, service, before, slice, view.now());
            }
        }
        return plan.build();
    }

    private static void write(Plan.Builder plan, KubeObject service, KubeObject before, Json slice, long now) {
        KubeObject base = before != null ? before : fresh(service);
        KubeObject labelled = base.with(labels(service), "metadata", "labels");
        boolean same = labelled.equals(before) && before.tree().list("endpoints").equals(slice.list("endpoints"))
                && before.tree().list("ports").equals(slice.list("ports"));
        if (same) {
            return;
        }
        KubeObject after = labelled.with(slice.get("endpoints"), "endpoints").with(slice.get("ports"), "ports")
                .withAnnotation(TRIGGER_TIME, Times.text(now));
        int count = slice.list("endpoints").size();
        if (before == null) {
            plan.create(RESOURCE, after, Reason.of("endpointslice.first", "service", service.name(), "endpoints", count));
        } else {
            plan.update(RESOURCE, after, Reason.of("endpointslice.changed", "name", before.name(), "endpoints", count));
        }
    }

    private static KubeObject fresh(KubeObject service) {
        return new KubeObject(Json.of(
                "apiVersion", "discovery.k8s.io/v1",
                "kind", "EndpointSlice",
                "addressType", "IPv4",
                "metadata", Json.of("generateName", service.name() + "-", "namespace", service.namespace()))).withController(service);
    }

    private static Json labels(KubeObject service) {
        Json labels = service.tree().object("metadata", "labels").with(SERVICE_NAME, service.name()).with(MANAGED_BY, CONTROLLER);
        return Backends.isHeadless(service) ? labels.with("service.kubernetes.io/headless", "") : labels;
    }

    /** What each existing slice, and then new ones, should hold; null for a slice that should go. There is always one, be it empty. */
    private static List<Json> filled(KubeObject service, List<KubeObject> existing, List<Backends.Backend> backends, View view) {
        Map<List<Object>, Map<String, Json>> wanted = new LinkedHashMap<>();
        for (Backends.Backend backend : backends) {
            List<Object> ports = Json.list(backend.ports());
            wanted.computeIfAbsent(ports, p -> new LinkedHashMap<>()).put(backend.pod().uid(), endpoint(service, backend, view));
        }
        List<List<Json>> kept = new ArrayList<>();
        for (KubeObject slice : existing) {
            kept.add(kept(slice, wanted.getOrDefault(slice.tree().list("ports"), Map.of())));
        }
        List<Json> slices = new ArrayList<>();
        for (int i = 0; i < existing.size(); i++) {
            List<Object> ports = existing.get(i).tree().list("ports");
            List<Json> endpoints = kept.get(i);
            take(wanted.get(ports), endpoints);
            slices.add(endpoints.isEmpty() ? null : Json.of("endpoints", endpoints, "ports", ports));
        }
        wanted.forEach((ports, left) -> {
            while (!left.isEmpty()) {
                List<Json> endpoints = new ArrayList<>();
                take(left, endpoints);
                slices.add(Json.of("endpoints", endpoints, "ports", ports));
            }
        });
        if (slices.stream().allMatch(slice -> slice == null)) {
            Json empty = Json.of("endpoints", List.of(), "ports", List.of());
            return slices.isEmpty() ? List.of(empty) : replaceFirst(slices, empty);
        }
        return slices;
    }

    private static List<Json> replaceFirst(List<Json> slices, Json slice) {
        slices.set(0, slice);
        return slices;
    }

    /** The slice's endpoints that are still wanted, as they are now; they are taken out of the wanted. */
    private static List<Json> kept(KubeObject slice, Map<String, Json> wanted) {
        List<Json> kept = new ArrayList<>();
        for (Json endpoint : slice.tree().objects("endpoints")) {
            Optional.ofNullable(wanted.isEmpty() ? null : wanted.remove(endpoint.textOrEmpty("targetRef", "uid"))).ifPresent(kept::add);
        }
        return kept;
    }

    private static void take(Map<String, Json> from, List<Json> into) {
        while (from != null && !from.isEmpty() && into.size() < MAX_ENDPOINTS) {
            String next = from.keySet().iterator().next();
            into.add(from.remove(next));
        }
    }

    private static Json endpoint(KubeObject service, Backends.Backend backend, View view) {
        boolean ready = service.spec().isTrue("publishNotReadyAddresses") || backend.ready() && !backend.terminating();
        return Json.of(
                "addresses", List.of(backend.address()),
                "conditions", Json.of("ready", ready, "serving", backend.ready(), "terminating", backend.terminating()),
                "hostname", Backends.hostname(service, backend.pod()),
                "nodeName", backend.pod().spec().get("nodeName"),
                "targetRef", Backends.target(backend.pod()),
                "zone", view.get(NodeLifecycle.RESOURCE, "", Pods.node(backend.pod())).flatMap(node -> node.label(ZONE)).orElse(null));
    }
}
