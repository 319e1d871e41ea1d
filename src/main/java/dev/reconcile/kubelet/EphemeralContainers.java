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
 * {@code pods/ephemeralcontainers}: adds containers to a pod that exists, to look into it; what is there stays as it is
 * ({@code pkg/registry/core/pod/storage/storage.go}; {@code ValidatePodEphemeralContainersUpdate}).
 */
public final class EphemeralContainers implements Subresource {
    private static final String FIELD = "ephemeralContainers";

    private final Api api;

    public EphemeralContainers(Api api) {
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
        Json filled = kind.rules().defaults(pod.spec().isEmpty() ? wanted : pod.with(wanted.list("spec", FIELD), "spec", FIELD).tree());
        List<Json> after = filled.objects("spec", FIELD);
        Problems problems = new Problems();
        check(pod, after, problems);
        if (!problems.isEmpty()) {
            return new Reply.Failed(Status.invalid("Pod", pod.name(), problems.found()));
        }
        KubeObject changed = pod.with(after, "spec", FIELD);
        return changed.spec().equals(pod.spec())
                ? new Reply.One(200, pod, List.of())
                : api.replace(request, changed.with(pod.generation() + 1, "metadata", "generation"));
    }

    private static void check(KubeObject pod, List<Json> after, Problems problems) {
        List<String> names = new ArrayList<>(Facts.specs(pod.with(null, "spec", FIELD)).stream().map(spec -> spec.textOrEmpty("name")).toList());
        for (int i = 0; i < after.size(); i++) {
            String path = "spec." + FIELD + "[" + i + "]";
            String name = after.get(i).textOrEmpty("name");
            if (name.isEmpty()) {
                problems.required(path + ".name", "");
            } else if (names.contains(name)) {
                problems.duplicate(path + ".name", name);
            }
            names.add(name);
            if (after.get(i).textOrEmpty("image").isEmpty()) {
                problems.required(path + ".image", "");
            }
        }
        for (Json old : pod.spec().objects(FIELD)) {
            String name = old.textOrEmpty("name");
            if (after.stream().noneMatch(spec -> name.equals(spec.text("name")))) {
                problems.forbidden("spec." + FIELD, "existing ephemeral containers \"" + name + "\" may not be removed\n");
            } else if (!after.contains(old)) {
                problems.forbidden("spec." + FIELD, "existing ephemeral containers \"" + name + "\" may not be changed\n");
            }
        }
    }
}
