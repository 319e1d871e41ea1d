package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Kubeconfig;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The commands of {@code kubectl config} that change the file. */
final class ConfigEdits {
    private ConfigEdits() {}

    private static String only(Call call) throws CommandFailure {
        if (call.arguments().size() != 1) {
            throw CommandFailure.error("Unexpected args: [" + String.join(" ", call.arguments()) + "]");
        }
        return call.arguments().getFirst();
    }

    private static Kubeconfig with(Kubeconfig config, String list, String name, String field, Json value) {
        List<Json> entries = new ArrayList<>(config.tree().objects(list).stream().filter(entry -> !name.equals(entry.text("name"))).toList());
        if (value != null) {
            entries.add(Json.of("name", name, field, value));
        }
        entries.sort(Comparator.comparing(entry -> entry.textOrEmpty("name")));
        return config.with(config.tree().with(list, entries));
    }

    private static Json entry(Kubeconfig config, String list, String name, String field) {
        return config.tree().objects(list).stream().filter(entry -> name.equals(entry.text("name"))).map(entry -> entry.object(field)).findFirst().orElse(Json.EMPTY);
    }

    /** {@code use-context}. */
    static final class Use implements Command {
        @Override
        public Spec spec() {
            return Spec.of("config use-context", "CONTEXT_NAME", "Set the current-context in a kubeconfig file").examples("# Use another context", "kubectl config use-context team-a");
        }

        @Override
        public List<String> aliases() {
            return List.of("use");
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            String name = only(call);
            if (!call.config().hasContext(name)) {
                throw CommandFailure.error("no context exists with the name: \"" + name + "\"");
            }
            call.config().with(call.config().tree().with("current-context", name)).save(call.invocation());
            call.out().line("Switched to context \"" + name + "\".");
            return Step.OK;
        }
    }

    /** {@code set-context}. */
    static final class SetContext implements Command {
        @Override
        public Spec spec() {
            return Spec.of("config set-context", "[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace]",
                            "Set a context entry in kubeconfig")
                    .details("Set a context entry in kubeconfig. Fields that are not given stay as they are.")
                    .examples("# Let commands mean the namespace team-a from now on", "kubectl config set-context --current --namespace=team-a")
                    .flags(Flag.bool("current", "", false, "Modify the current context"), Flag.text("cluster", "", "", "cluster for the context entry in kubeconfig"),
                            Flag.text("user", "", "", "user for the context entry in kubeconfig"), Flag.text("namespace", "n", "", "namespace for the context entry in kubeconfig"));
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            boolean current = call.flags().is("current");
            if (call.arguments().size() > 1 || current && !call.arguments().isEmpty()) {
                throw CommandFailure.error("Unexpected args: [" + String.join(" ", call.arguments()) + "]");
            }
            if (!current && call.arguments().isEmpty()) {
                throw CommandFailure.error("you must specify a non-empty context name or --current");
            }
            String name = current ? call.config().currentContext() : call.arguments().getFirst();
            if (name.isEmpty()) {
                throw CommandFailure.error("no current context is set");
            }
            Json context = entry(call.config(), "contexts", name, "context");
            for (String field : List.of("cluster", "user", "namespace")) {
                String value = call.flags().text(field);
                context = call.flags().changed(field) ? context.with(field, value.isEmpty() ? null : value) : context;
            }
            boolean there = call.config().hasContext(name);
            with(call.config(), "contexts", name, "context", context).save(call.invocation());
            call.out().line("Context \"" + name + "\" " + (there ? "modified" : "created") + ".");
            return Step.OK;
        }
    }

    /** {@code set-cluster} and {@code set-credentials}. */
    record SetEntry(String what) implements Command {
        @Override
        public Spec spec() {
            return what.equals("cluster")
                    ? Spec.of("config set-cluster", "NAME [--server=server]", "Set a cluster entry in kubeconfig")
                            .details("Set a cluster entry in kubeconfig. This lab's commands always reach its one cluster.")
                            .flags(Flag.text("server", "", "", "server for the cluster entry in kubeconfig"))
                    : Spec.of("config set-credentials", "NAME [--token=bearer_token]", "Set a user entry in kubeconfig")
                            .details("Set a user entry in kubeconfig. This lab's commands always come from its one user.")
                            .flags(Flag.text("token", "", "", "token for the user entry in kubeconfig"));
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            String name = only(call);
            String field = what.equals("cluster") ? "server" : "token";
            Json value = entry(call.config(), what + "s", name, what);
            value = call.flags().changed(field) ? value.with(field, call.flags().text(field)) : value;
            with(call.config(), what + "s", name, what, value).save(call.invocation());
            call.out().line((what.equals("cluster") ? "Cluster" : "User") + " \"" + name + "\" set.");
            return Step.OK;
        }
    }

