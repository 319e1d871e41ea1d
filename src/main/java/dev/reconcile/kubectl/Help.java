package dev.reconcile.kubectl;

import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.command.AllCommands;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.flags.FlagSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Prints help in kubectl's order: what it does, examples, commands below, options, usage. */
final class Help {
    private static final String OPTIONS_HINT = "Use \"kubectl options\" for a list of global command-line options (applies to all commands).\n";

    private static final int LEAST_WIDTH = 11;
    /** {@code api-resources}, over all groups. */
    private static final int ROOT_WIDTH = 13;

    private Help() {}

    static String root(List<Command> commands) {
        return "kubectl controls the Kubernetes cluster manager of this lab.\n\n" + usage(commands);
    }

    /** The commands by groups, and how to ask on. */
    static String usage(List<Command> commands) {
        StringBuilder out = new StringBuilder();
        for (Map.Entry<String, List<String>> group : AllCommands.groups().entrySet()) {
            out.append(group.getKey()).append(":\n");
            list(out, group.getValue().stream().flatMap(name -> Commands.called(commands, name).stream()).toList(), ROOT_WIDTH);
            out.append('\n');
        }
        out.append("Usage:\n  kubectl [flags] [options]\n\n");
        out.append("Use \"kubectl <command> --help\" for more information about a given command.\n");
        return out.append(OPTIONS_HINT).toString();
    }

    static String of(Command command) {
        Spec spec = command.spec();
        StringBuilder out = new StringBuilder(spec.details()).append("\n\n");
        if (!command.aliases().isEmpty()) {
            out.append("Aliases:\n").append(String.join(", ", Stream.concat(Stream.of(spec.name()), command.aliases().stream()).toList())).append("\n\n");
        }
        if (!spec.examples().isEmpty()) {
            out.append("Examples:\n");
            for (int i = 0; i < spec.examples().size(); i++) {
                String line = spec.examples().get(i);
                out.append(line.startsWith("#") && i > 0 ? "  \n  " : "  ").append(line).append('\n');
            }
            out.append('\n');
        }
        if (!command.below().isEmpty()) {
            out.append("Available Commands:\n");
            list(out, command.below());
            out.append('\n');
        }
        List<Flag> flags = new FlagSet(spec.flags()).all().stream().filter(flag -> !flag.isDeprecated()).toList();
        if (!flags.isEmpty()) {
            out.append("Options:\n");
            flags.forEach(flag -> out.append(option(flag)));
        }
        out.append("Usage:\n  kubectl ").append(spec.path()).append(spec.use().isEmpty() ? "" : " " + spec.use()).append(" [options]\n\n");
        if (!command.below().isEmpty()) {
            out.append("Use \"kubectl ").append(spec.path()).append(" <command> --help\" for more information about a given command.\n");
        }
        return out.append(OPTIONS_HINT).toString();
    }

    /** The flags that every command takes: what {@code kubectl options} prints. */
    static String options() {
        StringBuilder out = new StringBuilder("The following options can be passed to any command:\n\n");
        new FlagSet(Commands.GLOBAL).all().forEach(flag -> out.append(option(flag)));
        return out.toString();
    }

    private static String option(Flag flag) {
        String letter = flag.shorthand().isEmpty() ? "    " : "    -" + flag.shorthand() + ", ";
        return letter + "--" + flag.name() + "=" + flag.shownPreset() + ":\n\t" + flag.usage() + "\n\n";
    }

    private static void list(StringBuilder out, List<Command> commands) {
        list(out, commands, Math.max(LEAST_WIDTH, commands.stream().mapToInt(command -> command.spec().name().length()).max().orElse(0)));
    }

    /** @param width of the longest name */
    private static void list(StringBuilder out, List<Command> commands, int width) {
        for (Command command : commands) {
            out.append("  ").append(command.spec().name()).repeat(" ", width + 3 - command.spec().name().length());
            out.append(command.spec().about()).append('\n');
        }
    }
}
