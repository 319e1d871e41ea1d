package dev.reconcile.model;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Fields that Go's encoder writes as null while they are unset, because they are structs or have no {@code omitempty}
 * ({@code types.go} of core/v1, events/v1, autoscaling/v2): {@code lastProbeTime: null} in a pod's conditions. Objects are kept without them.
 */
public final class Unset {
    private static final List<String> EVENT_TIMES = List.of("eventTime", "firstTimestamp", "lastTimestamp");
    private static final List<String> NEWER_EVENT_TIMES = List.of("deprecatedFirstTimestamp", "deprecatedLastTimestamp", "eventTime");

    private Unset() {}

    /** The object as clients see it, with {@link MergePatch#REMOVE} for null. */
    public static Json written(Json object) {
        return switch (object.textOrEmpty("kind")) {
            case "Pod" -> conditions(object);
            case "Event" -> switch (object.textOrEmpty("apiVersion")) {
                case "v1" -> nulls(object, EVENT_TIMES);
                case "events.k8s.io/v1" -> nulls(object, NEWER_EVENT_TIMES);
                default -> object;
            };
            case "HorizontalPodAutoscaler" -> object.textOrEmpty("apiVersion").equals("autoscaling/v2") && object.has("status")
                    ? object.with("status", nulls(object.object("status"), List.of("currentMetrics"))) : object;
            default -> object;
        };
    }

    private static Json conditions(Json pod) {
        List<Json> conditions = pod.objects("status", "conditions");
        if (conditions.isEmpty()) {
            return pod;
        }
        UnaryOperator<Json> probed = condition -> nulls(condition, List.of("lastProbeTime"));
        return pod.with("status", pod.object("status").with("conditions", conditions.stream().map(probed).toList()));
    }

    private static Json nulls(Json object, List<String> names) {
        Json whole = object;
        for (String name : names) {
            whole = whole.has(name) ? whole : whole.with(name, MergePatch.REMOVE);
        }
        return whole;
    }
}
