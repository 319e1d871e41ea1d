package dev.reconcile.kubelet;

import dev.reconcile.api.Api;
import dev.reconcile.api.Kind;
import dev.reconcile.api.Patches;
import dev.reconcile.api.Problems;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.api.Subresource;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code pods/resize}: other requests and limits for a pod that exists ({@code ValidatePodResize}). Whatever else comes with them is passed over, as
 * upstream's strategy does. Quotas and limit ranges are not asked.
 */
public final class Resize implements Subresource {
    private static final List<String> LISTS = List.of("containers", "initContainers");
    private static final List<String> MUTABLE = List.of("cpu", "memory");

    private final Api api;

    public Resize(Api api) {
        this.api = api;
    }

    @Override
    public Reply handle(Request request, KubeObject pod) {
        Kind kind = api.kinds().resource("pods").orElseThrow();
        return switch (request.verb()) {
            case GET -> new Reply.One(200, pod, List.of());
            case UPDATE -> change(request, pod, request.body(), kind);
            case PATCH -> switch (Patches.apply(kind, pod, request.patch())) {
                case Patches.Patched.Bad bad -> new Reply.Failed(bad.status());
                case Patches.Patched.Good good -> change(request, pod, good.object(), kind);
            };
            case LIST, WATCH, CREATE, DELETE, DELETE_COLLECTION -> new Reply.Failed(Status.methodNotAllowed());
        };
    }

    private Reply change(Request request, KubeObject pod, Json wanted, Kind kind) {
        Problems problems = new Problems();
        if (pod.annotation("kubernetes.io/config.mirror").isPresent()) {
            problems.forbidden("", "static pods cannot be resized");
            return new Reply.Failed(Status.invalid("Pod", pod.name(), problems.found()));
        }
        KubeObject after = resized(pod, kind.rules().defaults(wanted), problems);
        kind.rules().validate(after, problems);
        String quality = kind.rules().prepareCreate(after).status().textOrEmpty("qosClass");
        if (!quality.equals(pod.status().textOrEmpty("qosClass"))) {
            problems.invalid("spec", quality, "Pod QOS Class may not change as a result of resizing");
        }
        if (!problems.isEmpty()) {
            return new Reply.Failed(Status.invalid("Pod", pod.name(), problems.found()));
        }
        return after.spec().equals(pod.spec())
                ? new Reply.One(200, pod, List.of())
                : api.replace(request, after.with(pod.generation() + 1, "metadata", "generation"));
    }

    private static KubeObject resized(KubeObject pod, Json wanted, Problems problems) {
        KubeObject after = pod;
        for (String list : LISTS) {
            List<Json> old = pod.spec().objects(list);
            List<Json> now = wanted.objects("spec", list);
            List<Json> containers = new ArrayList<>();
            for (int i = 0; i < old.size(); i++) {
                String path = "spec." + list + "[" + i + "]";
                if (i >= now.size() || !old.get(i).textOrEmpty("name").equals(now.get(i).text("name"))) {
                    problems.forbidden(path + ".name", "containers may not be renamed or reordered on resize");
                    return pod;
                }
                boolean initial = list.equals("initContainers") && !"Always".equals(old.get(i).text("restartPolicy"));
                check(old.get(i).object("resources"), now.get(i).object("resources"), initial, path + ".resources", problems);
                containers.add(old.get(i).with("resources", now.get(i).get("resources")).with("resizePolicy", now.get(i).get("resizePolicy")));
            }
            after = old.isEmpty() ? after : after.with(containers, "spec", list);
        }
        return after;
    }

    private static void check(Json old, Json now, boolean initial, String path, Problems problems) {
        if (initial && !old.equals(now)) {
            problems.forbidden(path, "resources for non-sidecar init containers are immutable");
            return;
        }
        for (String side : List.of("limits", "requests")) {
            Json before = old.object(side);
            Json after = now.object(side);
            if (!after.names().containsAll(before.names())) {
                problems.forbidden(path + "." + side, "resource " + side + " cannot be removed");
            }
            List<String> others = new ArrayList<>(after.names());
            others.removeAll(MUTABLE);
            if (others.stream().anyMatch(name -> !after.get(name).equals(before.get(name)))) {
                problems.forbidden("spec", "only cpu and memory resources are mutable");
            }
        }
    }
}
