package dev.reconcile.api.kinds;

import dev.reconcile.api.Durations;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import java.util.List;

/**
 * A pod in three words: how many containers are ready, the one status that says most, and the restarts ({@code printPod} in
 * {@code pkg/printers/internalversion/printers.go}).
 *
 * @param lastRestart milliseconds since the epoch; 0 for never
 */
record PodSummary(long ready, long total, String reason, long restarts, long lastRestart) {
    static PodSummary of(KubeObject pod) {
        return new Reading(pod).summary();
    }

    String readyText() {
        return ready + "/" + total;
    }

    String restartsText(long now) {
        return restarts == 0 || lastRestart == 0 ? Long.toString(restarts) : restarts + " (" + Durations.human(now - lastRestart) + " ago)";
    }

    /** Collects the summary while it walks over the statuses. */
    private static final class Reading {
        private final KubeObject pod;
        private final List<Json> initContainers;
        private long ready;
        private String reason;
        private final Restarts all = new Restarts();
        private final Restarts sidecars = new Restarts();

        Reading(KubeObject pod) {
            this.pod = pod;
            this.initContainers = pod.spec().objects("initContainers");
            String phase = pod.status().textOrEmpty("phase");
            String given = pod.status().textOrEmpty("reason");
            reason = given.isEmpty() ? phase : given;
            boolean gated = pod.condition("PodScheduled").map(c -> "SchedulingGated".equals(c.text("reason"))).orElse(false);
            if (gated) {
                reason = "SchedulingGated";
            }
        }

        PodSummary summary() {
            long total = pod.spec().list("containers").size() + initContainers.stream().filter(Reading::isSidecar).count();
            boolean initializing = readInitContainers();
            Restarts counted = all;
            if (!initializing || CommonColumns.isTrue(pod, "Initialized")) {
                counted = sidecars;
                readContainers(counted);
            }
            return new PodSummary(ready, total, ending(reason), counted.count, counted.last);
        }

        private static boolean isSidecar(Json container) {
            return "Always".equals(container.text("restartPolicy"));
        }

        private boolean isSidecar(String name) {
            return initContainers.stream().anyMatch(c -> name.equals(c.text("name")) && isSidecar(c));
        }

        /** Whether one of them is not through yet; the first such one gives the reason. */
        private boolean readInitContainers() {
            List<Json> statuses = pod.status().objects("initContainerStatuses");
            for (int i = 0; i < statuses.size(); i++) {
                Json status = statuses.get(i);
                boolean sidecar = isSidecar(status.textOrEmpty("name"));
                all.add(status);
                if (sidecar) {
                    sidecars.add(status);
                }
                Json ended = status.object("state", "terminated");
                if (status.has("state", "terminated") && ended.number(0, "exitCode") == 0) {
                    continue;
                }
                if (sidecar && status.isTrue("started")) {
                    ready += status.isTrue("ready") ? 1 : 0;
                    continue;
                }
                reason = "Init:" + initReason(status, i);
                return true;
            }
            return false;
        }

        private String initReason(Json status, int index) {
            if (status.has("state", "terminated")) {
                return ended(status.object("state", "terminated"));
            }
            String waiting = status.textOrEmpty("state", "waiting", "reason");
            boolean telling = !waiting.isEmpty() && !waiting.equals("PodInitializing");
            return telling ? waiting : index + "/" + initContainers.size();
        }

        private static String ended(Json state) {
            String given = state.textOrEmpty("reason");
            if (!given.isEmpty()) {
                return given;
            }
            long signal = state.number(0, "signal");
            return signal != 0 ? "Signal:" + signal : "ExitCode:" + state.number(0, "exitCode");
        }

        private void readContainers(Restarts restarts) {
            boolean running = false;
            for (Json status : pod.status().objects("containerStatuses").reversed()) {
                restarts.add(status);
                String waiting = status.textOrEmpty("state", "waiting", "reason");
                if (!waiting.isEmpty()) {
                    reason = waiting;
                } else if (status.has("state", "terminated")) {
                    reason = ended(status.object("state", "terminated"));
                } else if (status.isTrue("ready") && status.has("state", "running")) {
                    running = true;
                    ready++;
                }
            }
            if (reason.equals("Completed") && running) {
                reason = CommonColumns.isTrue(pod, "Ready") ? "Running" : "NotReady";
            }
        }

        private String ending(String reason) {
            if (!pod.isTerminating()) {
                return reason;
            }
            if (pod.status().textOrEmpty("reason").equals("NodeLost")) {
                return "Unknown";
            }
            String phase = pod.status().textOrEmpty("phase");
            return phase.equals("Succeeded") || phase.equals("Failed") ? reason : "Terminating";
        }
    }

    /** How often containers were started again, and when one of them last ended before that. */
    private static final class Restarts {
        private long count;
        private long last;

        void add(Json status) {
            count += status.number(0, "restartCount");
            last = Math.max(last, Times.millis(status.text("lastState", "terminated", "finishedAt")).orElse(0L));
        }
    }
}
