package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Command;
import java.util.List;

/** The commands with which a person talks to what runs in containers. */
final class ContainerCommands {
    private ContainerCommands() {}

    static List<Command> list() {
        return List.of(new Run(), new Exec(), new Attach(), new Logs(), new PortForward(), new Cp(), new Top(), new Debug());
    }
}
