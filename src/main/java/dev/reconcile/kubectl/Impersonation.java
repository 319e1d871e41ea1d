package dev.reconcile.kubectl;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Kinds;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.kubectl.call.ApiClient;
import dev.reconcile.kubectl.call.Forwards;
import dev.reconcile.kubelet.StreamReply;
import dev.reconcile.shell.Stdio;
import dev.reconcile.shell.World;
import java.util.List;

/** Asks with the rights of another user: {@code --as} and {@code --as-group}. */
record Impersonation(ApiClient client, String user, List<String> groups) implements ApiClient {
    @Override
    public Caller caller() {
        return client.caller();
    }

    @Override
    public Kinds kinds() {
        return client.kinds();
    }

    @Override
    public Reply send(Request request) {
        return client.send(as(request));
    }

    @Override
    public StreamReply connect(Request request, Stdio io, World world) {
        return client.connect(as(request), io, world);
    }

    @Override
    public Forwards forwards() {
        return client.forwards();
    }

    @Override
    public long position() {
        return client.position();
    }

    private Request as(Request request) {
        return new Request(request.caller(), request.verb(), request.resource(), request.namespace(), request.name(), request.subresource(), request.body(),
                request.patch(), request.options().with("impersonateUser", user).with("impersonateGroups", groups));
    }
}
