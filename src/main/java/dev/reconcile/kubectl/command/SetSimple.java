package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Changes;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.PodSpecs;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code kubectl set selector} and {@code set serviceaccount}. */
final class SetSimple {
    private SetSimple() {}

    /** {@code kubectl/pkg/cmd/set/set_selector.go}: services only. */
    static final class Selector implements Command {
        @Override
        public Spec spec() {
            return Spec.of("set selector", "(-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]", "Set the selector on a resource")
                    .examples("# Let a service choose other pods", "kubectl set selector service web app=web-v2")
                    .flags(flags());
        }

        /** Files are looked for in all directories, and kustomizations are not taken. */
        private static List<Flag> flags() {
            List<Flag> flags = new ArrayList<>(SetGroup.flags(Changes.record(),
                    Flag.text("resource-version", "", "", "If non-empty, the selectors update will only succeed if this is the current resource-version for the object.")));
            flags.removeIf(flag -> List.of("kustomize", "recursive").contains(flag.name()));
            flags.add(Flag.bool("recursive", "R", true, "Process the directory used in -f, --filename recursively."));
            return flags;
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            if (call.arguments().isEmpty()) {
                throw CommandFailure.error("one or more resources must be specified as <resource> <name> or <resource>/<name>");
            }
            String expression = call.arguments().getLast();
            Json selector = Json.EMPTY;
            for (String pair : expression.split(",")) {
                String[] halves = pair.split("=", 2);
                if (halves.length != 2) {
                    throw CommandFailure.error("one selector must be specified");
                }
                if (halves[1].contains("=")) {
                    throw CommandFailure.error("couldn't parse the selector string \"" + expression + "\": found '=', expected: ',' or 'end of string'");
                }
                selector = selector.with(halves[0], halves[1]);
            }
            Json wanted = selector;
            List<String> resources = call.arguments().subList(0, call.arguments().size() - 1);
            return SetGroup.run(call, resources, "selector updated", true, (kind, object) -> {
                if (!kind.kind().equals("Service")) {
                    throw CommandFailure.error("setting a selector is only supported for Services");
                }
                KubeObject changed = object.with(null, "spec", "selector").with(wanted, "spec", "selector");
                Optional<String> version = call.flags().filled("resource-version");
                return version.isEmpty() ? changed : changed.with(version.get(), "metadata", "resourceVersion");
            });
        }
    }

    /** {@code kubectl/pkg/cmd/set/set_serviceaccount.go}. */
    static final class ServiceAccount implements Command {
        @Override
        public Spec spec() {
            return Spec.of("set serviceaccount", "(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT", "Update the service account of a resource")
                    .examples("# Run a deployment's pods as another service account", "kubectl set serviceaccount deployment web builder")
                    .flags(SetGroup.flags(Changes.record()));
        }

        @Override
        public List<String> aliases() {
            return List.of("sa");
        }

        @Override
        public Step run(Call call) throws CommandFailure {
            if (call.arguments().isEmpty()) {
                throw CommandFailure.error("serviceaccount is required");
            }
            String account = call.arguments().getLast();
            List<String> resources = call.arguments().subList(0, call.arguments().size() - 1);
            return SetGroup.run(call, resources, "serviceaccount updated", (kind, object) -> {
                String[] spec = PodSpecs.path(object, kind.resource());
                String[] path = Arrays.copyOf(spec, spec.length + 1);
                path[spec.length] = "serviceAccountName";
                return object.with(account, path);
            });
        }
    }
}
