package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Program;
import java.util.Map;
import java.util.TreeMap;

/** A program of an image that does one thing or another, depending on its first argument: {@code agnhost netexec}, {@code agnhost pause}. */
final class Routines implements Program {
    private final Map<String, Routine> byArgument = new TreeMap<>();

    /** @param argument empty for what is done with any other first argument, or with none */
    void add(String argument, Routine routine) {
        byArgument.put(argument, routine);
    }

    private Routine routine(Invocation invocation) {
        String first = invocation.operands().isEmpty() ? "" : invocation.operands().getFirst();
        return byArgument.getOrDefault(first, byArgument.get(""));
    }

    @Override
    public Process start(Invocation invocation) {
        return routine(invocation).start(invocation);
    }

    @Override
    public Process restore(Invocation invocation, Json state) {
        return routine(invocation).restore(invocation, state);
    }
}
