package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.model.Quantity;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How many replicas the metrics ask for ({@code replica_calculator.go}): the most that any of them does. Only cpu and memory are measured here, as in a
 * cluster with a metrics server and nothing else.
 *
 * @param replicas the number; meaningless if there is a problem
 * @param name the metric that asks for the most
 * @param current what was measured, as the status shows it
 * @param reason of the first problem; empty if there is none
 * @param problem its message
 * @param firstError the message as the sum of all failures quotes it
 */
record AutoscalerMetrics(long replicas, String name, List<Json> current, int failed, int asked, String reason, String problem, String firstError) {
    private static final double TOLERANCE = 0.1;

    private record Measured(long replicas, String name, Json status, String reason, String problem, String error) {
        static Measured failed(String reason, String problem, String error) {
            return new Measured(0, "", null, reason, problem, error + problem);
        }
    }

    static AutoscalerMetrics of(KubeObject autoscaler, KubeObject target, View view) {
        List<Measured> all = new ArrayList<>();
        for (Json metric : autoscaler.spec().objects("metrics")) {
            all.add(measure(metric, target, view));
        }
        List<Measured> good = all.stream().filter(measured -> measured.reason().isEmpty()).toList();
        List<Json> current = good.stream().map(Measured::status).toList();
        Optional<Measured> bad = all.stream().filter(measured -> !measured.reason().isEmpty()).findFirst();
        Measured highest = good.stream().reduce((a, b) -> b.replicas() > a.replicas() ? b : a).orElse(Measured.failed("", "", ""));
        boolean lowers = highest.replicas() < target.spec().number(1, "replicas");
        // A metric that cannot be read does not keep others from scaling up, but nothing is scaled down then.
        boolean fails = bad.isPresent() && (good.isEmpty() || lowers);
        return new AutoscalerMetrics(highest.replicas(), highest.name(), current, all.size() - good.size(), all.size(),
                fails ? bad.get().reason() : "", fails ? bad.get().problem() : "", fails ? bad.get().error() : "");
    }

    private static Measured measure(Json metric, KubeObject target, View view) {
        String type = metric.textOrEmpty("type");
        if (type.equals("Resource")) {
            return resource(metric.object("resource"), target, view);
        }
        String family = type.equals("External") ? "external" : "custom";
        String unserved = "unable to fetch metrics from %s metrics API: no %s metrics API (%s.metrics.k8s.io) registered".formatted(family, family, family);
        String which = metric.textOrEmpty(type.toLowerCase(Locale.ROOT), "metric", "name");
        return Measured.failed("FailedGet" + type + "Metric", "unable to get metric " + which + ": " + unserved, "failed to get " + which + " metric value: ");
    }

    private static Measured resource(Json source, KubeObject target, View view) {
        String resource = source.textOrEmpty("name");
        String error = "failed to get " + resource + " resource metric value: ";
        List<KubeObject> pods = Scale.pods(target, view).stream().filter(Pods::isActive).toList();
        List<KubeObject> ready = pods.stream().filter(Pods::isReady).toList();
        if (ready.isEmpty()) {
            return Measured.failed("FailedGetResourceMetric", "failed to get %s utilization: did not receive metrics for targeted pods (pods might be unready)"
                    .formatted(resource), error);
        }
        long used = ready.stream().mapToLong(pod -> usage(pod, resource, view)).sum();
        long averageUse = used / ready.size();
        if (source.has("target", "averageValue")) {
            double ratio = (double) averageUse / amount(resource, source.at("target", "averageValue"));
            Json now = Json.of("averageValue", text(resource, averageUse));
            return new Measured(replicas(ratio, ready.size(), pods.size(), target), resource + " resource", status(resource, now), "", "", "");
        }
        long requested = 0;
        for (KubeObject pod : ready) {
            for (Json container : pod.spec().objects("containers")) {
                Object request = container.at("resources", "requests", resource);
                if (request == null) {
                    return Measured.failed("FailedGetResourceMetric", "failed to get %s utilization: missing request for %s in container %s of Pod %s"
                            .formatted(resource, resource, container.text("name"), pod.name()), error);
                }
                requested += amount(resource, request);
            }
        }
        long utilization = used * 100 / Math.max(1, requested);
        double ratio = (double) utilization / source.number(1, "target", "averageUtilization");
        Json now = Json.of("averageUtilization", utilization, "averageValue", text(resource, averageUse));
        return new Measured(replicas(ratio, ready.size(), pods.size(), target), resource + " resource utilization (percentage of request)",
                status(resource, now), "", "", "");
    }

    private static Json status(String resource, Json current) {
        return Json.of("type", "Resource", "resource", Json.of("name", resource, "current", current));
    }

    private static long usage(KubeObject pod, String resource, View view) {
        PodUsage usage = PodUsage.of(pod, view);
        return resource.equals("cpu") ? usage.millicores() : usage.bytes();
    }

    private static long amount(String resource, Object quantity) {
        return resource.equals("cpu") ? Quantity.of(quantity).milli() : Quantity.of(quantity).whole();
    }

    private static String text(String resource, long amount) {
        return resource.equals("cpu") ? amount + "m" : Long.toString(amount);
    }

    /** Pods that are not ready yet count as idle where that keeps from scaling up too far. */
    private static long replicas(double ratio, int ready, int all, KubeObject target) {
        long current = target.spec().number(1, "replicas");
        if (Math.abs(1 - ratio) <= TOLERANCE) {
            return current;
        }
        if (ratio < 1 || ready == all) {
            return (long) Math.ceil(ratio * ready);
        }
        double tempered = ratio * ready / all;
        return tempered < 1 + TOLERANCE ? current : Math.max(current, (long) Math.ceil(tempered * all));
    }
}
