package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.PodSpecs;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code kubectl set env} ({@code kubectl/pkg/cmd/set/set_env.go}). */
final class SetEnv implements Command {
    private static final List<String> LISTS = List.of("containers", "initContainers");
    private static final String NAME = "[-._a-zA-Z][-._a-zA-Z0-9]*";

    /**
     * What the command line asks for.
     *
     * @param set variables as containers have them, in the order in which they were asked for
     * @param removed names
     */
    private record Wanted(List<Json> set, List<String> removed) {}

    @Override
    public Spec spec() {
        return Spec.of("set env", "RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N", "Update environment variables on a pod template")
                .examples("# Set a variable", "kubectl set env deployment/web LEVEL=debug", "# Remove it", "kubectl set env deployment/web LEVEL-",
                        "# Show what is set", "kubectl set env deployment/web --list",
                        "# Take one key of a config map", "kubectl set env deployment/web --from=configmap/settings --keys=level",
                        "# Take what is piped in", "env | grep WEB_ | kubectl set env deployment/web -e -")
                .flags(SetGroup.flags(Mutation.selector(),
                        Flag.text("containers", "c", "*", "The names of containers in the selected pod templates to change - may use wildcards"),
                        Flag.repeated("env", "e", "Specify a key-value pair for an environment variable to set into each container; - reads them from standard input."),
                        Flag.text("from", "", "", "The name of a resource from which to inject environment variables: configmap/NAME or secret/NAME"),
                        Flag.list("keys", "", "Comma-separated list of keys to import from specified resource"),
                        Flag.text("prefix", "", "", "Prefix to append to variable names"),
                        Flag.bool("overwrite", "", true, "If true, allow environment to be overwritten, otherwise reject updates that overwrite existing environment."),
                        Flag.bool("list", "", false, "If true, display the environment and any changes in the standard format."),
                        Flag.bool("resolve", "", false, "If true, show the values that secrets and config maps hold when listing variables.")));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        Values flags = call.flags();
        if (flags.is("all") && flags.filled("selector").isPresent()) {
            throw CommandFailure.error("cannot set --all and --selector at the same time");
        }
        List<String> resources = call.arguments().stream().takeWhile(word -> !isVariable(word)).toList();
        List<String> pairs = new ArrayList<>(flags.list("env"));
        for (String word : call.arguments().subList(resources.size(), call.arguments().size())) {
            if (!isVariable(word)) {
                throw CommandFailure.error("all resources must be specified before environment changes: " + String.join(" ", call.arguments()));
            }
            pairs.add(word);
        }
        if (flags.list("filename").isEmpty() && resources.isEmpty()) {
            throw CommandFailure.error("one or more resources must be specified as <resource> <name> or <resource>/<name>");
        }
        if (flags.is("list") && flags.filled("output").isPresent()) {
            throw CommandFailure.error("--list and --output may not be specified together");
        }
        if (!flags.list("keys").isEmpty() && flags.text("from").isEmpty()) {
            throw CommandFailure.error("when specifying --keys, a configmap or secret must be provided with --from");
        }
        return pairs.contains("-") ? call.withInput(() -> run(call, resources, wanted(call, pairs))) : run(call, resources, wanted(call, pairs));
    }

    private static boolean isVariable(String word) {
        return word.indexOf('=') > 0 || word.endsWith("-");
    }

    private static Step run(Call call, List<String> resources, Wanted wanted) throws CommandFailure {
        if (!call.flags().is("list")) {
            return SetGroup.run(call, resources, "env updated", (kind, object) -> changed(call, kind, object, wanted));
        }
        for (Found found : Selection.of(call, resources, false).objects()) {
            KubeObject object = changed(call, found.kind(), found.object(), wanted);
            EnvList list = new EnvList(call, object);
            for (String name : LISTS) {
                for (Json container : object.tree().object(PodSpecs.path(object, found.kind().resource())).objects(name)) {
                    if (PodSpecs.matches(call.flags().text("containers"), container.textOrEmpty("name"))) {
                        list.print(container);
                    }
                }
            }
        }
        return Step.OK;
    }

