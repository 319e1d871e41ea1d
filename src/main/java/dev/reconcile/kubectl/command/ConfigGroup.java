package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Kubeconfig;
import dev.reconcile.kubectl.call.ObjectPrinter;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.print.TabWriter;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.Yaml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code kubectl config}: shows and changes the learner's kubeconfig ({@code kubectl/pkg/cmd/config}). */
final class ConfigGroup implements Command {
    private final List<Command> below = List.of(new Current(), new ConfigEdits.Delete("cluster"), new ConfigEdits.Delete("context"), new ConfigEdits.Delete("user"),
            new Names("clusters"), new Contexts(), new Names("users"), new ConfigEdits.Rename(), new ConfigEdits.Property(true), new ConfigEdits.SetEntry("cluster"),
            new ConfigEdits.SetContext(), new ConfigEdits.SetEntry("user"), new ConfigEdits.Property(false), new ConfigEdits.Use(), new View());

    @Override
    public Spec spec() {
        return Spec.of("config", "SUBCOMMAND", "Modify kubeconfig files")
                .details("Show and change the kubeconfig file: which cluster, user and namespace commands mean.\n\n"
                        + " It is --kubeconfig, else $KUBECONFIG, else ${HOME}/.kube/config.");
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

    static List<Json> sorted(Kubeconfig config, String list) {
        return config.tree().objects(list).stream().sorted(Comparator.comparing(entry -> entry.textOrEmpty("name"))).toList();
    }

    private static final class View implements Command {
        @Override
        public Spec spec() {
            return Spec.of("config view", "[flags]", "Display merged kubeconfig settings or a specified kubeconfig file")
                    .examples("# Show the settings", "kubectl config view", "# Only those of the current context", "kubectl config view --minify")
                    .flags(Flag.text("output", "o", "yaml", "Output format. One of: (json, yaml, jsonpath)."),
                            Flag.bool("minify", "", false, "Remove all information not used by current-context from the output"),
                            Flag.bool("raw", "", false, "Display raw byte data and sensitive data"),
                            Flag.bool("flatten", "", false, "Put everything into the output itself"),
                            Flag.bool("merge", "", true, "Merge the full hierarchy of kubeconfig files"),
                            Flag.text("template", "", "", "Template for -o=jsonpath."));
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            Json tree = call.flags().is("minify") ? minified(call.config()) : call.config().tree();
            List<Json> users = new ArrayList<>();
            for (Json user : tree.objects("users")) {
                users.add(!call.flags().is("raw") && user.has("user", "token") ? user.withAt("REDACTED", "user", "token") : user);
            }
            Json shown = tree.with("users", users);
            String output = call.flags().text("output");
            switch (output) {
                case "yaml" -> call.out().write(Yaml.print(shown));
                case "json" -> call.out().line(JsonText.indented(shown));
                default -> call.out().write(ObjectPrinter.ofMutation(call).tree(shown));
            }
            return Step.OK;
        }

        private static Json minified(Kubeconfig config) throws CommandFailure {
            String current = config.currentContext();
            if (!config.hasContext(current)) {
                throw CommandFailure.error(current.isEmpty() ? "current-context must exist in order to minify" : "cannot locate context " + current);
            }
            Json context = config.context(current);
            return config.tree()
                    .with("contexts", named(config, "contexts", current))
                    .with("clusters", named(config, "clusters", context.textOrEmpty("cluster")))
                    .with("users", named(config, "users", context.textOrEmpty("user")));
        }

        private static List<Json> named(Kubeconfig config, String list, String name) {
            return config.tree().objects(list).stream().filter(entry -> name.equals(entry.text("name"))).toList();
        }
    }

    private static final class Current implements Command {
        @Override
        public Spec spec() {
            return Spec.of("config current-context", "[flags]", "Display the current-context").examples("# Which context is in use?", "kubectl config current-context");
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            if (call.config().currentContext().isEmpty()) {
                throw CommandFailure.error("current-context is not set");
            }
            call.out().line(call.config().currentContext());
            return Step.OK;
        }
    }

    private static final class Contexts implements Command {
        @Override
        public Spec spec() {
            return Spec.of("config get-contexts", "[(-o|--output=)name)]", "Describe one or many contexts")
                    .examples("# All contexts; a star marks the current one", "kubectl config get-contexts")
                    .flags(Flag.bool("no-headers", "", false, "Don't print headers."), Flag.text("output", "o", "", "Output format. One of: (name)."));
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            boolean names = call.flags().text("output").equals("name");
            if (!names && !call.flags().text("output").isEmpty()) {
                throw CommandFailure.error("output must be one of '' or 'name': " + call.flags().text("output"));
            }
            TabWriter table = TabWriter.ofTables();
            if (!names && !call.flags().is("no-headers")) {
                table.write("CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE\n");
            }
            for (Json entry : sorted(call.config(), "contexts")) {
                String name = entry.textOrEmpty("name");
                if (call.arguments().isEmpty() || call.arguments().contains(name)) {
                    Json context = entry.object("context");
                    table.write(names ? name + "\n" : String.join("\t", name.equals(call.config().currentContext()) ? "*" : "", name, context.textOrEmpty("cluster"),
                            context.textOrEmpty("user"), context.textOrEmpty("namespace")) + "\n");
                }
            }
            call.out().write(table.flush());
            List<CommandFailure> missing = new ArrayList<>();
            call.arguments().stream().filter(name -> !call.config().hasContext(name)).forEach(name -> missing.add(CommandFailure.error("context " + name + " not found")));
            CommandFailure.throwIfAny(missing);
            return Step.OK;
        }
    }

    /** {@code get-clusters} and {@code get-users}. */
    private record Names(String list) implements Command {
        @Override
        public Spec spec() {
            return Spec.of("config get-" + list, "[flags]", "Display " + list + " defined in the kubeconfig").examples("# List the " + list, "kubectl config get-" + list);
        }

        @Override
        public Step run(Call call) {
            call.out().line("NAME");
            sorted(call.config(), list).forEach(entry -> call.out().line(entry.textOrEmpty("name")));
            return Step.OK;
        }
    }
}
