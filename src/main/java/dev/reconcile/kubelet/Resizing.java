package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
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
    private static final String IN_PROGRESS = "PodResizeInProgress";

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
        List<Container> due = changed().stream().filter(container -> container.isRunning() && !container.isStopping()).toList();
        return due.isEmpty() || obstacle().isPresent() ? List.of() : due;
    }

    /** Containers that run with other resources than the pod wants by now, or will again after a restart. */
    private List<Container> changed() {
        List<Container> changed = new ArrayList<>();
        for (Container container : box.containers()) {
            boolean over = container.isExited() && !Restarts.wanted(pod, spec(container), isInitial(container), container.exitCode());
            if (!over && !Objects.equals(wanted(container), container.origin().spec().get("resources"))) {
                changed.add(container);
            }
        }
        return changed;
    }

    private boolean isInitial(Container container) {
        return pod.spec().objects("initContainers").stream().anyMatch(spec -> container.name().equals(spec.text("name")));
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
        Map<String, Long> wanted = Demand.wanted(pod).resources();
        for (String name : List.of("memory", "cpu")) {
            long asked = wanted.getOrDefault(name, 0L);
            long room = node.map(found -> Demand.amount(name, found.tree().at("status", "allocatable", name))).orElse(0L);
            if (asked > room) {
                return Optional.of(pending("Infeasible", "Node didn't have enough capacity: %s, requested: %d, capacity: %d".formatted(name, asked, room)));
            }
        }
        for (String name : List.of("cpu", "memory")) {
            long asked = wanted.getOrDefault(name, 0L);
            long room = node.map(found -> Demand.amount(name, found.tree().at("status", "allocatable", name))).orElse(0L);
            long used = Rejection.used(name, pod, pod.spec().textOrEmpty("nodeName"), view);
            if (asked > 0 && used + asked > room) {
                return Optional.of(pending("Deferred", "Node didn't have enough resource: %s, requested: %d, used: %d, capacity: %d"
                        .formatted(name, asked, used, room)));
            }
        }
        return Optional.empty();
    }

    private Json pending(String reason, String message) {
        return condition(PENDING).with("reason", reason).with("message", message);
    }

    private Json condition(String type) {
        Object since = pod.condition(type).<Object>map(old -> old.get("lastTransitionTime")).orElse(Times.text(view.now()));
        return Json.of("type", type, "status", "True", "lastTransitionTime", since, "observedGeneration", pod.generation());
    }

    /** The status with a condition about a resize that waits or goes on, and with what is allocated to it; or without. */
    Json noted(Json status) {
        List<Container> changed = changed();
        boolean noted = pod.condition(PENDING).isPresent() || pod.condition(IN_PROGRESS).isPresent();
        if (changed.isEmpty() && !noted) {
            return status;
        }
        List<Json> conditions = new ArrayList<>(status.objects("conditions").stream()
                .filter(condition -> !List.of(PENDING, IN_PROGRESS).contains(condition.text("type"))).toList());
        Json allocated = status;
        if (!changed.isEmpty()) {
            Optional<Json> obstacle = obstacle();
            conditions.addFirst(obstacle.orElseGet(() -> condition(IN_PROGRESS)));
            allocated = obstacle.isPresent() ? status : allocated(status, changed);
        }
        return allocated.with("conditions", conditions);
    }

    private Json allocated(Json status, List<Container> changed) {
        Json after = status;
        for (String list : List.of("containerStatuses", "initContainerStatuses")) {
            List<Json> statuses = status.objects(list).stream().map(each -> changed.stream()
                    .filter(container -> container.name().equals(each.text("name")) && each.has("resources")).findFirst()
                    .map(container -> each.with("allocatedResources", spec(container).at("resources", "requests"))).orElse(each)).toList();
            after = statuses.isEmpty() ? after : after.with(list, statuses);
        }
        return after;
    }

    /** Whether a resize that went on is over now. */
    boolean isCompleted() {
        return pod.condition(IN_PROGRESS).isPresent() && changed().isEmpty();
    }

    /** What is said of it then ({@code pkg/kubelet/events/podresize.go}). */
    String summary() {
        List<String> lists = new ArrayList<>();
        for (String list : List.of("initContainers", "containers")) {
            List<Json> containers = pod.spec().objects(list).stream()
                    .map(spec -> Json.of("name", spec.text("name"), "resources", spec.object("resources"))).toList();
            if (!containers.isEmpty()) {
                lists.add("\"" + list + "\":" + JsonText.compact(containers));
            }
        }
        return "Pod resize completed: {" + String.join(",", lists) + "}";
    }
}
