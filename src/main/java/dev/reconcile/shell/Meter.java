package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Counts what a whole command line uses, over all its subshells and programs. */
final class Meter {
    private final ShellLimits limits;
    private int steps;
    private long countedAtMillis;
    private long outputBytes;
    private int processes;
    private int leftInTurn;
    private String reason;

    Meter(ShellLimits limits) {
        this.limits = limits;
    }

    /** Ends everything at once for this reason; for what would otherwise be said by every one of many processes. */
    Stop stop(String why) {
        reason = why;
        return Stop.failed(why, ShellLimits.EXIT_CODE);
    }

    boolean stopped() {
        return reason != null;
    }

    void beginTurn() {
        leftInTurn = limits.stepsPerAdvance();
    }

    boolean turnOver() {
        return leftInTurn <= 0 || exceeded().isPresent();
    }

    /** Time that has passed forgives the steps before. */
    void steps(int more, long nowMillis) {
        if (nowMillis != countedAtMillis) {
            steps = 0;
            countedAtMillis = nowMillis;
        }
        steps += more;
        leftInTurn -= more;
    }

    void printed(String text) {
        outputBytes += text.getBytes(StandardCharsets.UTF_8).length;
    }

    void started(int more) {
        processes += more;
    }

    void ended(int fewer) {
        processes -= fewer;
    }

    boolean mayStart() {
        return processes < limits.processes();
    }

    boolean mayPrint() {
        return outputBytes <= limits.outputBytes();
    }

    /** One sentence about the limit that is exceeded. */
    Optional<String> exceeded() {
        if (reason != null) {
            return Optional.of("stopped: " + reason);
        }
        if (steps > limits.stepsWithoutWaiting()) {
            return Optional.of("stopped: more than " + limits.stepsWithoutWaiting() + " steps without waiting for anything");
        }
        if (!mayPrint()) {
            return Optional.of("stopped: more than " + limits.outputBytes() + " bytes of output");
        }
        return Optional.empty();
    }

    Json save() {
        return Json.of("steps", steps, "at", countedAtMillis, "bytes", outputBytes, "reason", reason);
    }

    void restore(Json state) {
        steps = (int) state.number(0, "steps");
        countedAtMillis = state.number(0, "at");
        outputBytes = state.number(0, "bytes");
        reason = state.text("reason");
    }
}
