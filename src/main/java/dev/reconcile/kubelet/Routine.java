package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.shell.Files;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Program;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * What an image's own program does, written as a few lines of data:
 *
 * <pre>
 * log TEXT            writes a line; {now:nginx}, {now:mysql}, … stand for the time in that program's form
 * sleep 2s            waits (so does {@code work})
 * serve 80 /root [NAME]  listens and serves files, under that name, and goes on; with {@code say TEXT} it answers every path with one text, with
 *                     {@code mute [WORDS]} it speaks another protocol, with {@code netexec} it tells who it is and who asks,
 *                     with {@code healthy 10s} all is well that long
 * every 10s log TEXT  writes it again and again, for ever
 * crash after 2s      waits and ends with code 1
 * exit 1              ends
 * oom                 is killed for using too much memory
 * stop 2s 0           how long SIGTERM takes from here on, and the exit code (without: one that listens ends at once with 0, any other
 *                     does not react, like a first process without a handler)
 * write /PATH TEXT    writes a file of one line
 * unless-env A,B LINE does the line if none of the variables is set
 * unless-file /P LINE does the line if nothing is at that path
 * unless-port 80 LINE does the line if nobody in the pod listens on that port
 * unless-writable /P LINE does the line if the root is read-only and nothing can be written there; if-writable /P LINE does it otherwise
 * </pre>
 *
 * What stands for something else in a line is in {@link Placeholders}. After the last line a program that listens waits for ever, any other ends with 0.
 */
final class Routine implements Program {
    private final List<String> lines;
    private final Host host;

    Routine(List<String> lines, Host host) {
        this.lines = List.copyOf(lines);
        this.host = host;
    }

    @Override
    public Process start(Invocation invocation) {
        return new Running(invocation);
    }

    @Override
    public Process restore(Invocation invocation, Json state) {
        Running running = new Running(invocation);
        running.next = (int) state.number(0, "next");
        running.until = state.number(Running.NEVER, "until");
        running.listens = state.isTrue("listens");
        running.handles = state.isTrue("handles");
        running.stopping = state.isTrue("stopping");
        running.stopMillis = state.number(0, "stopMillis");
        running.stopCode = (int) state.number(0, "stopCode");
        running.ends = state.has("ends") ? (int) state.number(0, "ends") : -1;
        return running;
    }

    private final class Running implements Process {
        private static final long NEVER = -1;

        private final Invocation invocation;
        private int next;
        private long until = NEVER;
        private boolean listens;
        private boolean handles;
        private boolean stopping;
        private long stopMillis;
        private int stopCode;
        /** Exit code once {@link #until} has come; -1 while it is not about to end. */
        private int ends = -1;

        private Running(Invocation invocation) {
            this.invocation = invocation;
        }

        private long now() {
            return invocation.world().nowMillis();
        }

        @Override
        public Progress advance() {
            while (true) {
                if (until != NEVER && now() < until) {
                    return Progress.until(until);
                }
                until = NEVER;
                if (ends >= 0) {
                    return Progress.exited(ends);
                }
                if (next == lines.size()) {
                    return listens ? new Progress.Waiting(OptionalLong.empty(), false, false) : Progress.exited(0);
                }
                perform(lines.get(next++));
            }
        }

        private void perform(String line) {
            String[] words = line.split(" ", 2);
            String rest = words.length > 1 ? Placeholders.fill(words[1], invocation) : "";
            switch (words[0]) {
                case "log" -> invocation.io().out().line(Stamps.fill(rest, now()));
                case "sleep", "work" -> pause(rest);
                case "serve" -> serve(rest.split(" ", 3));
                case "every" -> every(rest);
                case "crash" -> crash(rest);
                case "exit" -> end(rest.isEmpty() ? 0 : Integer.parseInt(rest));
                case "oom" -> outOfMemory();
                case "stop" -> stopTakes(rest.split(" "));
                case "write" -> write(rest.split(" ", 2));
                case "unless-env" -> unless(rest.split(" ", 2), this::isAnySet);
                case "unless-file" -> unless(rest.split(" ", 2), path -> invocation.files().at(path).isPresent());
                case "unless-port" -> unless(rest.split(" ", 2), port -> host.sockets().at(Integer.parseInt(port)).isPresent());
                case "unless-writable" -> unless(rest.split(" ", 2), this::isWritable);
                case "if-writable" -> unless(rest.split(" ", 2), path -> !isWritable(path));
                default -> throw new IllegalArgumentException("not a line of an image's program: " + line);
            }
        }

