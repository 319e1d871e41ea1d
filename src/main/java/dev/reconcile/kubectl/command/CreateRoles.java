package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code kubectl create role} and {@code clusterrole} ({@code kubectl/pkg/cmd/create/create_role.go}, {@code create_clusterrole.go}). */
final class CreateRoles {
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final List<String> RESOURCE_VERBS = List.of("*", "get", "delete", "list", "create", "update", "patch", "watch", "proxy", "deletecollection",
            "use", "bind", "escalate", "impersonate");
    private static final List<String> PATH_VERBS = List.of("*", "get", "post", "put", "delete", "patch", "head", "options");

    private static final Flag[] FLAGS = {
        Flag.list("verb", "", "Verb that applies to the resources contained in the rule"),
        Flag.list("resource", "", "Resource that the rule applies to"),
        Flag.repeated("resource-name", "", "Name of an object to which the rule is limited, repeat this flag for several"),
        Flag.list("non-resource-url", "", "Path that is no resource and that the rule applies to"),
        Flag.list("aggregation-rule", "", "Labels of the cluster roles whose rules this one collects"),
    };

    /** A resource as a flag names it: {@code pods}, {@code deployments.apps/scale}. */
    private record Named(String resource, String group, String subresource) {
        static Named of(String written) {
            String[] sections = written.split("/", 2);
            String[] parts = sections[0].split("\\.", 2);
            return new Named(parts[0], parts.length == 2 ? parts[1] : "", sections.length == 2 ? sections[1] : "");
        }

        boolean isAll() {
            return resource.equals("*");
        }

        Optional<Kind> kind(Call call) {
            return call.resources().find(group.isEmpty() ? resource : resource + "." + group);
        }

        String place(String plural) {
            return subresource.isEmpty() ? plural : plural + "/" + subresource;
        }
    }

    private CreateRoles() {}

    private static List<String> verbs(Call call) throws CommandFailure {
        List<String> verbs = call.flags().list("verb").stream().distinct().toList();
        if (verbs.isEmpty()) {
            throw CommandFailure.error("at least one verb must be specified");
        }
        return verbs.contains("*") ? List.of("*") : verbs;
    }

    private static List<Named> resources(Call call) {
        List<Named> found = new ArrayList<>();
        for (String written : call.flags().list("resource")) {
            if (written.equals("*")) {
                return List.of(Named.of(written));
            }
            found.add(Named.of(written));
        }
        return found;
    }

    private static void warn(Call call, List<String> verbs) {
        verbs.stream().filter(verb -> !RESOURCE_VERBS.contains(verb)).forEach(verb -> call.err().line("Warning: '" + verb + "' is not a standard resource verb"));
    }

    private static void check(Call call, List<String> verbs, List<Named> resources) throws CommandFailure {
        for (Named named : resources) {
            if (named.resource().isEmpty()) {
                throw CommandFailure.error("resource must be specified if apiGroup/subresource specified");
            }
            if (named.isAll()) {
                return;
            }
            Optional<Kind> kind = named.kind(call);
            String plural = kind.map(Kind::plural).orElse(named.resource());
            String group = kind.map(Kind::group).orElse(named.group());
            boolean special = false;
            for (String verb : verbs) {
                List<String> only = takenBy(verb);
                special |= only.contains(plural + "." + group);
                if (!only.isEmpty() && !only.contains(plural + "." + group)) {
                    throw CommandFailure.error("can not perform '" + verb + "' on '" + plural + "' in group '" + group + "'");
                }
            }
            if (kind.isEmpty() && !special) {
                String where = named.group().isEmpty() ? "" : " in group \"" + named.group() + "\"";
                throw CommandFailure.bare("the server doesn't have a resource type \"" + named.resource() + "\"" + where);
            }
        }
    }

    /** The resources that alone take such a verb, each with a dot and its group; empty for verbs that all take. */
    private static List<String> takenBy(String verb) {
        return switch (verb) {
            case "use" -> List.of("podsecuritypolicies.policy", "podsecuritypolicies.extensions");
            case "bind", "escalate" -> List.of("roles." + RBAC, "clusterroles." + RBAC);
            case "impersonate" -> List.of("users.", "serviceaccounts.", "groups.", "userextras.authentication.k8s.io");
            default -> List.of();
        };
    }

