package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import java.util.List;

/** {@code kubectl top}: groups the two below it. */
final class Top implements Command {
    private final List<Command> below = List.of(new TopNode(), new TopPod());

    @Override
    public Spec spec() {
        return Spec.of("top", "[flags]", "Display resource (CPU/memory) usage")
                .details("Display resource (CPU/memory) usage.\n\n What pods and nodes use follows from what is written about them: annotations of the lab, or little.");
    }

    @Override
    public List<Command> below() {
        return below;
    }

    @Override
    public boolean isGroup() {
        return true;
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        throw call.usage("node or pod is required");
    }
}
