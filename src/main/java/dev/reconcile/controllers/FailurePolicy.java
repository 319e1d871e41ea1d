package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import java.util.Optional;

/**
 * What a Job makes of a failed pod ({@code pkg/controller/job/pod_failure_policy.go}).
 *
 * @param rules the first that matches decides; without one the failure counts
 * @param perIndex failures are counted for each index, so that an index may fail alone
 */
record FailurePolicy(List<Json> rules, boolean perIndex) {
    enum Action { FAIL_JOB, FAIL_INDEX, IGNORE, COUNT }

    /** @param message for the Job's condition where the whole Job fails, else empty */
    record Verdict(Action action, String message) {
        boolean counts() {
            return action != Action.IGNORE;
        }
    }

    private static final Verdict COUNTS = new Verdict(Action.COUNT, "");

    static FailurePolicy of(KubeObject job) {
        return new FailurePolicy(job.spec().objects("podFailurePolicy", "rules"), job.spec().has("backoffLimitPerIndex"));
    }

    Verdict of(KubeObject pod, String namespace) {
        for (int i = 0; i < rules.size(); i++) {
            Optional<String> matched = matched(rules.get(i), pod, namespace + "/" + pod.name());
            if (matched.isPresent()) {
                return verdict(rules.get(i).textOrEmpty("action"), matched.get() + " rule at index " + i);
            }
        }
        return COUNTS;
    }

    private Verdict verdict(String action, String message) {
        return switch (action) {
            case "FailJob" -> new Verdict(Action.FAIL_JOB, message);
            case "FailIndex" -> perIndex ? new Verdict(Action.FAIL_INDEX, "") : COUNTS;
            case "Ignore" -> new Verdict(Action.IGNORE, "");
            default -> COUNTS;
        };
    }

    private static Optional<String> matched(Json rule, KubeObject pod, String name) {
        if (rule.has("onExitCodes")) {
            Json codes = rule.object("onExitCodes");
            return container(pod.status().objects("containerStatuses"), codes)
                    .or(() -> container(pod.status().objects("initContainerStatuses"), codes))
                    .map(container -> "Container %s for pod %s failed with exit code %d matching %s".formatted(
                            container.text("name"), name, code(container), rule.text("action")));
        }
        return pod.status().objects("conditions").stream()
                .filter(condition -> rule.objects("onPodConditions").stream().anyMatch(pattern -> fits(pattern, condition)))
                .findFirst()
                .map(condition -> "Pod %s has condition %s matching %s".formatted(name, condition.text("type"), rule.text("action")));
    }

    private static boolean fits(Json pattern, Json condition) {
        String status = pattern.textOrEmpty("status").isEmpty() ? "True" : pattern.textOrEmpty("status");
        return pattern.textOrEmpty("type").equals(condition.text("type")) && status.equals(condition.text("status"));
    }

    private static Optional<Json> container(List<Json> statuses, Json codes) {
        return statuses.stream()
                .filter(status -> status.has("state", "terminated") && code(status) != 0)
                .filter(status -> !codes.has("containerName") || codes.textOrEmpty("containerName").equals(status.text("name")))
                .filter(status -> codes.list("values").contains(code(status)) == "In".equals(codes.text("operator")))
                .findFirst();
    }

    private static long code(Json status) {
        return status.number(0, "state", "terminated", "exitCode");
    }
}
