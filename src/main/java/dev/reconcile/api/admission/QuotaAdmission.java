package dev.reconcile.api.admission;

import dev.reconcile.api.Admission;
import dev.reconcile.api.Status;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.PodResources;
import dev.reconcile.model.Quantity;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Refuses what would take a namespace beyond one of its quotas ({@code apiserver/pkg/admission/plugin/resourcequota/controller.go}). Upstream counts
 * from the quota's status, which it writes at once; here the objects themselves are counted.
 */
final class QuotaAdmission implements Admission {
    /** What pods have to name if a quota limits it: an old mistake that upstream keeps. */
    private static final List<String> REQUIRED = List.of("cpu", "limits.cpu", "limits.memory", "memory", "requests.cpu", "requests.memory");

    @Override
    public Optional<Status> refuse(Write write, View view) {
        boolean resize = write.isOf("Pod") && write.request().subresource().equals("resize");
        boolean counts = write.isCreation() || write.isOf("Service") || write.isOf("PersistentVolumeClaim");
        boolean whole = counts && write.request().subresource().isEmpty();
        if (write.isDeletion() || !write.kind().namespaced() || !whole && !resize) {
            return Optional.empty();
        }
        List<KubeObject> quotas = view.list("resourcequotas", write.after().namespace());
        return quotas.isEmpty() ? Optional.empty() : quotas.stream()
                .filter(quota -> QuotaUsage.covers(quota, write.kind().resource(), write.after()))
                .map(quota -> problem(write, quota, view))
                .flatMap(Optional::stream)
                .findFirst()
                .map(write::forbidden);
    }

    private static Optional<String> problem(Write write, KubeObject quota, View view) {
        Map<String, Quantity> hard = QuotaUsage.hard(quota);
        if (write.isOf("Pod")) {
            String missing = missing(write.after(), hard);
            if (!missing.isEmpty()) {
                return Optional.of("failed quota: %s: must specify %s".formatted(quota.name(), missing));
            }
        }
        Map<String, Quantity> requested = increase(write, view.now());
        requested.keySet().retainAll(hard.keySet());
        if (requested.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Quantity> used = QuotaUsage.used(quota, view);
        List<String> exceeded = requested.keySet().stream()
                .filter(name -> used.get(name).plus(requested.get(name)).compareTo(hard.get(name)) > 0)
                .toList();
        return exceeded.isEmpty() ? Optional.empty() : Optional.of("exceeded quota: %s, requested: %s, used: %s, limited: %s"
                .formatted(quota.name(), text(exceeded, requested), text(exceeded, used), text(exceeded, hard)));
    }

    private static String text(List<String> names, Map<String, Quantity> amounts) {
        return names.stream().map(name -> name + "=" + amounts.get(name).text()).collect(Collectors.joining(","));
    }

    /** By how much the write raises what is used; what it lowers or leaves is not in it. */
    private static Map<String, Quantity> increase(Write write, long now) {
        String resource = write.kind().resource();
        Map<String, Quantity> before = write.isCreation() ? Map.of() : QuotaUsage.charge(resource, write.before(), now);
        Map<String, Quantity> increase = new TreeMap<>();
        QuotaUsage.charge(resource, write.after(), now).forEach((name, amount) -> {
            Quantity more = amount.minus(before.getOrDefault(name, Quantity.ZERO));
            if (more.value().signum() > 0) {
                increase.put(name, more);
            }
        });
        return increase;
    }

    /** {@code cpu for: a,b; memory for: b}; a pod that says itself what it has need not say it of its containers. */
    private static String missing(KubeObject pod, Map<String, Quantity> hard) {
        List<String> missing = new ArrayList<>();
        if (PodResources.isSetForPod(pod, "requests") || PodResources.isSetForPod(pod, "limits")) {
            return "";
        }
        for (String name : REQUIRED) {
            TreeSet<String> containers = new TreeSet<>();
            for (Json container : PodResources.containers(pod)) {
                if (hard.containsKey(name) && !names(container, name)) {
                    containers.add(container.textOrEmpty("name"));
                }
            }
            if (!containers.isEmpty()) {
                missing.add(name + " for: " + String.join(",", containers));
            }
        }
        return String.join("; ", missing);
    }

    private static boolean names(Json container, String limited) {
        String list = limited.startsWith("limits.") ? "limits" : "requests";
        return container.has("resources", list, limited.substring(limited.indexOf('.') + 1));
    }
}
