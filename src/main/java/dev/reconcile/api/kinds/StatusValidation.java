package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import java.util.List;

/**
 * Writes of {@code status}: counts that are never negative and never more than what they are a part of (the status validations of
 * {@code pkg/apis/{apps,core,autoscaling,policy}/validation}).
 */
final class StatusValidation {
    private static final String READY = "cannot be greater than readyReplicas";

    private StatusValidation() {}

    static void deployment(KubeObject before, KubeObject after, Problems problems) {
        Json status = after.status();
        counts(status, problems, "observedGeneration", "replicas", "updatedReplicas", "readyReplicas", "availableReplicas", "unavailableReplicas",
                "collisionCount");
        parts(status, READY, problems, "updatedReplicas", "readyReplicas", "availableReplicas");
        collisions(before, after, problems);
    }

    static void replicaSet(KubeObject before, KubeObject after, Problems problems) {
        Json status = after.status();
        counts(status, problems, "replicas", "fullyLabeledReplicas", "readyReplicas", "availableReplicas", "observedGeneration");
        parts(status, READY, problems, "fullyLabeledReplicas", "readyReplicas", "availableReplicas");
    }

    static void replicationController(KubeObject before, KubeObject after, Problems problems) {
        replicaSet(before, after, problems);
    }

    static void statefulSet(KubeObject before, KubeObject after, Problems problems) {
        Json status = after.status();
        counts(status, problems, "replicas", "readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas", "observedGeneration",
                "collisionCount");
        parts(status, "cannot be greater than status.readyReplicas", problems,
                "readyReplicas", "currentReplicas", "updatedReplicas", "availableReplicas");
        collisions(before, after, problems);
    }

    static void daemonSet(KubeObject before, KubeObject after, Problems problems) {
        counts(after.status(), problems, "currentNumberScheduled", "numberMisscheduled", "desiredNumberScheduled", "numberReady",
                "observedGeneration", "updatedNumberScheduled", "numberAvailable", "numberUnavailable", "collisionCount");
        collisions(before, after, problems);
    }

    static void autoscaler(KubeObject before, KubeObject after, Problems problems) {
        counts(after.status(), problems, "currentReplicas", "desiredReplicas");
    }

    static void disruptionBudget(KubeObject before, KubeObject after, Problems problems) {
        Checks.conditions(after.status().objects("conditions"), "status.conditions", problems);
        counts(after.status(), problems, "disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods");
    }

    static void namespace(KubeObject before, KubeObject after, Problems problems) {
        String phase = after.status().textOrEmpty("phase");
        if (!after.isTerminating() && !phase.equals("Active")) {
            problems.invalid("status.Phase", phase, "may only be 'Active' if `deletionTimestamp` is empty");
        } else if (after.isTerminating() && !phase.equals("Terminating")) {
            problems.invalid("status.Phase", phase, "may only be 'Terminating' if `deletionTimestamp` is not empty");
        }
    }

    /** {@code ValidateLoadBalancerStatus}. */
    static void service(KubeObject before, KubeObject after, Problems problems) {
        List<Json> ingresses = after.status().objects("loadBalancer", "ingress");
        String path = "status.loadBalancer.ingress";
        if (!ServiceTraffic.isBalancer(after.spec()) && !ingresses.isEmpty()) {
            problems.forbidden(path, "may only be used when `spec.type` is 'LoadBalancer'");
            return;
        }
        for (int i = 0; i < ingresses.size(); i++) {
            Json ingress = ingresses.get(i);
            String here = path + "[" + i + "]";
            address(ingress, here, problems);
            mode(ingress, here + ".ipMode", problems);
            hostname(ingress, here, problems);
        }
    }

    /** {@code ValidateIngressLoadBalancerStatus}. */
    static void ingress(KubeObject before, KubeObject after, Problems problems) {
        List<Json> ingresses = after.status().objects("loadBalancer", "ingress");
        for (int i = 0; i < ingresses.size(); i++) {
            String here = "status.loadBalancer.ingress[" + i + "]";
            address(ingresses.get(i), here, problems);
            hostname(ingresses.get(i), here, problems);
        }
    }

    private static void address(Json ingress, String path, Problems problems) {
        String address = ingress.textOrEmpty("ip");
        if (!address.isEmpty()) {
            Checks.wrong(Formats.address(address), path + ".ip", address, problems);
        }
    }

    private static void mode(Json ingress, String path, Problems problems) {
        boolean addressed = !ingress.textOrEmpty("ip").isEmpty();
        String mode = ingress.text("ipMode");
        List<String> modes = List.of("Proxy", "VIP");
        if (mode == null) {
            if (addressed) {
                problems.required(path, "must be specified when `ip` is set");
            }
        } else if (!addressed) {
            problems.forbidden(path, "may not be specified when `ip` is not set");
        } else if (!modes.contains(mode)) {
            problems.notSupported(path, mode, modes);
        }
    }

    private static void hostname(Json ingress, String path, Problems problems) {
        String host = ingress.textOrEmpty("hostname");
        if (host.isEmpty()) {
            return;
        }
        Checks.wrong(Names.subdomain(host), path + ".hostname", host, problems);
        if (Formats.address(host).isEmpty()) {
            problems.invalid(path + ".hostname", host, "must be a DNS name, not an IP address");
        }
    }

    private static void counts(Json status, Problems problems, String... names) {
        for (String name : names) {
            Checks.notNegative(status, name, "status", problems);
        }
    }

    private static void parts(Json status, String ready, Problems problems, String... names) {
        for (String name : names) {
            if (status.number(0, name) > status.number(0, "replicas")) {
                problems.invalid("status." + name, status.number(0, name), "cannot be greater than status.replicas");
            }
        }
        if (status.number(0, "availableReplicas") > status.number(0, "readyReplicas")) {
            problems.invalid("status.availableReplicas", status.number(0, "availableReplicas"), ready);
        }
    }

    private static void collisions(KubeObject before, KubeObject after, Problems problems) {
        long now = after.status().number(0, "collisionCount");
        boolean gone = before.status().has("collisionCount") && !after.status().has("collisionCount");
        if (gone || now < before.status().number(0, "collisionCount")) {
            problems.invalid("status.collisionCount", now, "cannot be decremented");
        }
    }
}