    /** {@code kubectl/pkg/cmd/set/env/env_parse.go}; then what {@code --from} names, and {@code --prefix} before all. */
    private static Wanted wanted(Call call, List<String> pairs) throws CommandFailure {
        List<Json> set = new ArrayList<>();
        List<String> given = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (pair.equals("-")) {
                call.input().lines().map(line -> line.replaceFirst("#.*", "")).filter(line -> line.contains("=")).forEach(line -> set.add(variable(line)));
            } else if (equals >= 0) {
                String name = pair.substring(0, equals);
                if (!name.matches(NAME) || name.equals(".") || name.startsWith("..")) {
                    throw CommandFailure.error(("\"%s\" is not a valid key name: a valid environment variable name must consist of alphabetic characters, digits, '_',"
                            + " '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is '%s')")
                            .formatted(name, NAME));
                }
                given.add(name);
                set.add(variable(pair));
            } else if (pair.endsWith("-")) {
                removed.add(pair.substring(0, pair.length() - 1));
            } else {
                throw CommandFailure.error("unknown environment variable: " + pair);
            }
        }
        if (removed.stream().anyMatch(given::contains)) {
            throw CommandFailure.error("can not both modify and remove the same environment variable in the same command");
        }
        set.addAll(injected(call));
        String prefix = call.flags().text("prefix");
        return new Wanted(set.stream().map(variable -> variable.with("name", prefix + variable.textOrEmpty("name"))).toList(), removed);
    }

    private static Json variable(String pair) {
        int equals = pair.indexOf('=');
        return Json.of("name", pair.substring(0, equals), "value", pair.substring(equals + 1));
    }

    /** The variables that {@code --from} names, one per key. */
    private static List<Json> injected(Call call) throws CommandFailure {
        String from = call.flags().text("from");
        if (from.isEmpty()) {
            return List.of();
        }
        List<String> keys = call.flags().list("keys");
        List<Json> variables = new ArrayList<>();
        for (Found found : Selection.of(call, List.of(from), false).objects()) {
            boolean secret = found.kind().kind().equals("Secret");
            if (!secret && !found.kind().kind().equals("ConfigMap")) {
                throw CommandFailure.error("unsupported resource specified in --from");
            }
            for (String key : found.object().tree().object("data").names()) {
                if (keys.isEmpty() || keys.contains(key)) {
                    String variable = key.replaceAll("[^a-zA-Z0-9_]", "_").toUpperCase(Locale.ROOT);
                    if (!variable.equals(key)) {
                        call.err().line("Warning: key " + key + " transferred to " + variable);
                    }
                    Json reference = Json.of("key", key, "name", found.object().name());
                    variables.add(Json.of("name", variable, "valueFrom", Json.of(secret ? "secretKeyRef" : "configMapKeyRef", reference)));
                }
            }
        }
        return variables;
    }

    private static KubeObject changed(Call call, Kind kind, KubeObject object, Wanted wanted) throws CommandFailure {
        String[] spec = PodSpecs.path(object, kind.resource());
        String name = call.flags().text("containers");
        KubeObject after = object;
        boolean found = false;
        for (String list : LISTS) {
            List<Json> containers = object.tree().object(spec).objects(list);
            found |= PodSpecs.has(containers, name);
            after = PodSpecs.with(after, spec, list, PodSpecs.changed(containers, name, container -> {
                List<Json> before = container.objects("env");
                if (!call.flags().is("overwrite")) {
                    refuseOverwriting(kind, object, before, wanted.set());
                }
                List<Json> env = updated(before, wanted);
                return env.equals(before) ? container : container.with("env", env.isEmpty() ? null : env);
            }));
        }
        if (!found) {
            call.err().line("Warning: %s/%s does not have any containers matching \"%s\"".formatted(kind.kind(), object.name(), name));
        }
        return after;
    }

    private static void refuseOverwriting(Kind kind, KubeObject object, List<Json> before, List<Json> set) throws CommandFailure {
        for (Json variable : set) {
            Optional<String> value = named(before, variable).map(there -> there.textOrEmpty("value"));
            if (value.isPresent() && !value.get().equals(variable.textOrEmpty("value"))) {
                throw CommandFailure.error("%s/%s '%s' already has a value (%s), and --overwrite is false"
                        .formatted(kind.plural(), object.name(), variable.textOrEmpty("name"), value.get()));
            }
        }
    }

    /** Of variables asked for twice, the first counts. */
    private static List<Json> updated(List<Json> before, Wanted wanted) {
        List<Json> env = new ArrayList<>();
        for (Json variable : before) {
            if (!wanted.removed().contains(variable.textOrEmpty("name"))) {
                env.add(named(wanted.set(), variable).orElse(variable));
            }
        }
        for (Json variable : wanted.set()) {
            if (!wanted.removed().contains(variable.textOrEmpty("name")) && named(env, variable).isEmpty()) {
                env.add(variable);
            }
        }
        return env;
    }

    private static Optional<Json> named(List<Json> env, Json variable) {
        return env.stream().filter(other -> other.textOrEmpty("name").equals(variable.textOrEmpty("name"))).findFirst();
    }
}
