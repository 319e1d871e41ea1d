package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What may change in a pod: images, deadlines, added tolerations, removed gates ({@code ValidatePodUpdate}). */
final class PodUpdateValidation {
    private static final String UPDATABLE = String.join(",",
            "`spec.containers[*].image`",
            "`spec.initContainers[*].image`",
            "`spec.activeDeadlineSeconds`",
            "`spec.tolerations` (only additions to existing tolerations)",
            "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)");

    private static final String[] TERMS = {"affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms"};

    private PodUpdateValidation() {}

    /** The pod itself is looked at only where it may have become invalid: most writes of a pod bind it, or take a finalizer off. */
    static void check(KubeObject before, KubeObject after, Problems problems) {
        Json old = before.spec();
        Json now = after.spec();
        boolean same = old.equals(now);
        boolean annotated = !Objects.equals(after.metadata().get("annotations"), before.metadata().get("annotations"));
        if (!same || annotated) {
            PodValidation.pod(after, problems);
        }
        if (annotated) {
            PodAnnotations.change(before.annotations(), after.annotations(), problems);
        }
        if (same) {
            return;
        }
        for (String list : List.of("containers", "initContainers")) {
            if (old.list(list).size() != now.list(list).size()) {
                problems.forbidden("spec." + list, "pod updates may not add or remove containers");
                return;
            }
        }
        if (!deadline(old.number("activeDeadlineSeconds"), now.number("activeDeadlineSeconds"), problems)) {
            return;
        }
        tolerations(old.objects("tolerations"), now.objects("tolerations"), problems);
        gates(old, now, problems);
        Json rest = gated(old, allowed(old, now), problems);
        if (!rest.equals(old)) {
            problems.forbidden("spec", "pod updates may not change fields other than " + UPDATABLE + "\n" + Difference.of("PodSpec", hosted(old), hosted(rest)));
        }
    }

    /** Upstream keeps the namespaces of the host with the security context. */
    private static Json hosted(Json spec) {
        Json context = spec.object("securityContext");
        for (String field : List.of("hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace", "hostUsers")) {
            context = context.with(field, spec.get(field));
        }
        return spec.with("securityContext", context);
    }

    /** It may be set, and shortened; false if it is so wrong that nothing else is looked at. */
    private static boolean deadline(Optional<Long> old, Optional<Long> now, Problems problems) {
        String path = "spec.activeDeadlineSeconds";
        if (now.isEmpty()) {
            if (old.isPresent()) {
                problems.invalid(path, null, "must not update from a positive integer to nil value");
            }
            return true;
        }
        List<String> wrong = Formats.range(now.get(), 0, Integer.MAX_VALUE);
        if (!wrong.isEmpty()) {
            Checks.wrong(wrong, path, now.get(), problems);
            return false;
        }
        if (old.isPresent() && old.get() < now.get()) {
            problems.invalid(path, now.get(), "must be less than or equal to previous value");
            return false;
        }
        return true;
    }

    private static void tolerations(List<Json> old, List<Json> now, Problems problems) {
        List<Json> kept = now.stream().map(toleration -> toleration.without("tolerationSeconds")).toList();
        if (!old.stream().allMatch(toleration -> kept.contains(toleration.without("tolerationSeconds")))) {
            problems.forbidden("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds");
        }
    }

    private static void gates(Json old, Json now, Problems problems) {
        List<Json> gates = now.objects("schedulingGates");
        for (int i = 0; i < gates.size(); i++) {
            if (!old.objects("schedulingGates").contains(gates.get(i))) {
                problems.forbidden("spec.schedulingGates[" + i + "].name",
                        "only deletion is allowed, but found new scheduling gate '" + gates.get(i).textOrEmpty("name") + "'");
            }
        }
    }

    /** The new spec with everything that may change as it was. */
    private static Json allowed(Json old, Json now) {
        Json rest = now;
        for (String field : List.of("activeDeadlineSeconds", "schedulingGates", "tolerations")) {
            rest = rest.with(field, old.get(field));
        }
        if (old.number(0, "terminationGracePeriodSeconds") < 0 && rest.number(0, "terminationGracePeriodSeconds") == 1) {
            rest = rest.with("terminationGracePeriodSeconds", old.get("terminationGracePeriodSeconds"));
        }
        for (String list : List.of("containers", "initContainers")) {
            List<Object> containers = new ArrayList<>();
            for (int i = 0; i < rest.list(list).size(); i++) {
                containers.add(rest.objects(list).get(i).with("image", old.objects(list).get(i).get("image")));
            }
            rest = containers.isEmpty() ? rest : rest.with(list, containers);
        }
        return rest;
    }

    /** While a pod is held back, its choice of nodes may get narrower. */
    private static Json gated(Json old, Json now, Problems problems) {
        if (old.list("schedulingGates").isEmpty()) {
            return now;
        }
        Json had = old.object("nodeSelector");
        Json has = now.object("nodeSelector");
        if (!had.names().stream().allMatch(key -> had.get(key).equals(has.get(key)))) {
            problems.invalid("spec.nodeSelector", has, "only additions to spec.nodeSelector are allowed (no mutations or deletions)");
        }
        narrower(old.objects(TERMS), now.objects(TERMS), problems);
        Json affinity = now.object("affinity").with("nodeAffinity", old.at("affinity", "nodeAffinity"));
        return now.with("nodeSelector", old.get("nodeSelector"))
                .with("affinity", affinity.isEmpty() && !old.has("affinity") ? null : affinity);
    }

    private static void narrower(List<Json> old, List<Json> now, Problems problems) {
        String path = "spec." + String.join(".", TERMS);
        if (!old.isEmpty() && old.size() != now.size()) {
            problems.invalid(path, InternalTypes.shown("NodeSelectorTerm", now), "no additions/deletions to non-empty NodeSelectorTerms list are allowed");
            return;
        }
        for (int i = 0; i < old.size(); i++) {
            if (!onlyAdds(old.get(i), now.get(i))) {
                problems.invalid(path + "[" + i + "]", InternalTypes.shown("NodeSelectorTerm", now.get(i)), "only additions are allowed (no mutations or deletions)");
            }
        }
    }

    private static boolean onlyAdds(Json old, Json now) {
        boolean nothing = old.list("matchExpressions").isEmpty() && old.list("matchFields").isEmpty();
        return List.of("matchExpressions", "matchFields").stream().allMatch(list -> {
            List<Object> had = old.list(list);
            List<Object> has = now.list(list);
            return nothing ? has.isEmpty() : has.size() >= had.size() && has.subList(0, had.size()).equals(had);
        });
    }
}
