package dev.reconcile.kubelet;

import dev.reconcile.shell.Output;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** A log on its way to somebody who follows it. */
final class LogConversation implements Conversation {
    private final Optional<Container> source;
    private final LogOptions options;
    private final Output out;
    private final LongSupplier now;
    private long seen = -1;
    private long left;
    private boolean gone;

    LogConversation(Optional<Container> source, LogOptions options, Output out, LongSupplier now) {
        this.source = source;
        this.options = options;
        this.out = out;
        this.now = now;
        this.left = options.limit() < 0 ? Long.MAX_VALUE : options.limit();
    }

    @Override
    public Progress advance() {
        if (gone || source.isEmpty()) {
            return Progress.exited(0);
        }
        Container container = source.get();
        ContainerLog log = container.log();
        List<ContainerLog.Line> lines = seen < 0 ? options.chosen(log.lines(), now.getAsLong()) : log.since(seen);
        seen = log.written();
        lines.forEach(line -> send(options.text(line)));
        if (!options.follow() || !container.isRunning() || left == 0) {
            return Progress.exited(0);
        }
        long wake = container.wakeAt();
        return new Progress.Waiting(wake == Task.NEVER ? OptionalLong.empty() : OptionalLong.of(Math.max(wake, now.getAsLong() + 1)), true, false);
    }

    private void send(String text) {
        String sent = text.substring(0, (int) Math.min(left, text.length()));
        left -= sent.length();
        out.write(sent);
    }

    @Override
    public void signal(Signal signal) {
        gone = true;
    }
}
