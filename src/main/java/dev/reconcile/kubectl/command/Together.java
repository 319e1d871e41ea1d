package dev.reconcile.kubectl.command;

import dev.reconcile.kubelet.Conversation;
import dev.reconcile.shell.Progress;
import dev.reconcile.shell.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Several conversations at once; over when all are. */
final class Together implements Conversation {
    private final List<Conversation> left;

    Together(List<Conversation> conversations) {
        this.left = new ArrayList<>(conversations);
    }

    @Override
    public Progress advance() {
        long until = Long.MAX_VALUE;
        boolean change = false;
        boolean input = false;
        boolean working = false;
        for (Conversation each : List.copyOf(left)) {
            switch (each.advance()) {
                case Progress.Exited exited -> left.remove(each);
                case Progress.Working more -> working = true;
                case Progress.Waiting wait -> {
                    until = Math.min(until, wait.untilMillis().orElse(Long.MAX_VALUE));
                    change |= wait.forChange();
                    input |= wait.forInput();
                }
            }
        }
        if (left.isEmpty()) {
            return Progress.exited(0);
        }
        return working ? new Progress.Working() : new Progress.Waiting(until == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(until), change, input);
    }

    @Override
    public void signal(Signal signal) {
        left.forEach(each -> each.signal(signal));
    }
}
