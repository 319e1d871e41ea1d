package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.model.Times;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Lists the addresses behind each Service in an Endpoints object of the same name ({@code pkg/controller/endpoint}), at most a thousand.
 */
public final class EndpointsReconciler implements Reconciler {
    private static final String RESOURCE = "endpoints";
    private static final String TRIGGER_TIME = "endpoints.kubernetes.io/last-change-trigger-time";

    private static final String OVER_CAPACITY = "endpoints.kubernetes.io/over-capacity";

    /** How many addresses there may be ({@code maxCapacity}). */
    private static final int MAX_ADDRESSES = 1000;

    /** Addresses by what they serve; a map keeps one entry an address. */
    private record Subset(Map<String, Json> ready, Map<String, Json> notReady) {
        Subset() {
            this(new TreeMap<>(), new TreeMap<>());
        }
    }

    @Override
    public String name() {
        return "endpoint-controller";
    }

    @Override
    public List<Watch> watches() {
        return List.of(Watch.own(Backends.SERVICES), Watch.own(RESOURCE), Backends.podWatch());
    }

    @Override
    public Plan reconcile(String key, View view) {
        Optional<KubeObject> service = view.get(ObjectKey.of(Backends.SERVICES, key));
        Optional<KubeObject> existing = view.get(ObjectKey.of(RESOURCE, key));
        if (service.isEmpty()) {
            return existing.filter(endpoints -> "endpoint-controller".equals(endpoints.labels().get("endpoints.kubernetes.io/managed-by")))
                    .map(endpoints -> Plan.builder()
                            .delete(RESOURCE, endpoints, Options.NONE, Reason.of("endpoints.service-gone", "name", endpoints.name())).build())
                    .orElse(Plan.NOTHING);
        }
        return Backends.selects(service.get()) ? write(service.get(), existing, view) : Plan.NOTHING;
    }

    private static Plan write(KubeObject service, Optional<KubeObject> existing, View view) {
        List<Json> all = subsets(service, view);
        List<Json> subsets = truncated(all);
        KubeObject before = existing.orElse(KubeObject.of("v1", "Endpoints", service.namespace(), service.name()));
        KubeObject after = before.with(labels(service), "metadata", "labels").with(subsets.isEmpty() ? null : subsets, "subsets")
                .withAnnotation(OVER_CAPACITY, subsets == all ? null : "truncated");
        if (existing.isPresent() && after.equals(before)) {
            return Plan.NOTHING;
        }
        after = after.withAnnotation(TRIGGER_TIME, Times.text(view.now()));
        long ready = count(subsets, "addresses");
        long notReady = count(subsets, "notReadyAddresses");
        Plan.Builder plan = Plan.builder().saw("ready", ready).saw("notReady", notReady);
        Reason reason = Reason.of(existing.isPresent() ? "endpoints.changed" : "endpoints.first", "name", service.name(), "ready", ready,
                "notReady", notReady);
        return existing.isPresent() ? plan.update(RESOURCE, after, reason).build() : plan.create(RESOURCE, after, reason).build();
    }

    /** Ready addresses first; each subset gets its share, the last one what is left ({@code truncateEndpoints}). */
    private static List<Json> truncated(List<Json> subsets) {
        long ready = count(subsets, "addresses");
        long notReady = count(subsets, "notReadyAddresses");
        if (ready + notReady <= MAX_ADDRESSES) {
            return subsets;
        }
        boolean tooManyReady = ready > MAX_ADDRESSES;
        String field = tooManyReady ? "addresses" : "notReadyAddresses";
        long total = tooManyReady ? ready : notReady;
        long room = tooManyReady ? MAX_ADDRESSES : MAX_ADDRESSES - ready;
        long left = room;
        List<Json> cut = new ArrayList<>();
        for (Json subset : subsets) {
            int share = (int) Math.min(left, Math.ceilDiv(subset.list(field).size() * room, total));
            List<Object> kept = subset.list(field).subList(0, share);
            left -= share;
            Json fewer = subset.with(field, kept.isEmpty() ? null : List.copyOf(kept));
            cut.add(tooManyReady ? fewer.without("notReadyAddresses") : fewer);
        }
        return cut;
    }

    private static long count(List<Json> subsets, String field) {
        return subsets.stream().mapToLong(subset -> subset.list(field).size()).sum();
    }

    private static Json labels(KubeObject service) {
        Json labels = service.tree().object("metadata", "labels")
                .without("endpoints.kubernetes.io/last-change-trigger-time")
                .with("endpoints.kubernetes.io/managed-by", "endpoint-controller");
        return Backends.isHeadless(service) ? labels.with("service.kubernetes.io/headless", "") : labels;
    }

    private static List<Json> subsets(KubeObject service, View view) {
        boolean unready = service.spec().isTrue("publishNotReadyAddresses");
        Map<List<Json>, Subset> byPorts = new LinkedHashMap<>();
        for (Backends.Backend backend : Backends.of(service, view)) {
            boolean portless = backend.ports().isEmpty();
            if (backend.terminating() && !unready || portless && !(Backends.isHeadless(service) && service.spec().list("ports").isEmpty())) {
                continue;
            }
            Subset subset = byPorts.computeIfAbsent(ports(backend), ports -> new Subset());
            (backend.ready() || unready ? subset.ready() : subset.notReady()).put(backend.address(), address(service, backend));
        }
        List<Json> subsets = new ArrayList<>();
        byPorts.forEach((ports, subset) -> subsets.add(Json.of(
                "addresses", orAbsent(subset.ready()),
                "notReadyAddresses", orAbsent(subset.notReady()),
                "ports", ports.isEmpty() ? null : ports)));
        return subsets;
    }

    private static List<Json> orAbsent(Map<String, Json> addresses) {
        return addresses.isEmpty() ? null : List.copyOf(addresses.values());
    }

    private static List<Json> ports(Backends.Backend backend) {
        return backend.ports().stream().map(port -> port.textOrEmpty("name").isEmpty() ? port.without("name") : port).toList();
    }

    private static Json address(KubeObject service, Backends.Backend backend) {
        return Json.of(
                "ip", backend.address(),
                "hostname", Backends.hostname(service, backend.pod()),
                "nodeName", backend.pod().spec().get("nodeName"),
                "targetRef", Backends.target(backend.pod()));
    }
}
