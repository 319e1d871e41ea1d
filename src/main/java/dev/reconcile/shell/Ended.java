package dev.reconcile.shell;

import dev.reconcile.model.Json;

/** A program that only prints a complaint and ends. */
public final class Ended extends Utility {
    private final String message;
    private final int status;

    public Ended(Invocation invocation, String message, int status) {
        super(invocation);
        this.message = message;
        this.status = status;
    }

    @Override
    protected Progress run() {
        if (!message.isEmpty()) {
            invocation.io().err().line(message);
        }
        return Progress.exited(status);
    }

    @Override
    protected Json state() {
        return Json.of("message", message, "status", status);
    }
}
