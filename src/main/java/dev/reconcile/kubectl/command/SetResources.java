package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Changes;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.PodSpecs;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.model.Json;
import java.util.List;

/** {@code kubectl set resources} ({@code kubectl/pkg/cmd/set/set_resources.go}). */
final class SetResources implements Command {
    private static final String QUANTITY = "^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$";

    @Override
    public Spec spec() {
        return Spec.of("set resources", "(-f FILENAME | TYPE NAME) ([--limits=LIMITS & --requests=REQUESTS]",
                        "Update resource requests/limits on objects with pod templates")
                .examples("# Limit a deployment's containers", "kubectl set resources deployment web --limits=cpu=200m,memory=512Mi",
                        "# Remove the limits", "kubectl set resources deployment web --limits=cpu=0,memory=0")
                .flags(SetGroup.flags(Mutation.selector(), Changes.record(),
                        Flag.text("containers", "c", "*", "The names of containers in the selected pod templates to change"),
                        Flag.text("limits", "", "", "The resource requirement limits for this container. For example, 'cpu=100m,memory=256Mi'."),
                        Flag.text("requests", "", "", "The resource requirement requests for this container. For example, 'cpu=100m,memory=256Mi'.")));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        String limits = call.flags().text("limits");
        String requests = call.flags().text("requests");
        if (limits.isEmpty() && requests.isEmpty()) {
            throw CommandFailure.error("you must specify an update to requests or limits (in the form of --requests/--limits)");
        }
        Json wanted = Json.of("limits", quantities(limits), "requests", quantities(requests));
        String name = call.flags().text("containers");
        return SetGroup.run(call, call.arguments(), "resource requirements updated", (kind, object) -> {
            String[] spec = PodSpecs.path(object, kind.resource());
            List<Json> containers = object.tree().object(spec).objects("containers");
            if (!PodSpecs.has(containers, name)) {
                throw CommandFailure.error("unable to find container named " + name);
            }
            return PodSpecs.with(object, spec, "containers", PodSpecs.changed(containers, name, container -> with(container, wanted)));
        });
    }

    private static Json quantities(String text) throws CommandFailure {
        Json quantities = Json.EMPTY;
        for (String pair : text.isEmpty() ? new String[0] : text.split(",")) {
            String[] halves = pair.split("=", -1);
            if (halves.length != 2) {
                throw CommandFailure.error("Invalid argument syntax " + pair + ", expected <resource>=<value>");
            }
            if (!halves[1].matches(QUANTITY)) {
                throw CommandFailure.error("quantities must match the regular expression '" + QUANTITY + "'");
            }
            quantities = quantities.with(halves[0], halves[1]);
        }
        return quantities;
    }

    private static Json with(Json container, Json wanted) {
        Json changed = container;
        for (String side : wanted.names()) {
            for (String resource : wanted.object(side).names()) {
                changed = changed.withAt(wanted.text(side, resource), "resources", side, resource);
            }
        }
        return changed;
    }
}
