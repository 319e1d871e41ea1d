package dev.reconcile.controllers;

import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * In which order pods are deleted when there are too many, and why ({@code controller_utils.go ActivePodsWithRanks}).
 *
 * <p>Times are compared by their order of magnitude: two pods whose ages in nanoseconds have the same logarithm to base two count as equally
 * old, and their uids decide, which is as good as chance.
 */
final class DeletionRank {
    /** The first difference between two pods that decides which of them goes first. */
    enum Difference {
        UNASSIGNED("unassigned"),
        PHASE("phase"),
        UNREADY("unready"),
        COST("cost"),
        DOUBLED_UP("doubled-up"),
        READY_SHORTER("ready-shorter"),
        RESTARTS("restarts"),
        NEWER("newer"),
        CHANCE("chance");

        private final String id;

        Difference(String id) {
            this.id = id;
        }

        /** The last part of the reason's id. */
        String id() {
            return id;
        }
    }

    /** What the order looks at, read once for each pod. */
    private record Candidate(KubeObject pod, boolean assigned, int phase, boolean ready, long cost, int neighbours, long readySince,
            long restarts, long sidecarRestarts, long created) {}

    /** @param first below zero if the first of the two goes first; zero only where nothing tells them apart */
    private record Verdict(Difference difference, long first) {}

    private final long now;
    private final List<Candidate> order;

    /** @param related pods that should be spread over the nodes together with these */
    DeletionRank(List<KubeObject> pods, List<KubeObject> related, long now) {
        this.now = now;
        Map<String, Integer> onNode = new TreeMap<>();
        for (KubeObject pod : related) {
            if (Pods.isActive(pod)) {
                onNode.merge(Pods.node(pod), 1, Integer::sum);
            }
        }
        List<Candidate> candidates = new ArrayList<>();
        for (KubeObject pod : pods) {
            candidates.add(candidate(pod, onNode.getOrDefault(Pods.node(pod), 0)));
        }
        this.order = sorted(candidates);
    }

    private static Candidate candidate(KubeObject pod, int neighbours) {
        return new Candidate(pod, !Pods.node(pod).isEmpty(), phase(pod), Pods.isReady(pod), Pods.deletionCost(pod), neighbours,
                Pods.readySince(pod).orElse(0L), Pods.mostRestarts(pod), Pods.mostSidecarRestarts(pod), pod.createdAt());
    }

    private static int phase(KubeObject pod) {
        return switch (Pods.phase(pod)) {
            case "Pending" -> 0;
            case "Unknown" -> 1;
            default -> 2;
        };
    }

    /** The pods to delete, the first to go first. */
    List<KubeObject> first(int count) {
        return order.subList(0, count).stream().map(Candidate::pod).toList();
    }

    /** Why the pod at this place goes rather than the first one that stays; CHANCE if none stays. */
    Difference why(int place, int count) {
        return count >= order.size() ? Difference.CHANCE : compare(order.get(place), order.get(count)).difference();
    }

    /** A merge sort of our own: upstream's order is not transitive where uids decide, which the library's sort refuses. */
    private List<Candidate> sorted(List<Candidate> candidates) {
        if (candidates.size() < 2) {
            return candidates;
        }
        int middle = candidates.size() / 2;
        List<Candidate> left = sorted(candidates.subList(0, middle));
        List<Candidate> right = sorted(candidates.subList(middle, candidates.size()));
        List<Candidate> merged = new ArrayList<>(candidates.size());
        int l = 0;
        int r = 0;
        while (l < left.size() || r < right.size()) {
            boolean takeLeft = r == right.size() || l < left.size() && compare(left.get(l), right.get(r)).first() <= 0;
            merged.add(takeLeft ? left.get(l++) : right.get(r++));
        }
        return merged;
    }

    private Verdict compare(Candidate a, Candidate b) {
        if (a.assigned() != b.assigned()) {
            return new Verdict(Difference.UNASSIGNED, a.assigned() ? 1 : -1);
        }
        if (a.phase() != b.phase()) {
            return new Verdict(Difference.PHASE, a.phase() - b.phase());
        }
        if (a.ready() != b.ready()) {
            return new Verdict(Difference.UNREADY, a.ready() ? 1 : -1);
        }
        if (a.cost() != b.cost()) {
            return new Verdict(Difference.COST, Long.compare(a.cost(), b.cost()));
        }
        if (a.neighbours() != b.neighbours()) {
            return new Verdict(Difference.DOUBLED_UP, b.neighbours() - a.neighbours());
        }
        if (a.ready() && a.readySince() != b.readySince()) {
            return byAge(Difference.READY_SHORTER, a, a.readySince(), b, b.readySince());
        }
        if (a.restarts() != b.restarts()) {
            return new Verdict(Difference.RESTARTS, Long.compare(b.restarts(), a.restarts()));
        }
        if (a.sidecarRestarts() != b.sidecarRestarts()) {
            return new Verdict(Difference.RESTARTS, Long.compare(b.sidecarRestarts(), a.sidecarRestarts()));
        }
        if (a.created() != b.created()) {
            return byAge(Difference.NEWER, a, a.created(), b, b.created());
        }
        return new Verdict(Difference.CHANCE, 0);
    }

    private Verdict byAge(Difference difference, Candidate a, long aTime, Candidate b, long bTime) {
        long rank = magnitude(aTime) - magnitude(bTime);
        return rank == 0
                ? new Verdict(Difference.CHANCE, a.pod().uid().compareTo(b.pod().uid()))
                : new Verdict(difference, rank);
    }

    private long magnitude(long time) {
        long nanos = (now - time) * 1_000_000;
        return nanos <= 0 ? -1 : 63 - Long.numberOfLeadingZeros(nanos);
    }
}
