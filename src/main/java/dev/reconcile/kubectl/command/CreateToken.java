package dev.reconcile.kubectl.command;

import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Verb;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Command;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Mutation;
import dev.reconcile.kubectl.call.ObjectPrinter;
import dev.reconcile.kubectl.call.Spec;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.kubectl.flags.Flag;
import dev.reconcile.kubectl.flags.Values;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;

/** {@code kubectl create token} ({@code kubectl/pkg/cmd/create/create_token.go}). */
final class CreateToken implements Command {
    @Override
    public Spec spec() {
        return Spec.of("create token", "SERVICE_ACCOUNT_NAME", "Request a service account token")
                .examples("# A token with which to ask as a service account", "kubectl create token robot", "# One that is good for ten minutes",
                        "kubectl create token robot --duration=10m")
                .flags(Mutation.printing())
                .flags(Flag.repeated("audience", "", "For whom the token is; the API server if not given. May be repeated."),
                        Flag.duration("duration", "0s", "Requested lifetime of the issued token. The server decides if it is not set or 0."),
                        Flag.text("bound-object-kind", "", "", "Kind of an object to bind the token to: Node, Pod or Secret. Needs --bound-object-name."),
                        Flag.text("bound-object-name", "", "", "Name of an object to bind the token to: with the object the token ends."),
                        Flag.text("bound-object-uid", "", "", "UID of an object to bind the token to; that of the existing object if not given."));
    }

    @Override
    public Step run(Call call) throws CommandFailure {
        if (call.before().size() != 1) {
            throw call.usage("exactly one NAME is required, got " + call.before().size());
        }
        check(call.flags());
        KubeObject answer = ask(call, call.before().getFirst());
        if (call.flags().filled("output").isPresent()) {
            call.out().write(ObjectPrinter.ofMutation(call).one(call.kind("serviceaccounts"), answer));
        } else {
            call.out().write(answer.status().textOrEmpty("token") + (call.out().isTerminal() ? "\n" : ""));
        }
        return Step.OK;
    }

    private static void check(Values flags) throws CommandFailure {
        String kind = flags.text("bound-object-kind");
        if (flags.millis("duration") < 0) {
            throw CommandFailure.error("--duration must be greater than or equal to 0");
        }
        if (flags.millis("duration") % 1000 != 0) {
            throw CommandFailure.error("--duration cannot be expressed in units less than seconds");
        }
        if (flags.list("audience").contains("")) {
            throw CommandFailure.error("--audience must not be an empty string");
        }
        for (String other : kind.isEmpty() ? List.of("bound-object-name", "bound-object-uid") : List.<String>of()) {
            if (flags.filled(other).isPresent()) {
                throw CommandFailure.error("--" + other + " can only be set if --bound-object-kind is provided");
            }
        }
        if (!List.of("", "Node", "Pod", "Secret").contains(kind)) {
            throw CommandFailure.error("supported --bound-object-kind values are Node, Pod, Secret");
        }
        if (!kind.isEmpty() && flags.filled("bound-object-name").isEmpty()) {
            throw CommandFailure.error("--bound-object-name is required if --bound-object-kind is provided");
        }
    }

    private static KubeObject ask(Call call, String name) throws CommandFailure {
        Values flags = call.flags();
        long seconds = flags.millis("duration") / 1000;
        Json bound = flags.filled("bound-object-kind").map(kind -> Json.of("kind", kind, "apiVersion", "v1", "name", flags.text("bound-object-name"),
                "uid", flags.filled("bound-object-uid").orElse(null))).orElse(null);
        Json wish = Json.of("apiVersion", "authentication.k8s.io/v1", "kind", "TokenRequest", "spec", Json.of(
                "audiences", flags.list("audience").isEmpty() ? null : flags.list("audience"),
                "boundObjectRef", bound,
                "expirationSeconds", seconds == 0 ? null : seconds));
        Request request = new Request(call.caller(), Verb.CREATE, "serviceaccounts", call.namespace(), name, "token", wish, null, Options.NONE);
        try {
            return ((Reply.One) call.send(request)).object();
        } catch (CommandFailure failure) {
            throw CommandFailure.error("failed to create token: " + failure.getMessage());
        }
    }
}
