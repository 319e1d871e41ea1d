package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import java.util.List;

/** Small commands around kubectl itself. */
final class Extras {
    private Extras() {}

    /** {@code kubectl completion}: the lab's shell completes by itself. */
    static final class Completion implements Command {
        private static final List<String> SHELLS = List.of("bash", "zsh", "fish", "powershell");

        @Override
        public Spec spec() {
            return Spec.of("completion", "SHELL", "Output shell completion code for the specified shell (bash, zsh, fish, or powershell)")
                    .details("Output shell completion code.\n\n The shell of this lab completes kubectl's commands by itself: press Tab.");
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            if (call.arguments().isEmpty()) {
                throw call.usage("Shell not specified.");
            }
            if (call.arguments().size() > 1) {
                throw call.usage("Too many arguments. Expected only the shell type.");
            }
            if (!SHELLS.contains(call.arguments().getFirst())) {
                throw call.usage("Unsupported shell type \"" + call.arguments().getFirst() + "\".");
            }
            call.out().line("# Nothing to load: the shell of this lab completes kubectl's commands by itself. Press Tab.");
            return Step.OK;
        }
    }

    /** {@code kubectl plugin}. */
    static final class Plugins implements Command {
        private final List<Command> below = List.of(new PluginList());

        @Override
        public Spec spec() {
            return Spec.of("plugin", "[flags]", "Provides utilities for interacting with plugins").details("Plugins are programs named kubectl-NAME. This lab has none.");
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
            throw call.usage("a subcommand is required");
        }
    }

    private static final class PluginList implements Command {
        @Override
        public Spec spec() {
            return Spec.of("plugin list", "[flags]", "List all visible plugin executables on a user's PATH");
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            throw CommandFailure.error("unable to find any kubectl plugins in your PATH");
        }
    }

    /** {@code kubectl alpha}, below which there is nothing at present. */
    static final class Alpha implements Command {
        @Override
        public Spec spec() {
            return Spec.of("alpha", "", "Commands for features in alpha");
        }

        @Override
        public Step run(Call call) {
            call.err().line("No alpha commands are available in this version of kubectl");
            return Step.OK;
        }
    }

    /** A command that kubectl has and this lab has not. */
    record Absent(String name, String about, String instead) implements Command {
        @Override
        public Spec spec() {
            return Spec.of(name, "", about).details(about + ".\n\n Not part of this lab: " + instead + ".");
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            throw CommandFailure.error("kubectl " + name + " is not part of this lab: " + instead);
        }
    }
}
