package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import dev.reconcile.scheduler.Demand;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Running containers whose requests or limits are no longer those that they were started with ({@code pkg/kubelet/allocation/allocation_manager.go}).
 * They are resized at once where the node has room, after a restart where the container's resizePolicy says so, and otherwise wait.
 */
final class Resizing {
    private static final String PENDING = "PodResizePending";

    private final KubeObject pod;
    private final Sandbox box;
    private final View view;

    Resizing(KubeObject pod, Sandbox box, View view) {
        this.pod = pod;
        this.box = box;
        this.view = view;
    }

    /** What is to be resized now. */
    List<Container> due() {
        return changed().isEmpty() || obstacle().isPresent() ? List.of() : changed();
    }

    private List<Container> changed() {
        List<Container> changed = new ArrayList<>();
        for (Container container : box.containers()) {
            if (container.isRunning() && !container.isStopping() && !Objects.equals(wanted(container), container.origin().spec().get("resources"))) {
                changed.add(container);
            }
        }
        return changed;
    }

    /** The container's requests and limits in the pod as it is now. */
    Object wanted(Container container) {
        return spec(container).get("resources");
    }

    private Json spec(Container container) {
        return Facts.specs(pod).stream().filter(spec -> container.name().equals(spec.text("name"))).findFirst().orElse(Json.EMPTY);
    }

    /** Whether a resource changes for which the container asks to be restarted. */
    boolean needsRestart(Container container) {
        Json old = container.origin().spec().object("resources");
        Json now = spec(container).object("resources");
        return spec(container).objects("resizePolicy").stream().filter(policy -> "RestartContainer".equals(policy.text("restartPolicy")))
                .map(policy -> policy.textOrEmpty("resourceName"))
                .anyMatch(name -> List.of("limits", "requests").stream().anyMatch(side -> !Objects.equals(old.at(side, name), now.at(side, name))));
    }

    /** Why the node cannot give what is asked for. */
    private Optional<Json> obstacle() {
        Optional<KubeObject> node = view.get("nodes", "", pod.spec().textOrEmpty("nodeName"));
        for (Map.Entry<String, Long> asked : Demand.of(pod).resources().entrySet()) {
            String name = asked.getKey();
            long room = node.map(found -> Demand.amount(name, found.tree().at("status", "allocatable", name))).orElse(0L);
            long used = Rejection.used(name, pod, pod.spec().textOrEmpty("nodeName"), view);
            if (asked.getValue() > room) {
                return Optional.of(pending("Infeasible", "Node didn't have enough capacity: %s, requested: %d, capacity: %d"
                        .formatted(name, asked.getValue(), room)));
            }
            if (used + asked.getValue() > room) {
                return Optional.of(pending("Deferred", "Node didn't have enough resource: %s, requested: %d, used: %d, capacity: %d"
                        .formatted(name, asked.getValue(), used, room)));
            }
        }
        return Optional.empty();
    }

    private Json pending(String reason, String message) {
        Object since = pod.condition(PENDING).<Object>map(old -> old.get("lastTransitionTime")).orElse(Times.text(view.now()));
        return Json.of("type", PENDING, "status", "True", "reason", reason, "message", message, "lastTransitionTime", since,
                "observedGeneration", pod.generation());
    }

    /** The status with the condition about a resize that waits, or without it. */
    Json noted(Json status) {
        Optional<Json> waits = changed().isEmpty() ? Optional.empty() : obstacle();
        if (waits.isEmpty() && pod.condition(PENDING).isEmpty()) {
            return status;
        }
        List<Json> conditions = new ArrayList<>(status.objects("conditions").stream().filter(condition -> !PENDING.equals(condition.text("type"))).toList());
        waits.ifPresent(conditions::add);
        return status.with("conditions", conditions);
    }
}
