package dev.reconcile.api;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import dev.reconcile.sim.VirtualClock;
import dev.reconcile.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deletes: at once, after a grace period (pods), or when the finalizers are gone. Follows {@code registry/rest/delete.go} and
 * {@code registry/generic/registry/store.go}.
 */
final class Deletion {
    static final String FOREGROUND = "foregroundDeletion";
    static final String ORPHAN = "orphan";

    private static final List<String> POLICIES = List.of("Foreground", "Background", "Orphan", "nil");

    /** Kinds whose dependents stay by default, for the sake of clients from before there was garbage collection. */
    private static final List<String> ORPHANING = List.of("Job", "ReplicationController");

    private final Store store;
    private final VirtualClock clock;

    Deletion(Store store, VirtualClock clock) {
        this.store = store;
        this.clock = clock;
    }

    Reply delete(Request request, Kind kind, Admissions admissions) {
        KubeObject before = store.get(request.key()).orElse(null);
        if (before == null) {
            return new Reply.Failed(Status.notFound(request.resource(), request.name()));
        }
        Optional<Status> unmet = invalid(request.options()).or(() -> precondition(request, kind, before));
        if (unmet.isPresent()) {
            return new Reply.Failed(unmet.get());
        }
        Admission.Write write = new Admission.Write(request, kind, before, null);
        Optional<Status> refused = admissions.refusedDeletion(write);
        if (refused.isPresent()) {
            return new Reply.Failed(refused.get());
        }
        if (isPending(request.options(), before)) {
            return new Reply.One(200, before, List.of());
        }
        KubeObject marked = marked(request.options(), kind, before);
        if (request.options().dryRun()) {
            return new Reply.One(200, before, List.of());
        }
        Store.Outcome outcome = isComplete(marked)
                ? store.delete(request.key(), marked, request.caller().writer())
                : store.update(request.key(), marked, 0, request.caller().writer());
        return switch (outcome) {
            case Store.Outcome.Written written -> new Reply.One(200, written.object(), List.of());
            case Store.Outcome.Missing missing -> new Reply.Failed(Status.notFound(request.resource(), request.name()));
            case Store.Outcome.Exists exists -> throw new IllegalStateException("a deletion found that the object exists");
            case Store.Outcome.Stale stale -> new Reply.Failed(Status.stale(request.resource(), request.name()));
        };
    }

    /** {@code ValidateDeleteOptions}. */
    private static Optional<Status> invalid(Options options) {
        Problems problems = new Problems();
        String policy = options.propagationPolicy();
        if (!policy.isEmpty() && options.orphanDependents().isPresent()) {
            problems.invalid("propagationPolicy", policy, "orphanDependents and deletionPropagation cannot be both set");
        }
        if (!policy.isEmpty() && !POLICIES.contains(policy)) {
            problems.notAmong("propagationPolicy", policy, POLICIES);
        }
        return problems.isEmpty() ? Optional.empty() : Optional.of(Status.invalid("DeleteOptions.meta.k8s.io", "", problems.found()));
    }

    private static Optional<Status> precondition(Request request, Kind kind, KubeObject before) {
        String uid = request.options().preconditions().textOrEmpty("uid");
        if (!uid.isEmpty() && !uid.equals(before.uid())) {
            return Optional.of(Status.conflict(kind.groupKind(), request.name(),
                    ("the UID in the precondition (%s) does not match the UID in record (%s). "
                            + "The object might have been deleted and then recreated").formatted(uid, before.uid())));
        }
        String revision = request.options().preconditions().textOrEmpty("resourceVersion");
        if (!revision.isEmpty() && !revision.equals(Long.toString(before.revision()))) {
            return Optional.of(Status.conflict(kind.groupKind(), request.name(),
                    ("the ResourceVersion in the precondition (%s) does not match the ResourceVersion in record (%s). "
                            + "The object might have been modified").formatted(revision, before.revision())));
        }
        return Optional.empty();
    }

    /** It is stopping already, and nobody asks for less time: nothing changes. */
    private static boolean isPending(Options options, KubeObject before) {
        long granted = before.metadata().number(0, "deletionGracePeriodSeconds");
        return before.isTerminating() && granted > 0 && Math.max(options.gracePeriodSeconds().orElse(granted), 0) >= granted;
    }

    /** The object with deletion timestamp, grace period and the finalizers that the propagation policy asks for. */
    private KubeObject marked(Options options, Kind kind, KubeObject before) {
        long grace = grace(options, kind, before);
        boolean again = before.isTerminating();
        long granted = before.metadata().number(0, "deletionGracePeriodSeconds");
        KubeObject marked = before;
        if (!again || grace < granted) {
            long from = again ? before.deletedAt().orElseThrow().toEpochMilli() - granted * 1000 : clock.now();
            marked = marked.with(Times.text(from + grace * 1000), "metadata", "deletionTimestamp")
                    .with(kind.kind().equals("Namespace") ? null : grace, "metadata", "deletionGracePeriodSeconds");
            if (!again && before.generation() > 0) {
                marked = marked.with(before.generation() + 1, "metadata", "generation");
            }
        }
        marked = marked.with(finalizers(options, kind, marked), "metadata", "finalizers");
        boolean namespace = kind.kind().equals("Namespace");
        return namespace ? marked.with("Terminating", "status", "phase") : marked;
    }

    /** Seconds that a pod gets to stop; other kinds go at once. A pod that no kubelet has, or that has ended, gets none. */
    private static long grace(Options options, Kind kind, KubeObject before) {
        if (!kind.kind().equals("Pod")) {
            return 0;
        }
        long grace = options.gracePeriodSeconds().orElse(before.spec().number(30, "terminationGracePeriodSeconds"));
        if (grace < 0) {
            grace = 1;
        }
        String phase = before.status().textOrEmpty("phase");
        boolean nobodyRunsIt = !before.spec().has("nodeName") || phase.equals("Succeeded") || phase.equals("Failed");
        return nobodyRunsIt ? 0 : grace;
    }

    private static List<String> finalizers(Options options, Kind kind, KubeObject object) {
        List<String> finalizers = new ArrayList<>(object.finalizers());
        String policy = policy(options, kind, finalizers);
        finalizers.removeAll(List.of(FOREGROUND, ORPHAN));
        if (policy.equals("Foreground")) {
            finalizers.add(FOREGROUND);
        } else if (policy.equals("Orphan")) {
            finalizers.add(ORPHAN);
        }
        return finalizers.isEmpty() ? null : finalizers;
    }

    /** What was asked for; else what the object's finalizers say; else the kind's own ({@code DefaultGarbageCollectionPolicy}). */
    private static String policy(Options options, Kind kind, List<String> finalizers) {
        if (options.orphanDependents().isPresent()) {
            return options.orphanDependents().get() ? "Orphan" : "Background";
        }
        if (!options.propagationPolicy().isEmpty()) {
            return options.propagationPolicy();
        }
        if (finalizers.contains(ORPHAN)) {
            return "Orphan";
        }
        return finalizers.contains(FOREGROUND) ? "Foreground" : ORPHANING.contains(kind.kind()) ? "Orphan" : "Background";
    }

    /** Nothing holds the object any more: no finalizer, no grace period left, no namespace content to clear. */
    static boolean isComplete(KubeObject object) {
        Json metadata = object.metadata();
        return object.isTerminating()
                && object.finalizers().isEmpty()
                && metadata.number(0, "deletionGracePeriodSeconds") == 0
                && object.spec().list("finalizers").isEmpty();
    }
}
