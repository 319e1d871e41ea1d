package dev.reconcile.workshop;

import dev.reconcile.shell.Output;
import dev.reconcile.store.Body;
import java.util.ArrayList;
import java.util.List;

/** Collects what a command prints on both its streams in the order in which it was printed, until somebody takes it. */
final class Transcript {
    private final List<Body.Output> printed = new ArrayList<>();
    private final boolean terminal;

    Transcript(boolean terminal) {
        this.terminal = terminal;
    }

    Output stream(Body.Stream stream) {
        return new Output() {
            @Override
            public void write(String text) {
                if (!text.isEmpty()) {
                    add(stream, text);
                }
            }

            @Override
            public boolean isTerminal() {
                return terminal;
            }
        };
    }

    private void add(Body.Stream stream, String text) {
        boolean goesOn = !printed.isEmpty() && printed.getLast().stream() == stream;
        if (goesOn) {
            printed.set(printed.size() - 1, new Body.Output(stream, printed.getLast().text() + text));
        } else {
            printed.add(new Body.Output(stream, text));
        }
    }

    List<Body.Output> take() {
        List<Body.Output> taken = List.copyOf(printed);
        printed.clear();
        return taken;
    }
}
