package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
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

/** {@code kubectl auth}: asks the API who somebody is and what they may do. The lab's user is the cluster's administrator. */
final class AuthGroup implements Command {
    private static final String ACCESS = "authorization.k8s.io";
    private final List<Command> below = List.of(new CanI(), new WhoAmI(),
            new Extras.Absent("auth reconcile", "Reconcile rules for RBAC objects", "kubectl apply -f FILE does the same here"));

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
        private static final List<String> RESOURCE_VERBS = List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "use", "bind",
                "impersonate", "*");
        private static final List<String> PATH_VERBS = List.of("get", "put", "post", "head", "options", "delete", "patch", "*");

        @Override
        public Spec spec() {
            return Spec.of("auth can-i", "VERB [TYPE | TYPE/NAME | NONRESOURCEURL]", "Check whether an action is allowed")
                    .details("Check whether an action is allowed.\n\n The user of this lab is its cluster's administrator; --as asks for somebody else.")
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
            String subject = call.arguments().get(1);
            String verb = call.arguments().getFirst();
            if (!(subject.startsWith("/") ? PATH_VERBS : RESOURCE_VERBS).contains(verb)) {
                call.err().write("Warning: verb '" + verb + "' is not a known verb\n\n");
            }
            Json attributes = subject.startsWith("/") ? Json.of("nonResourceAttributes", Json.of("verb", verb, "path", subject))
                    : Json.of("resourceAttributes", attributes(call, subject.split("/", 2)));
            Json status = review(call, "selfsubjectaccessreviews." + ACCESS, ACCESS + "/v1", "SelfSubjectAccessReview", attributes);
            boolean allowed = status.isTrue("allowed");
            String why = allowed || status.textOrEmpty("reason").isEmpty() ? "" : " - " + status.textOrEmpty("reason");
            call.out().write(quiet ? "" : (allowed ? "yes" : "no" + why) + "\n");
            return allowed ? Step.OK : new Step.Done(1);
        }

        private static Json attributes(Call call, String[] subject) {
            Optional<Kind> kind = subject[0].equals("*") ? Optional.empty() : call.resources().find(subject[0]);
            if (!subject[0].equals("*")) {
                warn(call, subject[0]);
            }
            String subresource = call.flags().text("subresource");
            return Json.of("verb", call.arguments().getFirst(), "namespace", call.allNamespaces() ? "" : call.namespace(),
                    "group", kind.map(Kind::group).orElse(subject[0].equals("*") ? "*" : ""), "resource", kind.map(Kind::plural).orElse(subject[0]),
                    "subresource", subresource.isEmpty() ? null : subresource, "name", subject.length > 1 ? subject[1] : null);
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
            Json status = review(call, "selfsubjectrulesreviews." + ACCESS, ACCESS + "/v1", "SelfSubjectRulesReview", Json.of("namespace", call.namespace()));
            TabWriter table = TabWriter.ofTables();
            if (!call.flags().is("no-headers")) {
                table.write("Resources\tNon-Resource URLs\tResource Names\tVerbs\n");
            }
            AccessRules.lines(status).forEach(line -> table.write(line + "\n"));
            call.out().write(table.flush());
            return Step.OK;
        }
    }

    private static String shown(Json rule, String field) {
        return "[" + String.join(" ", rule.texts(field)) + "]";
    }

    /** What the API makes of the question. */
    private static Json review(Call call, String resource, String version, String kind, Json spec) throws CommandFailure {
        Json question = Json.of("apiVersion", version, "kind", kind, "metadata", Json.EMPTY, "spec", spec.isEmpty() ? null : spec);
        return call.create(call.kind(resource), "", question, Options.NONE).status();
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
            String version = "authentication.k8s.io/v1";
            Json status = review(call, "selfsubjectreviews.authentication.k8s.io", version, "SelfSubjectReview", Json.EMPTY);
            Json user = status.object("userInfo");
            Json review = Json.of("apiVersion", version, "kind", "SelfSubjectReview", "metadata", Json.EMPTY, "status", status);
            switch (call.flags().text("output")) {
                case "" -> call.out().write(TabWriter.ofTables().write("ATTRIBUTE\tVALUE\nUsername\t" + user.textOrEmpty("username")
                        + "\nGroups\t" + shown(user, "groups") + "\n").flush());
                case "json" -> call.out().line(JsonText.indented(review));
                case "yaml" -> call.out().write(Yaml.print(review));
                default -> throw CommandFailure.error("unable to match a printer suitable for the output format \"" + call.flags().text("output") + "\", allowed formats are: json,yaml");
            }
            return Step.OK;
        }
    }
}
