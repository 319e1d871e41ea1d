package dev.reconcile.shell;

import java.util.Optional;

/** What a file descriptor of a shell stands for. */
public sealed interface Channel {
    /** How many a shell has: 0 to 9, those above 2 null where they are closed. */
    int DESCRIPTORS = 10;

    Input input();

    Output output();

    /** One of the streams that the shell itself was started with. */
    record Own(int number, Stdio io) implements Channel {
        @Override
        public Input input() {
            return number == 0 ? io.in() : Nothing.EMPTY;
        }

        @Override
        public Output output() {
            return number == 1 ? io.out() : number == 2 ? io.err() : Nothing.EMPTY;
        }
    }

    record Piped(Pipe pipe) implements Channel {
        @Override
        public Input input() {
            return pipe;
        }

        @Override
        public Output output() {
            return pipe;
        }
    }

    record OpenFile(FileStream stream) implements Channel {
        @Override
        public Input input() {
            return stream;
        }

        @Override
        public Output output() {
            return stream;
        }
    }

    /** {@code /dev/null}. */
    record Null() implements Channel {
        @Override
        public Input input() {
            return Nothing.EMPTY;
        }

        @Override
        public Output output() {
            return Nothing.EMPTY;
        }
    }

    /** The first three, and the others as they are there. */
    static Channel[] descriptors(Channel in, Channel out, Channel err, Channel[] others) {
        Channel[] all = others == null ? new Channel[DESCRIPTORS] : others.clone();
        all[0] = in;
        all[1] = out;
        all[2] = err;
        return all;
    }

    static Stdio stdio(Channel[] descriptors) {
        return new Stdio(descriptors[0].input(), descriptors[1].output(), descriptors[2].output());
    }

    /** Always at its end; swallows what is written. */
    enum Nothing implements Input, Output {
        EMPTY;

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public boolean ended() {
            return true;
        }

        @Override
        public String take(int most) {
            return "";
        }

        @Override
        public Optional<String> takeLine() {
            return Optional.empty();
        }

        @Override
        public void write(String text) {}
    }
}
