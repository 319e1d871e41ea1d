package dev.reconcile.shell;

import dev.reconcile.model.Json;

/** A program that only prints a complaint and ends. */
final class Ended extends Utility {
    private final String message;
    private final int status;

    Ended(Invocation invocation, String message, int status) {
        super(invocation);
        this.message = message;
        this.status = status;
    }

    @Override
    Progress run() {
        if (!message.isEmpty()) {
            invocation.io().err().line(message);
        }
        return Progress.exited(status);
    }

    @Override
    Json state() {
        return Json.of("message", message, "status", status);
    }
}
