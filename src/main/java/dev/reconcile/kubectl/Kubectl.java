package dev.reconcile.kubectl;

import dev.reconcile.kubectl.call.ApiClient;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Kubeconfig;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.command.AllCommands;
import dev.reconcile.kubectl.flags.BadFlag;
import dev.reconcile.kubectl.flags.Durations;
import dev.reconcile.kubectl.flags.FlagSet;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.kubectl.kustomize.Kustomization;
import dev.reconcile.model.Json;
import dev.reconcile.shell.Completing;
import dev.reconcile.shell.Invocation;
import dev.reconcile.shell.Launcher;
import dev.reconcile.shell.Process;
import dev.reconcile.shell.StartsPrograms;
import java.util.List;

/** kubectl as a program of the shell: finds the command, reads its flags, and runs it against one cluster. */
public final class Kubectl implements StartsPrograms, Completing {
    private static final List<String> COMPLETES = List.of("__complete", "__completeNoDesc");

    private final ApiClient client;
    private final List<Command> commands = AllCommands.list();

    public Kubectl(ApiClient client) {
        this.client = client;
    }

    @Override
    public Process start(Invocation invocation, Launcher launcher) {
        return new KubectlProcess(invocation.io().err(), () -> begin(invocation, launcher));
    }

    @Override
    public Process restore(Invocation invocation, Json state, Launcher launcher) {
        throw new IllegalStateException("a running kubectl is not saved");
    }

    private Step begin(Invocation invocation, Launcher launcher) throws CommandFailure {
        List<String> words = invocation.operands();
        if (!words.isEmpty() && words.getFirst().equals("options")) {
            invocation.io().out().write(Help.options());
            return Step.OK;
        }
        if (!words.isEmpty() && words.getFirst().equals("help")) {
            return help(invocation, words.subList(1, words.size()));
        }
        if (!words.isEmpty() && COMPLETES.contains(words.getFirst())) {
            return completed(invocation, words.subList(1, words.size()));
        }
        Commands.Named named = Commands.find(commands, words);
        if (named.command() == null) {
            return root(invocation, named.rest());
        }
        Command command = named.command();
        Values flags = parse(command, named.rest());
        if (flags.is("help")) {
            invocation.io().out().write(Help.of(command));
            return Step.OK;
        }
        if (command.isGroup()) {
            return group(invocation, command, flags);
        }
        command.spec().flags().stream().filter(flag -> flag.isDeprecated() && flags.changed(flag.name())).forEach(flag ->
                invocation.io().err().line("Flag --" + flag.name() + " has been deprecated, " + flag.deprecation()));
        boolean ofFile = command.spec().path().startsWith("config ");
        Kubeconfig config = ofFile ? Connection.config(invocation, flags) : Connection.settings(invocation, flags);
        return command.run(new Call(command, flags, logged(invocation, flags, config), invocation, launcher, config, Kustomization::build));
    }

    private ApiClient logged(Invocation invocation, Values flags, Kubeconfig config) {
        int level = (int) flags.number("v");
        String user = flags.filled("as").orElse("");
        ApiClient asking = user.isEmpty() ? client : new Impersonation(client, user, flags.list("as-group"));
        return level < RequestLog.LEAST ? asking : new RequestLog(asking, invocation.io().err(), config.server(), level, invocation.world()::nowMillis);
    }

    /** What a shell's script asks at Tab: a candidate per line, and that no files are meant ({@code spf13/cobra/completions.go}). */
    private Step completed(Invocation invocation, List<String> words) throws CommandFailure {
        String current = words.isEmpty() ? "" : words.getLast();
        List<String> before = words.subList(0, Math.max(0, words.size() - 1));
        new Completion(client, commands, Kubeconfig.of(invocation)).words(before, current).stream().filter(word -> word.startsWith(current))
                .forEach(word -> invocation.io().out().line(word));
        invocation.io().out().line(":4");
        invocation.io().err().line("Completion ended with directive: ShellCompDirectiveNoFileComp");
        return Step.OK;
    }

    @Override
    public List<String> complete(Invocation before, String current) {
        try {
            return new Completion(client, commands, Kubeconfig.of(before)).words(before.operands(), current);
        } catch (CommandFailure unreadableConfig) {
            return List.of();
        }
    }

    private static Values parse(Command command, List<String> words) throws CommandFailure {
        String path = command == null ? "kubectl" : "kubectl " + command.spec().path();
        try {
            Values values = new FlagSet(Commands.flags(command)).parse(words);
            String timeout = values.text("request-timeout");
            if (!timeout.matches("\\d+") && Durations.millis(timeout).isEmpty()) {
                throw CommandFailure.error("Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)");
            }
            return values;
        } catch (BadFlag e) {
            throw CommandFailure.error(e.getMessage() + "\nSee '" + path + " --help' for usage.");
        }
    }

    private Step root(Invocation invocation, List<String> words) throws CommandFailure {
        Values flags = parse(null, words);
        if (!flags.arguments().isEmpty()) {
            throw CommandFailure.error(Suggestions.unknown(commands, flags.arguments().getFirst()));
        }
        invocation.io().out().write(Help.root(commands));
        return Step.OK;
    }

    /** A group without a known command below it prints its help, or says what is unknown. */
    private static Step group(Invocation invocation, Command group, Values flags) throws CommandFailure {
        if (flags.arguments().isEmpty()) {
            (group.spec().path().equals("rollout") ? invocation.io().out() : invocation.io().err()).write(Help.of(group));
            return new Step.Done(1);
        }
        throw CommandFailure.error("unknown command \"" + String.join(" ", flags.arguments()) + "\"\nSee 'kubectl " + group.spec().path() + " -h' for help and examples");
    }

    private Step help(Invocation invocation, List<String> words) {
        Commands.Named named = Commands.find(commands, words);
        if (named.command() == null && !words.isEmpty()) {
            invocation.io().err().write("Unknown help topic [`" + String.join(" ", words) + "`]\n\n\n" + Help.usage(commands));
            return Step.OK;
        }
        invocation.io().out().write(named.command() == null ? Help.root(commands) : Help.of(named.command()));
        return Step.OK;
    }
}
