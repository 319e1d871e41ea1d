package dev.reconcile.controllers;

import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The next step of a DaemonSet's rolling update ({@code pkg/controller/daemon/update.go rollingUpdate}).
 *
 * @param useless old pods that serve nobody: to delete at once
 * @param replaceable old pods whose turn it is: to delete
 * @param superseded old pods beside which a new one is available: to delete
 * @param surge nodes that get a new pod beside the old one
 */
record DaemonRollout(List<KubeObject> useless, List<KubeObject> replaceable, List<KubeObject> superseded, List<String> surge) {

    static DaemonRollout of(DaemonPods pods) {
        return pods.surges() ? surging(pods) : replacing(pods);
    }

    /** Old pods go first and new ones take their places, as many at a time as may be unavailable. */
    private static DaemonRollout replacing(DaemonPods pods) {
        long unavailable = 0;
        List<KubeObject> useless = new ArrayList<>();
        List<KubeObject> candidates = new ArrayList<>();
        for (String node : pods.concerned()) {
            List<KubeObject> here = pods.staying(node);
            if (here.size() != 1) {
                unavailable++;
            } else if (pods.isUpdated(here.getFirst())) {
                unavailable += pods.isAvailable(here.getFirst()) ? 0 : 1;
            } else if (pods.isAvailable(here.getFirst())) {
                candidates.add(here.getFirst());
            } else {
                useless.add(here.getFirst());
                unavailable++;
            }
        }
        long may = Math.max(0, pods.maxUnavailable() - unavailable);
        return new DaemonRollout(useless, candidates.stream().limit(may).toList(), List.of(), List.of());
    }

    /**
     * New pods come beside old ones, which go when the new ones are available. A node that only tolerates the old one gets no new one: the old one
     * goes once as many others are available as are wanted, or at once if it serves nobody.
     */
    private static DaemonRollout surging(DaemonPods pods) {
        long surging = 0;
        long available = 0;
        List<KubeObject> useless = new ArrayList<>();
        List<KubeObject> sunset = new ArrayList<>();
        List<KubeObject> superseded = new ArrayList<>();
        List<String> unserved = new ArrayList<>();
        List<String> candidates = new ArrayList<>();
        for (String node : pods.concerned()) {
            List<KubeObject> fresh = pods.staying(node).stream().filter(pods::isUpdated).toList();
            List<KubeObject> old = pods.staying(node).stream().filter(pod -> !pods.isUpdated(pod)).toList();
            if (fresh.size() > 1 || old.size() > 1) {
                surging++;
                continue;
            }
            boolean serves = Stream.concat(old.stream(), fresh.stream()).findFirst().filter(pods::isAvailable).isPresent();
            available += serves ? 1 : 0;
            if (!old.isEmpty() && fresh.isEmpty() && pods.places().get(node) == DaemonPlace.Place.BELONGS) {
                (serves ? candidates : unserved).add(node);
            } else if (!old.isEmpty() && fresh.isEmpty()) {
                (serves ? sunset : useless).addAll(old);
            } else if (!old.isEmpty() && pods.isAvailable(fresh.getFirst())) {
                superseded.add(old.getFirst());
            } else if (!old.isEmpty()) {
                surging++;
            }
        }
        List<String> surge = new ArrayList<>(unserved);
        candidates.stream().limit(Math.max(0, pods.maxSurge() - surging)).forEach(surge::add);
        List<KubeObject> spare = sunset.stream().limit(Math.max(0, available - pods.wanted().size())).toList();
        return new DaemonRollout(useless, spare, superseded, surge);
    }
}
