package dev.reconcile.kubectl.command;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Kind;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.print.TabWriter;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.Yaml;
import java.util.List;
import java.util.Optional;

/** {@code kubectl auth}: this lab's user may do everything, as a cluster's administrator may. */
final class AuthGroup implements Command {
    private static final List<String> GROUPS = List.of("system:masters", "system:authenticated");
    private final List<Command> below = List.of(new CanI(), new WhoAmI());

    @Override
    public Spec spec() {
        return Spec.of("auth", "[flags]", "Inspect authorization");
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

    /** {@code kubectl/pkg/cmd/auth/cani.go}. */
    static final class CanI implements Command {
        @Override
        public Spec spec() {
            return Spec.of("auth can-i", "VERB [TYPE | TYPE/NAME | NONRESOURCEURL]", "Check whether an action is allowed")
                    .details("Check whether an action is allowed.\n\n The user of this lab is its cluster's administrator, so the answer is yes.")
                    .examples("# May I create pods here?", "kubectl auth can-i create pods", "# What may I do at all?", "kubectl auth can-i --list")
                    .flags(Flag.bool("all-namespaces", "A", false, "Check the specified action in all namespaces."),
                            Flag.bool("list", "", false, "If true, prints all allowed actions."),
                            Flag.bool("no-headers", "", false, "If true, prints allowed actions without headers"),
                            Flag.bool("quiet", "q", false, "If true, suppress output and just return the exit code."),
                            Flag.text("subresource", "", "", "SubResource such as pod/log or deployment/scale"));
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            boolean quiet = call.flags().is("quiet");
            if (call.flags().is("list")) {
                return list(call);
            }
            if (call.arguments().size() != 2) {
                throw CommandFailure.error("you must specify two arguments: verb resource or verb resource/resourceName.\n"
                        + "See 'kubectl auth can-i -h' for help and examples.");
            }
            String resource = call.arguments().get(1);
            if (!resource.startsWith("/") && !resource.equals("*")) {
                warn(call, resource.split("/")[0]);
            }
            call.out().write(quiet ? "" : "yes\n");
            return Step.OK;
        }

        private static void warn(Call call, String resource) {
            Optional<Kind> kind = call.resources().find(resource);
            if (kind.isEmpty()) {
                call.err().write("Warning: the server doesn't have a resource type '" + resource + "'\n\n");
            } else if (!kind.get().namespaced() && !call.allNamespaces()) {
                call.err().write("Warning: resource '" + kind.get().plural() + "' is not namespace scoped"
                        + (kind.get().group().isEmpty() ? "" : " in group '" + kind.get().group() + "'") + "\n\n");
            }
        }

        private static Step list(Call call) throws CommandFailure {
            if (!call.arguments().isEmpty()) {
                throw CommandFailure.error("list option must be specified with no arguments");
            }
            TabWriter table = TabWriter.ofTables();
            if (!call.flags().is("no-headers")) {
                table.write("Resources\tNon-Resource URLs\tResource Names\tVerbs\n");
            }
            call.out().write(table.write("*.*\t[]\t[]\t[*]\n\t[*]\t[]\t[*]\n").flush());
            return Step.OK;
        }
    }

    /** {@code kubectl/pkg/cmd/auth/whoami.go}. */
    static final class WhoAmI implements Command {
        @Override
        public Spec spec() {
            return Spec.of("auth whoami", "", "Experimental: Check self subject attributes")
                    .examples("# Who am I to the cluster?", "kubectl auth whoami")
                    .flags(Flag.text("output", "o", "", "Output format. One of: (json, yaml)."));
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            Json review = Json.of("apiVersion", "authentication.k8s.io/v1", "kind", "SelfSubjectReview", "metadata", Json.EMPTY,
                    "status", Json.of("userInfo", Json.of("groups", GROUPS, "username", Caller.LEARNER)));
            switch (call.flags().text("output")) {
                case "" -> call.out().write(TabWriter.ofTables().write("ATTRIBUTE\tVALUE\nUsername\t" + Caller.LEARNER + "\nGroups\t[" + String.join(" ", GROUPS) + "]\n").flush());
                case "json" -> call.out().line(JsonText.indented(review));
                case "yaml" -> call.out().write(Yaml.print(review));
                default -> throw CommandFailure.error("unable to match a printer suitable for the output format \"" + call.flags().text("output") + "\", allowed formats are: json,yaml");
            }
            return Step.OK;
        }
    }
}
