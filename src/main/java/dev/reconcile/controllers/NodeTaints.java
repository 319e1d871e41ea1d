package dev.reconcile.controllers;

import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The taints that a node has because of its conditions ({@code nodeConditionToTaintKeyStatusMap}), beside those that people give it. */
final class NodeTaints {
    private static final String PREFIX = "node.kubernetes.io/";
    private static final List<String> OWN =
            List.of("not-ready", "unreachable", "memory-pressure", "disk-pressure", "pid-pressure", "network-unavailable", "unschedulable");
    private static final List<String> EVICTING = List.of("not-ready", "unreachable");

    private NodeTaints() {}

    /**
     * What the node should have; a taint that it has already keeps its time.
     *
     * @param evict whether its condition may make its pods go
     */
    static List<Json> of(KubeObject node, boolean evict, long now) {
        List<Json> wanted = wanted(node, evict);
        List<Json> taints = new ArrayList<>();
        for (Json taint : node.spec().objects("taints")) {
            if (!isOwn(taint) || wanted.stream().anyMatch(want -> same(want, taint))) {
                taints.add(taint);
            }
        }
        for (Json want : wanted) {
            if (taints.stream().noneMatch(taint -> same(want, taint))) {
                taints.add(want.with("timeAdded", Times.text(now)));
            }
        }
        return taints;
    }

    /** The taints by which the node is emptied because of its condition. */
    static List<Json> evicting(KubeObject node) {
        return node.spec().objects("taints").stream().filter(taint -> "NoExecute".equals(taint.text("effect")) && isOwn(taint)).toList();
    }

    private static List<Json> wanted(KubeObject node, boolean evict) {
        List<Json> wanted = new ArrayList<>();
        String ready = Conditions.find(node.status(), "Ready").map(condition -> condition.textOrEmpty("status")).orElse("True");
        if (!ready.equals("True")) {
            String key = ready.equals("False") ? "not-ready" : "unreachable";
            wanted.add(taint(key, "NoSchedule"));
            if (evict) {
                wanted.add(taint(key, "NoExecute"));
            }
        }
        add(wanted, node, "MemoryPressure", "memory-pressure");
        add(wanted, node, "DiskPressure", "disk-pressure");
        add(wanted, node, "PIDPressure", "pid-pressure");
        add(wanted, node, "NetworkUnavailable", "network-unavailable");
        if (node.spec().isTrue("unschedulable")) {
            wanted.add(taint("unschedulable", "NoSchedule"));
        }
        return wanted;
    }

    private static void add(List<Json> wanted, KubeObject node, String condition, String key) {
        if (Conditions.isTrue(node.status(), condition)) {
            wanted.add(taint(key, "NoSchedule"));
        }
    }

    private static Json taint(String key, String effect) {
        return Json.of("key", PREFIX + key, "effect", effect);
    }

    private static boolean isOwn(Json taint) {
        String key = taint.textOrEmpty("key");
        String name = key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : "";
        return "NoSchedule".equals(taint.text("effect")) && OWN.contains(name) || "NoExecute".equals(taint.text("effect")) && EVICTING.contains(name);
    }

    private static boolean same(Json a, Json b) {
        return a.textOrEmpty("key").equals(b.text("key")) && a.textOrEmpty("effect").equals(b.text("effect"));
    }

    /** As people write them: {@code key=value:effect}. */
    static String text(List<Json> taints) {
        return taints.isEmpty() ? "–" : taints.stream()
                .map(taint -> taint.textOrEmpty("key") + (taint.has("value") ? "=" + taint.text("value") : "") + ":" + taint.textOrEmpty("effect"))
                .collect(Collectors.joining(", "));
    }
}
