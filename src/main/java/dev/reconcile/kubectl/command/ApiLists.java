package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.kubectl.print.TabWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code kubectl api-resources} and {@code api-versions}: what the API has. */
final class ApiLists {
    private ApiLists() {}

    private static void refuseArguments(Call call) throws CommandFailure {
        if (!call.arguments().isEmpty()) {
            throw call.usage("unexpected arguments: [" + String.join(" ", call.arguments()) + "]");
        }
    }

    /** {@code kubectl/pkg/cmd/apiresources/apiresources.go}. */
    static final class Resources implements Command {
        @Override
        public Spec spec() {
            return Spec.of("api-resources", "[flags]", "Print the supported API resources on the server")
                    .examples("# All kinds", "kubectl api-resources", "# With what can be done with them", "kubectl api-resources -o wide",
                            "# Those of one group", "kubectl api-resources --api-group=apps", "# Those that belong to the whole cluster", "kubectl api-resources --namespaced=false")
                    .flags(Flag.text("api-group", "", "", "Limit to resources in the specified API group."),
                            Flag.bool("namespaced", "", true, "If false, non-namespaced resources will be returned, otherwise namespaced ones."),
                            Flag.list("verbs", "", "Limit to resources that support the specified verbs."),
                            Flag.list("categories", "", "Limit to resources that belong to the specified categories."),
                            Flag.text("sort-by", "", "", "Sort the list by 'name' or 'kind'."),
                            Flag.bool("cached", "", false, "Use the cached list of resources if available."),
                            Flag.bool("no-headers", "", false, "Don't print headers."),
                            Flag.text("output", "o", "", "Output format. One of: (wide, name)."));
        }

        /** Each group's resources once, in the version that the group prefers ({@code ServerPreferredResources} of client-go). */
        private static Collection<Kind> preferred(Call call) {
            Map<String, Kind> found = new LinkedHashMap<>();
            call.client().kinds().served().forEach(kind -> found.putIfAbsent(name(kind), kind));
            return found.values();
        }

        private static String name(Kind kind) {
            return kind.group().isEmpty() ? kind.plural() : kind.plural() + "." + kind.group();
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            refuseArguments(call);
            Values flags = call.flags();
            String output = flags.text("output");
            if (!List.of("", "wide", "name").contains(output)) {
                throw CommandFailure.error("--output " + output + " is not available");
            }
            String sortBy = flags.text("sort-by");
            if (!List.of("", "name", "kind").contains(sortBy)) {
                throw CommandFailure.error("--sort-by accepts only name or kind");
            }
            List<Kind> kinds = preferred(call).stream().filter(kind -> isWanted(flags, kind)).sorted(order(sortBy)).toList();
            if (output.equals("name")) {
                kinds.forEach(kind -> call.out().line(name(kind)));
                return Step.OK;
            }
            boolean wide = output.equals("wide");
            TabWriter table = TabWriter.ofTables();
            if (!flags.is("no-headers")) {
                table.write("NAME\tSHORTNAMES\tAPIVERSION\tNAMESPACED\tKIND" + (wide ? "\tVERBS\tCATEGORIES" : "") + "\n");
            }
            for (Kind kind : kinds) {
                List<String> cells = new ArrayList<>(List.of(kind.plural(), String.join(",", kind.shortNames()), kind.apiVersion(),
                        Boolean.toString(kind.namespaced()), kind.kind()));
                if (wide) {
                    cells.addAll(List.of(String.join(",", kind.verbs()), String.join(",", kind.categories())));
                }
                table.write(String.join("\t", cells) + "\n");
            }
            call.out().write(table.flush());
            return Step.OK;
        }

        private static boolean isWanted(Values flags, Kind kind) {
            return (!flags.changed("api-group") || kind.group().equals(flags.text("api-group")))
                    && (!flags.changed("namespaced") || kind.namespaced() == flags.is("namespaced"))
                    && kind.verbs().containsAll(flags.list("verbs"))
                    && kind.categories().containsAll(flags.list("categories"));
        }

        private static Comparator<Kind> order(String sortBy) {
            return switch (sortBy) {
                case "name" -> Comparator.comparing(Kind::plural);
                case "kind" -> Comparator.comparing(Kind::kind);
                default -> Comparator.comparing(Kind::group).thenComparing(Kind::plural);
            };
        }
    }

    /** {@code kubectl/pkg/cmd/apiresources/apiversions.go}. */
    static final class Versions implements Command {
        @Override
        public Spec spec() {
            return Spec.of("api-versions", "", "Print the supported API versions on the server, in the form of \"group/version\"")
                    .examples("# All groups with their versions", "kubectl api-versions");
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            refuseArguments(call);
            call.client().kinds().served().stream().map(Kind::apiVersion).distinct().sorted().forEach(call.out()::line);
            return Step.OK;
        }
    }
}
