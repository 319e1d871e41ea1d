package dev.reconcile.kubectl.command;

import dev.reconcile.api.Status;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Step;
import dev.reconcile.model.JsonText;

/** The few paths that {@code kubectl get --raw} answers here: health and version. */
final class RawPaths {
    private RawPaths() {}

    static Step print(Call call, String path) throws CommandFailure {
        switch (path) {
            case "/healthz", "/livez", "/readyz" -> call.out().write("ok");
            case "/version" -> call.out().write(JsonText.indented(Version.server()));
            default -> throw CommandFailure.server(Status.noResource());
        }
        return Step.OK;
    }
}
