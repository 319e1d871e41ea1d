package dev.reconcile.kubectl.call;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.model.Pods;
import java.util.Comparator;
import java.util.List;

/**
 * The pod that stands for an object: itself, or one of those that its selector finds ({@code kubectl/pkg/polymorphichelpers}:
 * {@code attachablepodforobject.go}, {@code logsforobject.go}, {@code helpers.go}).
 */
public final class FirstPod {
    /** For exec, attach and port-forward: the one that has been ready for longest. */
    public static final Comparator<KubeObject> MOST_ACTIVE = Comparator
            .comparing((KubeObject pod) -> Pods.node(pod).isEmpty())
            .thenComparing(pod -> -activity(pod))
            .thenComparing(pod -> !Pods.isReady(pod))
            .thenComparing(pod -> Pods.readySince(pod).orElse(0L))
            .thenComparing(Pods::mostRestarts)
            .thenComparing(KubeObject::createdAt);
    /** For logs: as {@link #MOST_ACTIVE}, but the one that restarted more has more to say. */
    public static final Comparator<KubeObject> FOR_LOGS = Comparator
            .comparing((KubeObject pod) -> Pods.node(pod).isEmpty())
            .thenComparing(FirstPod::silence)
            .thenComparing(pod -> !Pods.isReady(pod))
            .thenComparing(pod -> Pods.readySince(pod).orElse(Long.MAX_VALUE))
            .thenComparing(pod -> -Pods.mostRestarts(pod))
            .thenComparing(KubeObject::createdAt);

    private static final List<String> WITH_SELECTOR = List.of("DaemonSet", "Deployment", "Job", "ReplicaSet", "StatefulSet");

    private FirstPod() {}

    private static int activity(KubeObject pod) {
        return switch (Pods.phase(pod)) {
            case "Running" -> 2;
            case "Unknown" -> 1;
            default -> 0;
        };
    }

    private static int silence(KubeObject pod) {
        return switch (Pods.phase(pod)) {
            case "Pending" -> 2;
            case "Unknown" -> 1;
            default -> 0;
        };
    }

    public static Flag timeout(String preset) {
        return Flag.duration("pod-running-timeout", preset, "How long to wait until at least one pod is running.");
    }

    /** The object that an argument names: {@code web-0}, {@code deploy/web}. */
    public static KubeObject object(Call call, String argument) throws CommandFailure {
        List<String> words = argument.contains("/") ? List.of(argument) : List.of("pods", argument);
        return Selection.of(call, words, false).objects().getFirst().object();
    }

    /** What to do with the pods that were found; the first one is the one. */
    @FunctionalInterface
    public interface Use {
        Step with(List<KubeObject> pods) throws CommandFailure;
    }

    /**
     * Goes on with the object's pods, best first, as soon as there are any.
     *
     * @param purpose how a refusal begins: {@code cannot attach to}
     */
    public static Step of(Call call, KubeObject object, Comparator<KubeObject> order, String purpose, Use use) throws CommandFailure {
        if (object.kind().equals("Pod")) {
            return use.with(List.of(object));
        }
        LabelSelector selector = selector(object, purpose);
        return await(call, object.namespace(), Options.of("labelSelector", selector.text()), order, call.now() + call.flags().millis("pod-running-timeout"), use);
    }

    /** The pods an object selects, for a look without waiting. */
    public static List<KubeObject> all(Call call, KubeObject object, String purpose) throws CommandFailure {
        return call.list(call.kind("pods"), object.namespace(), Options.of("labelSelector", selector(object, purpose).text()));
    }

    private static LabelSelector selector(KubeObject object, String purpose) throws CommandFailure {
        if (object.kind().equals("Service")) {
            if (object.spec().object("selector").isEmpty()) {
                throw CommandFailure.error("%s *v1.Service: invalid service '%s': Service is defined without a selector".formatted(purpose, object.name()));
            }
            return LabelSelector.ofMap(object.spec().textMap("selector"));
        }
        if (object.kind().equals("ReplicationController")) {
            return LabelSelector.ofMap(object.spec().textMap("selector"));
        }
        if (WITH_SELECTOR.contains(object.kind())) {
            return LabelSelector.of(object.spec().object("selector"));
        }
        String type = "*" + object.apiVersion().substring(object.apiVersion().indexOf('/') + 1) + "." + object.kind();
        throw CommandFailure.error("%s %s: selector for %s not implemented".formatted(purpose, type, type));
    }

    private static Step await(Call call, String namespace, Options options, Comparator<KubeObject> order, long until, Use use) throws CommandFailure {
        Kind kind = call.kind("pods");
        List<KubeObject> found = call.quietly(kind, namespace, options).stream().sorted(order).toList();
        if (!found.isEmpty()) {
            return use.with(found);
        }
        if (call.now() >= until) {
            throw CommandFailure.error("timed out waiting for the condition");
        }
        return Step.changeUntil(until, () -> await(call, namespace, options, order, until, use));
    }
}