    /** {@code delete-cluster}, {@code delete-context} and {@code delete-user}. */
    record Delete(String what) implements Command {
        @Override
        public Spec spec() {
            return Spec.of("config delete-" + what, "NAME", "Delete the specified " + what + " from the kubeconfig")
                    .examples("# Delete a " + what, "kubectl config delete-" + what + " old");
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            String name = only(call);
            if (!call.config().has(what + "s", name)) {
                throw CommandFailure.error("cannot delete " + what + " " + name + ", not in " + call.config().path());
            }
            if (what.equals("context") && name.equals(call.config().currentContext())) {
                call.err().line("warning: this removed your active context, use \"kubectl config use-context\" to select a different one");
            }
            with(call.config(), what + "s", name, what, null).save(call.invocation());
            call.out().line("deleted " + what + " " + name + " from " + call.config().path());
            return Step.OK;
        }
    }

    /** {@code rename-context}. */
    static final class Rename implements Command {
        @Override
        public Spec spec() {
            return Spec.of("config rename-context", "CONTEXT_NAME NEW_NAME", "Rename a context from the kubeconfig file")
                    .examples("# Give a context another name", "kubectl config rename-context old new");
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            if (call.arguments().size() != 2) {
                throw CommandFailure.error("Unexpected args: [" + String.join(" ", call.arguments()) + "]");
            }
            String old = call.arguments().getFirst();
            String name = call.arguments().getLast();
            if (!call.config().hasContext(old)) {
                throw CommandFailure.error("cannot rename the context \"" + old + "\", it's not in " + call.config().path());
            }
            if (call.config().hasContext(name)) {
                throw CommandFailure.error("cannot rename the context \"" + old + "\", the context \"" + name + "\" already exists in " + call.config().path());
            }
            Json context = call.config().context(old);
            Kubeconfig renamed = with(with(call.config(), "contexts", old, "context", null), "contexts", name, "context", context);
            if (call.config().currentContext().equals(old)) {
                renamed = renamed.with(renamed.tree().with("current-context", name));
            }
            renamed.save(call.invocation());
            call.out().line("Context \"" + old + "\" renamed to \"" + name + "\".");
            return Step.OK;
        }
    }

    /** {@code set} and {@code unset}: one field by its path. */
    record Property(boolean sets) implements Command {
        private static final List<String> LISTS = List.of("clusters", "contexts", "users");

        @Override
        public Spec spec() {
            return sets
                    ? Spec.of("config set", "PROPERTY_NAME PROPERTY_VALUE", "Set an individual value in a kubeconfig file")
                            .examples("# Set the namespace of a context", "kubectl config set contexts.reconcile.namespace team-a")
                    : Spec.of("config unset", "PROPERTY_NAME", "Unset an individual value in a kubeconfig file").examples("# Without a current context", "kubectl config unset current-context");
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            if (call.arguments().size() != (sets ? 2 : 1)) {
                throw CommandFailure.error("Unexpected args: [" + String.join(" ", call.arguments()) + "]");
            }
            String property = call.arguments().getFirst();
            changed(call.config(), property, sets ? call.arguments().getLast() : null).save(call.invocation());
            call.out().line("Property \"" + property + "\" " + (sets ? "set" : "unset") + ".");
            return Step.OK;
        }

        private static Kubeconfig changed(Kubeconfig config, String property, String value) throws CommandFailure {
            List<String> path = Arrays.asList(property.split("\\."));
            if (property.equals("current-context")) {
                return config.with(config.tree().with("current-context", value == null ? "" : value));
            }
            if (!LISTS.contains(path.getFirst()) || path.size() > 3 || path.size() < 3 && value != null) {
                throw CommandFailure.error("unable to parse " + property + " after [] at api.Config");
            }
            String field = path.getFirst().substring(0, path.getFirst().length() - 1);
            if (path.size() == 1) {
                return config.with(config.tree().with(path.getFirst(), List.of()));
            }
            Json entry = path.size() == 2 ? null : entry(config, path.getFirst(), path.get(1), field).with(path.get(2), value);
            return with(config, path.getFirst(), path.get(1), field, entry);
        }
    }
}
