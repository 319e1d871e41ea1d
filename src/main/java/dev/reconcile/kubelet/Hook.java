package dev.reconcile.kubelet;

import dev.reconcile.model.Json;

/** A lifecycle hook on its way: a command, a pause, or a request ({@code pkg/kubelet/lifecycle/handlers.go}). */
final class Hook {
    private final Exec exec;
    private final long until;
    private final String problem;

    private Hook(Exec exec, long until, String problem) {
        this.exec = exec;
        this.until = until;
        this.problem = problem;
    }

    static Hook start(Json spec, Container container, long now) {
        if (spec.has("exec")) {
            return new Hook(Exec.start(spec.texts("exec", "command"), container, now), 0, "");
        }
        if (spec.has("sleep")) {
            return new Hook(null, now + spec.number(0, "sleep", "seconds") * 1000, "");
        }
        return new Hook(null, now, container.answer(spec).orElse(""));
    }

    void catchUp(long now) {
        if (exec != null) {
            exec.task().catchUp(now);
        }
    }

    boolean ended(long now) {
        return exec == null ? until <= now : exec.task().ended();
    }

    long wakeAt() {
        return exec == null ? until : exec.task().wakeAt();
    }

    /** Why it failed, once it has ended; empty for success. */
    String problem() {
        if (exec == null) {
            return problem;
        }
        int code = exec.task().exitCode();
        return code <= 0 ? "" : "command '" + String.join(" ", exec.command()) + "' exited with " + code + ": " + exec.output();
    }

    Json save() {
        return Json.of("exec", exec == null ? null : exec.save(), "until", until, "problem", problem);
    }

    static Hook restore(Json saved, Container container) {
        Exec exec = saved.has("exec") ? Exec.restore(saved.object("exec"), container) : null;
        return new Hook(exec, saved.number(0, "until"), saved.textOrEmpty("problem"));
    }
}
