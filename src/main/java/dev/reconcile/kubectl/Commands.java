package dev.reconcile.kubectl;

import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.flags.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tree of commands, and which of them a command line means. */
final class Commands {
    /**
     * What a command line names.
     *
     * @param command the deepest command that the words name; null for kubectl itself
     * @param rest the words without those that name it
     */
    record Named(Command command, List<String> rest) {}

    /** Flags that every command takes. */
    static final List<Flag> GLOBAL = List.of(
            Flag.text("namespace", "n", "", "If present, the namespace scope for this CLI request"),
            Flag.text("context", "", "", "The name of the kubeconfig context to use"),
            Flag.text("cluster", "", "", "The name of the kubeconfig cluster to use"),
            Flag.text("user", "", "", "The name of the kubeconfig user to use"),
            Flag.text("kubeconfig", "", "", "Path to the kubeconfig file to use for CLI requests."),
            Flag.text("server", "s", "", "The address and port of the Kubernetes API server"),
            Flag.text("request-timeout", "", "0", "How long to wait before giving up on a single server request (1s, 2m, 3h); zero means never."),
            Flag.text("as", "", "", "Username to impersonate for the operation: a user, or a service account as system:serviceaccount:NAMESPACE:NAME."),
            Flag.text("as-uid", "", "", "UID to impersonate for the operation."),
            Flag.repeated("as-group", "", "Group to impersonate for the operation; may be given several times."),
            Flag.text("token", "", "", "Bearer token for authentication to the API server"),
            Flag.number("v", "v", Flag.Type.INT, 0, "number for the log level verbosity"),
            Flag.bool("warnings-as-errors", "", false, "Treat warnings received from the server as errors and exit with a non-zero exit code"),
            Flag.bool("match-server-version", "", false, "Require server version to match client version"),
            Flag.bool("insecure-skip-tls-verify", "", false, "Do not check the server's certificate"),
            Flag.text("cache-dir", "", "/home/learner/.kube/cache", "Default cache directory; this client keeps none"),
            Flag.text("certificate-authority", "", "", "Path to a cert file for the certificate authority"),
            Flag.text("client-certificate", "", "", "Path to a client certificate file for TLS"),
            Flag.text("client-key", "", "", "Path to a client key file for TLS"),
            Flag.text("tls-server-name", "", "", "Name that the server's certificate is for, if it is not the one in the address"),
            Flag.text("username", "", "", "Username for basic authentication to the API server"),
            Flag.text("password", "", "", "Password for basic authentication to the API server"),
            Flag.bool("disable-compression", "", false, "Do not have answers compressed on their way"),
            Flag.text("kuberc", "", "", "Path to the kuberc file to use for preferences; this client reads none"),
            Flag.duration("log-flush-frequency", "5s", "Maximum number of seconds between log flushes"),
            Flag.text("profile", "", "none", "Name of profile to capture; this client captures none"),
            Flag.text("profile-output", "", "profile.pprof", "Name of the file to write the profile to"),
            Flag.text("vmodule", "", "", "Comma-separated list of pattern=N settings for file-filtered logging"));

    private Commands() {}

    /** The flags of the command with the global ones, but for those that it has itself. */
    static List<Flag> flags(Command command) {
        List<Flag> flags = new ArrayList<>(command == null ? List.of() : command.spec().flags());
        for (Flag global : GLOBAL) {
            if (flags.stream().noneMatch(flag -> flag.name().equals(global.name()))) {
                boolean taken = flags.stream().anyMatch(flag -> flag.shorthand().equals(global.shorthand()));
                flags.add(taken ? new Flag(global.name(), "", global.type(), global.preset(), global.bare(), global.usage()) : global);
            }
        }
        flags.add(Flag.bool("help", "h", false, "Show help"));
        return flags;
    }

    /** Walks down the tree as long as words name commands; flags in between are passed over. */
    static Named find(List<Command> roots, List<String> words) {
        Command found = null;
        List<Command> here = roots;
        List<String> rest = new ArrayList<>(words);
        while (true) {
            int at = firstArgument(rest, found);
            Optional<Command> next = at < 0 ? Optional.empty() : called(here, rest.get(at));
            if (next.isEmpty()) {
                return new Named(found, rest);
            }
            rest.remove(at);
            found = next.get();
            here = found.below();
        }
    }

    static Optional<Command> called(List<Command> commands, String word) {
        return commands.stream().filter(c -> c.spec().name().equals(word) || c.aliases().contains(word)).findFirst();
    }

    /** Index of the first word that is neither a flag nor a flag's value; -1 if there is none before {@code --}. */
    private static int firstArgument(List<String> words, Command command) {
        List<Flag> flags = flags(command);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--")) {
                return -1;
            }
            if (!word.startsWith("-") || word.equals("-")) {
                return i;
            }
            boolean takesNext = !word.contains("=") && flags.stream().anyMatch(flag -> flag.bare().isEmpty()
                    && (word.equals("--" + flag.name()) || !flag.shorthand().isEmpty() && word.equals("-" + flag.shorthand())));
            i += takesNext ? 1 : 0;
        }
        return -1;
    }
}
