package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Changes;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.PodSpecs;
import dev.reconcile.kubectl.call.Selection;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code kubectl set env} ({@code kubectl/pkg/cmd/set/set_env.go}). */
final class SetEnv implements Command {
    @Override
    public Spec spec() {
        return Spec.of("set env", "RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N", "Update environment variables on a pod template")
                .examples("# Set a variable", "kubectl set env deployment/web LEVEL=debug", "# Remove it", "kubectl set env deployment/web LEVEL-",
                        "# Show what is set", "kubectl set env deployment/web --list")
                .flags(SetGroup.flags(
                        Flag.text("containers", "c", "*", "The names of containers in the selected pod templates to change - may use wildcards"),
                        Flag.list("env", "e", "Specify a key-value pair for an environment variable to set into each container."),
                        Flag.text("from", "", "", "The name of a resource from which to inject environment variables: configmap/NAME or secret/NAME"),
                        Flag.text("prefix", "", "", "Prefix to append to variable names"),
                        Flag.bool("overwrite", "", true, "If true, allow environment to be overwritten, otherwise reject updates that overwrite existing environment."),
                        Flag.bool("list", "", false, "If true, display the environment and any changes in the standard format.")));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        Changes.Split split = Changes.split(call.arguments(), "environment");
        List<String> pairs = new ArrayList<>(split.pairs());
        pairs.addAll(call.flags().list("env"));
        if (call.flags().is("list")) {
            return list(call, Selection.of(call, split.resources(), false));
        }
        if (pairs.isEmpty() && split.resources().stream().anyMatch(word -> word.contains("/")) && split.resources().size() > 1) {
            Selection.of(call, split.resources(), false);
        }
        List<Json> injected = injected(call);
        if (pairs.isEmpty() && injected.isEmpty()) {
            throw CommandFailure.error("at least one environment variable must be provided");
        }
        String name = call.flags().text("containers");
        return SetGroup.run(call, split.resources(), "env updated", (kind, object) -> changed(object, kind, name, pairs, injected));
    }

    private static Step list(Call call, Selection selection) throws CommandFailure {
        for (Found found : selection.objects()) {
            String[] spec = PodSpecs.path(found.object(), found.kind().resource());
            for (Json container : found.object().tree().object(spec).objects("containers")) {
                call.out().line("# %s %s, container %s".formatted(found.kind().kind(), found.object().name(), container.textOrEmpty("name")));
                for (Json variable : container.objects("env")) {
                    call.out().line(shown(variable));
                }
            }
        }
        return Step.OK;
    }

    /** {@code kubectl/pkg/cmd/set/env/env_resolve.go}, {@code GetEnvVarRefString}. */
    private static String shown(Json variable) {
        Json from = variable.object("valueFrom");
        if (from.isEmpty()) {
            return variable.textOrEmpty("name") + "=" + variable.textOrEmpty("value");
        }
        String source = "invalid valueFrom";
        if (from.has("configMapKeyRef")) {
            source = "configmap " + from.textOrEmpty("configMapKeyRef", "name") + ", key " + from.textOrEmpty("configMapKeyRef", "key");
        } else if (from.has("secretKeyRef")) {
            source = "secret " + from.textOrEmpty("secretKeyRef", "name") + ", key " + from.textOrEmpty("secretKeyRef", "key");
        } else if (from.has("fieldRef")) {
            source = "field path " + from.textOrEmpty("fieldRef", "fieldPath");
        } else if (from.has("resourceFieldRef")) {
            String container = from.textOrEmpty("resourceFieldRef", "containerName");
            source = "resource field " + (container.isEmpty() ? "" : container + "/") + from.textOrEmpty("resourceFieldRef", "resource");
        }
        return "# " + variable.textOrEmpty("name") + " from " + source;
    }

    /** The variables that {@code --from} names, one per key. */
    private static List<Json> injected(Call call) throws CommandFailure {
        String from = call.flags().text("from");
        if (from.isEmpty()) {
            return List.of();
        }
        List<Json> variables = new ArrayList<>();
        for (Found found : Selection.of(call, List.of(from), false).objects()) {
            boolean secret = found.kind().kind().equals("Secret");
            if (!secret && !found.kind().kind().equals("ConfigMap")) {
                throw CommandFailure.error("unsupported resource specified in --from");
            }
            for (String key : found.object().tree().object("data").names()) {
                String variable = call.flags().text("prefix") + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
                Json reference = Json.of("key", key, "name", found.object().name());
                variables.add(Json.of("name", variable, "valueFrom", Json.of(secret ? "secretKeyRef" : "configMapKeyRef", reference)));
            }
        }
        return variables;
    }

    private static KubeObject changed(KubeObject object, Kind kind, String name, List<String> pairs, List<Json> injected) throws CommandFailure {
        String[] spec = PodSpecs.path(object, kind.resource());
        List<Json> containers = object.tree().object(spec).objects("containers");
        if (!PodSpecs.has(containers, name)) {
            throw CommandFailure.error(kind.plural() + "/" + object.name() + " does not have any containers matching \"" + name + "\"");
        }
        return PodSpecs.with(object, spec, "containers", PodSpecs.changed(containers, name, container -> {
            List<Json> env = new ArrayList<>(container.objects("env"));
            injected.forEach(variable -> put(env, variable));
            for (String pair : pairs) {
                int equals = pair.indexOf('=');
                if (equals < 0) {
                    String removed = pair.substring(0, pair.length() - 1);
                    env.removeIf(variable -> removed.equals(variable.text("name")));
                } else {
                    put(env, Json.of("name", pair.substring(0, equals), "value", pair.substring(equals + 1)));
                }
            }
            return container.with("env", env.isEmpty() ? null : env);
        }));
    }

    private static void put(List<Json> env, Json variable) {
        for (int i = 0; i < env.size(); i++) {
            if (env.get(i).textOrEmpty("name").equals(variable.text("name"))) {
                env.set(i, variable);
                return;
            }
        }
        env.add(variable);
    }
}
