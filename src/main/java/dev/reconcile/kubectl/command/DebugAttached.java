package dev.reconcile.kubectl.command;

import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.api.Verb;
import dev.reconcile.kubectl.call.Attaching;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;

/** The end of {@code kubectl debug}: waits until the container runs, and attaches; if it is over by then, prints what it wrote. */
final class DebugAttached {
    private static final List<String> STATUSES = List.of("initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses");

    private final Call call;
    private final KubeObject pod;
    private final String container;
    private String warned = "";

    DebugAttached(Call call, KubeObject pod, String container) {
        this.call = call;
        this.pod = pod;
        this.container = container;
    }

    Step await() throws CommandFailure {
        KubeObject now = Existence.of(call, call.kind("pods"), pod.namespace(), pod.name())
                .orElseThrow(() -> CommandFailure.server(Status.notFound("pods", pod.name())));
        Json state = STATUSES.stream().flatMap(field -> now.status().objects(field).stream())
                .filter(status -> container.equals(status.text("name"))).findFirst().map(status -> status.object("state")).orElse(Json.EMPTY);
        if (state.has("terminated")) {
            return log(now);
        }
        if (state.has("running")) {
            Attaching attaching = new Attaching("kubectl attach", container, call.flags().is("stdin"), call.flags().is("tty"), call.flags().is("quiet"));
            return attaching.run(call, now, code -> Step.OK);
        }
        String message = state.textOrEmpty("waiting", "message");
        if (!message.isEmpty() && !message.equals(warned)) {
            warned = message;
            call.err().line("Warning: container " + container + ": " + message);
        }
        return Step.changeUntil(Long.MAX_VALUE, this::await);
    }

    private Step log(KubeObject now) throws CommandFailure {
        Request request = new Request(call.caller(), Verb.GET, "pods", now.namespace(), now.name(), "log", null, null, Options.of("container", container));
        if (call.send(request) instanceof Reply.Text text) {
            call.out().write(text.text());
        }
        return Step.OK;
    }
}
