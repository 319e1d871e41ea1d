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

/** Fills in the requests and limits of a namespace's LimitRanges and holds pods and claims to them ({@code plugin/pkg/admission/limitranger}). */
final class LimitRanger implements Admission {
    @Override
    public KubeObject mutate(Write write, View view) {
        if (!concernsPod(write)) {
            return write.after();
        }
        KubeObject pod = write.after();
        List<String> set = new ArrayList<>();
        Json defaults = defaults(view.list("limitranges", pod.namespace()));
        for (String list : List.of("containers", "initContainers")) {
            List<Json> containers = new ArrayList<>();
            for (Json container : pod.spec().objects(list)) {
                containers.add(filled(container, defaults, list.equals("containers") ? "container" : "init container", set));
            }
            pod = containers.isEmpty() ? pod : pod.with(containers, "spec", list);
        }
        if (set.isEmpty()) {
            return write.after();
        }
        KubeObject noted = pod.withAnnotation("kubernetes.io/limit-ranger", "LimitRanger plugin set: " + String.join("; ", set));
        // What a new pod asks for now decides its quality of service.
        return write.isCreation() ? write.kind().rules().prepareCreate(noted) : noted;
    }

    private static boolean concernsPod(Write write) {
        return write.isOf("Pod") && (write.isCreation() || write.request().subresource().equals("resize"));
    }

    /** Of several ranges the last one wins. */
    private static Json defaults(List<KubeObject> ranges) {
        Json defaults = Json.EMPTY;
        for (KubeObject range : ranges) {
            for (Json limit : range.spec().objects("limits")) {
                if ("Container".equals(limit.text("type"))) {
                    defaults = put(put(defaults, "requests", limit.object("defaultRequest")), "limits", limit.object("default"));
                }
            }
        }
        return defaults;
    }

    private static Json put(Json defaults, String list, Json amounts) {
        Json after = defaults;
        for (String name : amounts.names()) {
            after = after.withAt(amounts.get(name), list, name);
        }
        return after;
    }

    private static Json filled(Json container, Json defaults, String what, List<String> set) {
        Json after = container;
        for (String list : List.of("requests", "limits")) {
            List<String> missing = defaults.object(list).names().stream().filter(name -> !container.has("resources", list, name)).toList();
            for (String name : missing) {
                after = after.withAt(defaults.at(list, name), "resources", list, name);
            }
            if (!missing.isEmpty()) {
                set.add("%s %s for %s %s".formatted(String.join(", ", missing), list.equals("requests") ? "request" : "limit", what,
                        container.textOrEmpty("name")));
            }
        }
        return after;
    }

    @Override
    public Optional<Status> refuse(Write write, View view) {
        boolean pod = concernsPod(write);
        boolean claim = write.isOf("PersistentVolumeClaim") && !write.isDeletion();
        if (!pod && !claim) {
            return Optional.empty();
        }
        for (KubeObject range : view.list("limitranges", write.after().namespace())) {
            List<String> problems = pod ? podProblems(write.after(), range) : claimProblems(write.after(), range);
            if (!problems.isEmpty()) {
                return Optional.of(write.forbidden(problems.size() == 1 ? problems.getFirst() : "[" + String.join(", ", problems) + "]"));
            }
        }
        return Optional.empty();
    }

    private static List<String> podProblems(KubeObject pod, KubeObject range) {
        List<String> problems = new ArrayList<>();
        for (Json limit : range.spec().objects("limits")) {
            if ("Container".equals(limit.text("type"))) {
                for (Json container : containersInOrder(pod)) {
                    Bounds bounds = new Bounds("Container", PodResources.amounts(container.object("resources", "requests")),
                            PodResources.amounts(container.object("resources", "limits")));
                    bounds.check(limit, problems);
                }
            } else if ("Pod".equals(limit.text("type"))) {
                new Bounds("Pod", PodResources.requests(pod), PodResources.limits(pod)).check(limit, problems);
            }
        }
        return problems;
    }

    private static List<Json> containersInOrder(KubeObject pod) {
        List<Json> containers = new ArrayList<>(pod.spec().objects("containers"));
        containers.addAll(pod.spec().objects("initContainers"));
        return containers;
    }

    private static List<String> claimProblems(KubeObject claim, KubeObject range) {
        List<String> problems = new ArrayList<>();
        Map<String, Quantity> requests = PodResources.amounts(claim.spec().object("resources", "requests"));
        for (Json limit : range.spec().objects("limits")) {
            if ("PersistentVolumeClaim".equals(limit.text("type"))) {
                new Bounds("PersistentVolumeClaim", requests, Map.of()).checkRequests(limit, problems);
            }
        }
        return problems;
    }
}
