package dev.reconcile.kubectl.command;

import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.describe.Surroundings;
import dev.reconcile.model.KubeObject;
import java.util.List;

/** Looks up what a description mentions besides its object. These are requests like all others: a real kubectl sends them too. */
final class Around {
    private Around() {}

    static Surroundings of(Call call) {
        return new Surroundings() {
            @Override
            public List<KubeObject> list(String resource, String namespace) {
                Reply reply = call.client().send(Request.list(call.caller(), resource, namespace, Options.NONE));
                return reply instanceof Reply.Many many ? many.items() : List.of();
            }

            @Override
            public long now() {
                return call.now();
            }
        };
    }
}