        private void pause(String span) {
            until = now() + millis(span);
        }

        private static long millis(String span) {
            return Spans.millis(span).orElseThrow(() -> new IllegalArgumentException("not a length of time: " + span));
        }

        private void serve(String[] words) {
            int port = Integer.parseInt(words[0]);
            if (host.sockets().open(port, listener(words.length > 1 ? words[1] : "say", words.length > 2 ? words[2] : ""))) {
                listens = true;
                return;
            }
            invocation.io().err().line(invocation.name() + ": bind() to 0.0.0.0:" + port + " failed (98: Address already in use)");
            end(1);
        }

        private Sockets.Listener listener(String how, String detail) {
            return switch (how) {
                case "say" -> new Sockets.Listener(host.container(), Sockets.Manner.TEXT, detail.replace("\\n", "\n"), "");
                case "mute" -> new Sockets.Listener(host.container(), Sockets.Manner.FOREIGN, detail, "");
                case "healthy" -> new Sockets.Listener(host.container(), Sockets.Manner.FAILING, Long.toString(now() + millis(detail)), "");
                case "netexec" -> new Sockets.Listener(host.container(), Sockets.Manner.NETEXEC, "", "");
                default -> new Sockets.Listener(host.container(), Sockets.Manner.FILES, how, detail);
            };
        }

        /** Writes after each period, for ever: the line is never left behind. */
        private void every(String rest) {
            String[] words = rest.split(" ", 2);
            perform(words[1]);
            pause(words[0]);
            next--;
        }

        private void crash(String rest) {
            if (rest.startsWith("after ")) {
                pause(rest.substring("after ".length()));
            }
            end(1);
        }

        private void end(int code) {
            ends = code;
        }

        private void outOfMemory() {
            host.outOfMemory().run();
            end(Signal.KILL.exitCode());
        }

        private void stopTakes(String[] words) {
            handles = true;
            stopMillis = millis(words[0]);
            stopCode = words.length > 1 ? Integer.parseInt(words[1]) : 0;
        }

        private boolean isAnySet(String names) {
            return Arrays.stream(names.split(",")).anyMatch(name -> !invocation.environment().getOrEmpty(name).isEmpty());
        }

        private void unless(String[] words, Predicate<String> condition) {
            if (!condition.test(words[0])) {
                perform(words[1]);
            }
        }

        /** The files of most containers are never looked at, and are not made for this either. */
        private boolean isWritable(String path) {
            return !host.readOnlyRoot() || !invocation.files().isReadOnly(path);
        }

        private void write(String[] words) {
            invocation.files().makeDirectories(Files.parent(words[0]));
            invocation.files().write(words[0], words.length > 1 ? words[1] + "\n" : "");
        }

        /** Only a program that listens, or says how it stops, has a handler for SIGTERM. */
        @Override
        public void signal(Signal signal) {
            switch (signal) {
                case KILL -> stopIn(0, Signal.KILL.exitCode());
                case TERM, QUIT, INT -> {
                    if ((listens || handles) && !stopping) {
                        stopping = true;
                        stopIn(stopMillis, stopCode);
                    }
                }
                case HUP, PIPE, USR1, USR2 -> { }
            }
        }

        private void stopIn(long millis, int code) {
            until = now() + millis;
            ends = code;
        }

        @Override
        public Optional<Json> save() {
            return Optional.of(Json.of("next", next, "until", until == NEVER ? null : until, "listens", listens, "handles", handles, "stopping", stopping,
                    "stopMillis", stopMillis,
                    "stopCode", stopCode, "ends", ends < 0 ? null : ends));
        }
    }
}
