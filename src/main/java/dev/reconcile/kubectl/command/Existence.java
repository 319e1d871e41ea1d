package dev.reconcile.kubectl.command;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Kind;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.model.KubeObject;
import java.util.Optional;

/** Looks again at an object that a command waits for, without logging a read each time. */
final class Existence {
    private Existence() {}

    static Optional<KubeObject> of(Call call, Kind kind, String namespace, String name) {
        Caller quiet = Caller.controller(call.caller().actor(), call.caller().cause());
        return call.client().send(Request.get(quiet, Call.key(kind, namespace, name))) instanceof Reply.One one
                ? Optional.of(one.object())
                : Optional.empty();
    }
}
