package dev.reconcile.controllers;

import dev.reconcile.api.GoText;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * How many replicas the metrics of an autoscaler ask for ({@code computeReplicasForMetrics}): the most that any of them does. Only cpu and memory are
 * measured here, as in a cluster with a metrics server and nothing else.
 *
 * @param replicas the number; meaningless if none of them can be computed
 * @param name the metric that asks for the most
 * @param current what was measured, as the status shows it; nothing in the place of what could not be
 * @param failures those that could not be computed
 */
record AutoscalerMetrics(long replicas, String name, List<Json> current, List<Failure> failures) {
    /**
     * A metric that cannot be computed.
     *
     * @param reason of the event and of the condition
     * @param problem their message
     * @param error the message as the sum of all failures quotes it
     */
    record Failure(String reason, String problem, String error) {}

    private sealed interface Measured {
        record Good(long replicas, String name, Json status) implements Measured {}

        record Bad(Failure failure) implements Measured {}
    }

    /** Upstream's status has as many entries as there are metrics. */
    private static final Json NOTHING = Json.of("type", "");

    static AutoscalerMetrics of(KubeObject autoscaler, ReplicaCalculator calculator) {
        long replicas = 0;
        String name = "";
        List<Json> current = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (Json metric : autoscaler.spec().objects("metrics")) {
            switch (measure(metric, autoscaler.namespace(), calculator)) {
                case Measured.Good good -> {
                    current.add(good.status());
                    if (replicas == 0 || good.replicas() > replicas) {
                        replicas = good.replicas();
                        name = good.name();
                    }
                }
                case Measured.Bad bad -> {
                    current.add(NOTHING);
                    failures.add(bad.failure());
                }
            }
        }
        return new AutoscalerMetrics(replicas, name, current, failures);
    }

    /** A metric that cannot be read does not keep others from scaling up, but nothing is scaled down then. */
    boolean decideNothing(long currentReplicas) {
        return failures.size() >= current.size() || !failures.isEmpty() && replicas < currentReplicas;
    }

    /** All failures in one sentence. */
    String error() {
        return "invalid metrics (%d invalid out of %d), first error is: %s".formatted(failures.size(), current.size(), failures.getFirst().error());
    }

    private static Measured measure(Json metric, String namespace, ReplicaCalculator calculator) {
        return switch (metric.textOrEmpty("type")) {
            case "Resource" -> resource(metric.object("resource"), "Resource", "", calculator);
            case "ContainerResource" -> resource(metric.object("containerResource"), "ContainerResource", metric.textOrEmpty("containerResource", "container"),
                    calculator);
            case "Pods" -> pods(metric.object("pods"));
            case "Object" -> object(metric.object("object"), namespace);
            default -> external(metric.object("external"), namespace);
        };
    }

    private static Measured resource(Json source, String type, String container, ReplicaCalculator calculator) {
        String resource = source.textOrEmpty("name");
        boolean ofContainer = type.equals("ContainerResource");
        boolean byValue = source.has("target", "averageValue");
        ReplicaCalculator.Result result = byValue
                ? calculator.byValue(resource, container, ReplicaCalculator.thousandths(source.at("target", "averageValue")))
                : calculator.byUtilization(resource, container, source.number(1, "target", "averageUtilization"));
        return switch (result) {
            case ReplicaCalculator.Result.Unknown unknown -> failed("FailedGet" + type + "Metric",
                    "failed to get %s %s: %s".formatted(resource, byValue ? "usage" : "utilization", unknown.problem()),
                    "failed to get %s %s metric value: ".formatted(ofContainer ? container : resource, ofContainer ? "container" : "resource"));
            case ReplicaCalculator.Result.Found found -> {
                String average = new Quantity(BigDecimal.valueOf(found.average(), 3), Quantity.Family.DECIMAL).text();
                Json now = Json.of("averageUtilization", byValue ? null : found.utilization(), "averageValue", average);
                Json shown = Json.of("container", ofContainer ? container : null, "current", now, "name", resource);
                String name = byValue ? resource + " resource"
                        : resource + (ofContainer ? " container" : "") + " resource utilization (percentage of request)";
                yield new Measured.Good(found.replicas(), name, Json.of(ofContainer ? "containerResource" : "resource", shown, "type", type));
            }
        };
    }

    private static Measured failed(String reason, String problem, String error) {
        return new Measured.Bad(new Failure(reason, problem, error + problem));
    }

    private static final String NO_CUSTOM = "unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered";

    private static Measured pods(Json source) {
        return failed("FailedGetPodsMetric", "unable to get metric %s: %s".formatted(source.textOrEmpty("metric", "name"), NO_CUSTOM),
                "failed to get pods metric value: ");
    }

    /** Upstream mixes up the words of this message, and the average is a failure within a failure. */
    private static Measured object(Json source, String namespace) {
        String metric = source.textOrEmpty("metric", "name");
        Json described = source.object("describedObject");
        String problem = "unable to get metric %s: %s on %s %s/%s".formatted(metric, described.textOrEmpty("kind"), namespace, described.textOrEmpty("name"),
                NO_CUSTOM);
        String average = source.has("target", "averageValue") ? "failed to get " + metric + " object metric: " : "";
        return failed("FailedGetObjectMetric", problem, "failed to get object metric value: " + average);
    }

    private static Measured external(Json source, String namespace) {
        String metric = source.textOrEmpty("metric", "name");
        String problem = "unable to get external metric %s/%s/%s: unable to fetch metrics from external metrics API: "
                .formatted(namespace, metric, GoText.selector(source.at("metric", "selector") instanceof Json selector ? selector : null)) + "the server could not find the requested resource (get " + metric + ".external.metrics.k8s.io)";
        String failure = source.has("target", "averageValue") ? "failed to get %s external metric: " : "failed to get external metric %s: ";
        return failed("FailedGetExternalMetric", problem, "failed to get %s external metric value: ".formatted(metric) + failure.formatted(metric));
    }
}