    /** One rule for each API group. */
    private static List<Json> rules(Call call, List<String> verbs, List<Named> resources) {
        Map<String, List<String>> places = new TreeMap<>();
        for (Named named : resources) {
            Optional<Kind> kind = named.kind(call);
            String place = named.place(kind.map(Kind::plural).orElse(named.resource()));
            List<String> ofGroup = places.computeIfAbsent(kind.map(Kind::group).orElse(named.group()), group -> new ArrayList<>());
            if (!ofGroup.contains(place)) {
                ofGroup.add(place);
            }
        }
        List<String> names = call.flags().list("resource-name").stream().distinct().toList();
        List<Json> rules = new ArrayList<>();
        places.forEach((group, ofGroup) -> rules.add(Json.of(
                "apiGroups", List.of(group), "resources", ofGroup, "resourceNames", names.isEmpty() ? null : names, "verbs", verbs)));
        return rules;
    }

    static final class Role extends CreateOne {
        @Override
        public Spec spec() {
            return spec("role", "NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [--dry-run=server|client|none]",
                    "Create a role with single rule", FLAGS[0], FLAGS[1], FLAGS[2])
                    .examples("# Allow to read pods", "kubectl create role pod-reader --verb=get,list,watch --resource=pods",
                            "# Allow to scale one deployment", "kubectl create role scaler --verb=update --resource=deployments.apps/scale --resource-name=web");
        }

        @Override
        String resource() {
            return "roles." + RBAC;
        }

        @Override
        String failed() {
            return "";
        }

        @Override
        Json build(Call call, String name) throws CommandFailure {
            List<String> verbs = verbs(call);
            warn(call, verbs);
            List<Named> resources = resources(call);
            if (resources.isEmpty()) {
                throw CommandFailure.error("at least one resource must be specified");
            }
            check(call, verbs, resources);
            return KubeObject.of(RBAC + "/v1", "Role", "", name).tree().with("rules", rules(call, verbs, resources));
        }
    }

    static final class ClusterRole extends CreateOne {
        @Override
        public Spec spec() {
            return spec("clusterrole", "NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none]",
                    "Create a cluster role", FLAGS)
                    .examples("# Allow to read nodes", "kubectl create clusterrole node-reader --verb=get,list,watch --resource=nodes",
                            "# Allow to read a path of the API", "kubectl create clusterrole health --verb=get --non-resource-url=/healthz");
        }

        @Override
        String resource() {
            return "clusterroles." + RBAC;
        }

        @Override
        String failed() {
            return "";
        }

        @Override
        Json build(Call call, String name) throws CommandFailure {
            Json role = KubeObject.of(RBAC + "/v1", "ClusterRole", "", name).tree();
            Json labels = labels(call);
            List<String> paths = call.flags().list("non-resource-url").stream().distinct().toList();
            List<Named> resources = resources(call);
            if (!labels.isEmpty()) {
                boolean more = !paths.isEmpty() || !resources.isEmpty() || !call.flags().list("verb").isEmpty() || !call.flags().list("resource-name").isEmpty();
                if (more) {
                    throw CommandFailure.error("aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames");
                }
                return role.with("aggregationRule", Json.of("clusterRoleSelectors", List.of(Json.of("matchLabels", labels))));
            }
            List<String> verbs = verbs(call);
            if (resources.isEmpty() && paths.isEmpty()) {
                throw CommandFailure.error("one of resource or nonResourceURL must be specified");
            }
            if (!resources.isEmpty()) {
                warn(call, verbs);
                check(call, verbs, resources);
            }
            checkPaths(verbs, paths);
            List<Json> rules = rules(call, verbs, resources);
            if (!paths.isEmpty()) {
                rules.add(Json.of("nonResourceURLs", paths, "verbs", verbs));
            }
            return role.with("rules", rules);
        }

        private static Json labels(Call call) throws CommandFailure {
            Json labels = Json.EMPTY;
            for (String pair : call.flags().list("aggregation-rule")) {
                String[] halves = pair.split("=", 2);
                if (halves.length != 2) {
                    throw CommandFailure.error("invalid argument \"" + pair + "\" for \"--aggregation-rule\" flag: malformed pair, expect string=string\nSee '"
                            + call.path() + " --help' for usage.");
                }
                labels = labels.with(halves[0].strip(), halves[1].strip());
            }
            return labels;
        }

        private static void checkPaths(List<String> verbs, List<String> paths) throws CommandFailure {
            for (String verb : paths.isEmpty() ? List.<String>of() : verbs) {
                if (!PATH_VERBS.contains(verb)) {
                    throw CommandFailure.error("invalid verb: '" + verb + "' for nonResourceURL");
                }
            }
            for (String path : paths) {
                if (!path.equals("*") && !path.startsWith("/")) {
                    throw CommandFailure.error("nonResourceURL should start with /");
                }
                if (path.substring(0, path.length() - 1).contains("*")) {
                    throw CommandFailure.error("nonResourceURL only supports wildcard matches when '*' is at the end");
                }
            }
        }
    }
}
