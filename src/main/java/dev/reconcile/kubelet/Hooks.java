package dev.reconcile.kubelet;

import dev.reconcile.model.Json;

/** The lifecycle hooks of one container: what is done once it runs, and before it is told to stop. */
final class Hooks {
    private final Container container;
    private Hook postStart;
    private Hook preStop;
    private boolean preStopFailed;

    Hooks(Container container) {
        this.container = container;
    }

    private Json spec(String name) {
        return container.origin().spec().object("lifecycle", name);
    }

    void started(long now) {
        if (!spec("postStart").isEmpty()) {
            postStart = Hook.start(spec("postStart"), container, now);
        }
    }

    /** False if there is nothing to be done first. */
    boolean stopping(long now) {
        if (spec("preStop").isEmpty()) {
            return false;
        }
        preStop = Hook.start(spec("preStop"), container, now);
        return true;
    }

    /** True in the moment in which what has to be done before stopping is over. */
    boolean catchUp(long now) {
        if (postStart != null) {
            postStart.catchUp(now);
        }
        if (preStop == null) {
            return false;
        }
        preStop.catchUp(now);
        if (!preStop.ended(now)) {
            return false;
        }
        preStopFailed = !preStop.problem().isEmpty();
        preStop = null;
        return true;
    }

    /** The container has ended. */
    void end() {
        postStart = null;
        preStop = null;
    }

    long wakeAt() {
        long post = isPosted() ? Task.NEVER : postStart.wakeAt();
        return Math.min(post, preStop == null ? Task.NEVER : preStop.wakeAt());
    }

    /** The postStart hook, if there is one, is over. */
    boolean isPosted() {
        return postStart == null || postStart.ended(container.now());
    }

    /** What went wrong in the postStart hook; empty if nothing did. */
    String problem() {
        return postStart != null && isPosted() ? postStart.problem() : "";
    }

    /** Whether the preStop hook went wrong, and nobody has said so. */
    boolean preStopHasFailed() {
        return preStopFailed;
    }

    void preStopReported() {
        preStopFailed = false;
    }

    Json save() {
        return Json.of("postStart", postStart == null ? null : postStart.save(), "preStop", preStop == null ? null : preStop.save(),
                "preStopFailed", preStopFailed ? true : null);
    }

    void take(Json saved) {
        postStart = saved.has("postStart") ? Hook.restore(saved.object("postStart"), container) : null;
        preStop = saved.has("preStop") ? Hook.restore(saved.object("preStop"), container) : null;
        preStopFailed = saved.isTrue("preStopFailed");
    }
}
