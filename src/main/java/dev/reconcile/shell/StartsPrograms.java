package dev.reconcile.shell;

import dev.reconcile.model.Json;

/** A program that starts other programs by name: xargs, env, watch. */
public interface StartsPrograms extends Program {
    Process start(Invocation invocation, Launcher launcher);

    Process restore(Invocation invocation, Json state, Launcher launcher);

    @Override
    default Process start(Invocation invocation) {
        return start(invocation, Launcher.of(Programs.none(), ShellLimits.TERMINAL));
    }
}
