package dev.reconcile.kubelet;

import dev.reconcile.shell.Input;
import dev.reconcile.shell.Output;
import dev.reconcile.shell.Pipe;
import dev.reconcile.shell.Stdio;
import java.util.Optional;

/** The client's ends of the streams of a conversation. */
final class Ends {
    /** Streams that were not asked for: nothing comes, and what is written is lost. */
    static final Stdio NOTHING = new Stdio(Pipe.holding(""), text -> { }, text -> { });

    private Ends() {}

    /** The same input, which a process takes for a terminal or not. */
    static Input input(Input from, boolean terminal) {
        return new Input() {
            @Override
            public boolean ready() {
                return from.ready();
            }

            @Override
            public long arrivals() {
                return from.arrivals();
            }

            @Override
            public boolean ended() {
                return from.ended();
            }

            @Override
            public String take(int most) {
                return from.take(most);
            }

            @Override
            public Optional<String> takeLine() {
                return from.takeLine();
            }

            @Override
            public void resume() {
                from.resume();
            }

            @Override
            public boolean isTyped() {
                return terminal;
            }
        };
    }

    /** The same output, which a process takes for a terminal or not. */
    static Output output(Output to, boolean terminal) {
        return new Output() {
            @Override
            public void write(String text) {
                to.write(text);
            }

            @Override
            public boolean full() {
                return to.full();
            }

            @Override
            public boolean broken() {
                return to.broken();
            }

            @Override
            public boolean isTerminal() {
                return terminal;
            }
        };
    }
}
