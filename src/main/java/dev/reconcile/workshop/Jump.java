package dev.reconcile.workshop;

import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import java.util.OptionalLong;

/** {@code jump 02:00} in the script of a proof: time goes on to when the clock shows that next, as when a learner jumps there. */
final class Jump implements Process {
    static final String NAME = "jump";

    private static final long DAY = 86_400_000;
    private static final long MINUTE = 60_000;

    private final Invocation invocation;
    private long until = -1;

    Jump(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Progress advance() {
        long now = invocation.world().nowMillis();
        if (until < 0) {
            OptionalLong target = invocation.operands().size() == 1 ? target(invocation.operands().getFirst(), now) : OptionalLong.empty();
            if (target.isEmpty()) {
                invocation.io().err().line("jump: write a time of day such as 02:00, or a distance such as +8h");
                return Progress.exited(2);
            }
            until = target.getAsLong();
        }
        return now >= until ? Progress.exited(0) : Progress.until(until);
    }

    private static OptionalLong target(String text, long now) {
        if (!text.matches("([01]\\d|2[0-3]):[0-5]\\d")) {
            return Instants.parse(text, now);
        }
        long wanted = (Long.parseLong(text.substring(0, 2)) * 60 + Long.parseLong(text.substring(3))) * MINUTE;
        long ahead = Math.floorMod(wanted - now, DAY);
        return OptionalLong.of(now + (ahead == 0 ? DAY : ahead));
    }

    @Override
    public void signal(Signal signal) {
        until = 0;
    }
}
