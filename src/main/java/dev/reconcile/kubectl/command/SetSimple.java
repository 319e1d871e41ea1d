package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.PodSpecs;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.model.Json;
import java.util.Arrays;
import java.util.List;

/** {@code kubectl set selector} and {@code set serviceaccount}. */
final class SetSimple {
    private SetSimple() {}

    /** {@code kubectl/pkg/cmd/set/set_selector.go}: services only. */
    static final class Selector implements Command {
        @Override
        public Spec spec() {
            return Spec.of("set selector", "(-f FILENAME | TYPE NAME) EXPRESSIONS", "Set the selector on a resource")
                    .examples("# Let a service choose other pods", "kubectl set selector service web app=web-v2")
                    .flags(SetGroup.flags());
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
            return SetGroup.run(call, resources, "selector updated", (kind, object) -> {
                if (!kind.kind().equals("Service")) {
                    throw CommandFailure.error("setting a selector is only supported for Services");
                }
                return object.with(null, "spec", "selector").with(wanted, "spec", "selector");
            });
        }
    }

    /** {@code kubectl/pkg/cmd/set/set_serviceaccount.go}. */
    static final class ServiceAccount implements Command {
        @Override
        public Spec spec() {
            return Spec.of("set serviceaccount", "(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT", "Update the service account of a resource")
                    .examples("# Run a deployment's pods as another service account", "kubectl set serviceaccount deployment web builder")
                    .flags(SetGroup.flags());
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
