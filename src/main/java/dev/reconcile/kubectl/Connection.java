package dev.reconcile.kubectl;

import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Kubeconfig;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.shell.Invocation;
import java.util.List;

/** Checks the flags that choose a cluster, a user and a context: this lab has one cluster with one user. */
final class Connection {
    private Connection() {}

    static Kubeconfig settings(Invocation invocation, Values flags) throws CommandFailure {
        Kubeconfig config = config(invocation, flags);
        String context = flags.filled("context").orElse("");
        if (!context.isEmpty()) {
            if (!config.hasContext(context)) {
                throw CommandFailure.bare("Error in configuration: context was not found for specified context: " + context);
            }
            config = config.with(config.tree().with("current-context", context));
        }
        // create rolebinding has a --user of its own
        String user = Commands.GLOBAL.stream().anyMatch(flag -> flag.name().equals("user") && flags.takes(flag)) ? flags.text("user") : "";
        if (!user.isEmpty() && !config.has("users", user)) {
            throw CommandFailure.error("auth info \"" + user + "\" does not exist");
        }
        String cluster = flags.filled("cluster").orElse("");
        if (!cluster.isEmpty() && !config.has("clusters", cluster)) {
            throw CommandFailure.error("no server found for cluster \"" + cluster + "\"");
        }
        for (String one : List.of("token", "server")) {
            if (flags.filled(one).isPresent()) {
                throw CommandFailure.error("--" + one + " has no effect in this lab, which has one cluster with one user: leave it out");
            }
        }
        return config;
    }

    /** Only the file, for commands that change it. */
    static Kubeconfig config(Invocation invocation, Values flags) throws CommandFailure {
        String path = flags.filled("kubeconfig").orElse("");
        if (path.isEmpty()) {
            return Kubeconfig.of(invocation);
        }
        if (!invocation.files().isFile(invocation.path(path))) {
            throw CommandFailure.error("stat " + path + ": no such file or directory");
        }
        return Kubeconfig.of(invocation.withEnvironment(invocation.environment().with("KUBECONFIG", path)));
    }
}
