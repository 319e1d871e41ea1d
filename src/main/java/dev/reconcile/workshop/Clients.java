package dev.reconcile.workshop;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.cluster.Cluster;
import dev.reconcile.model.Json;
import dev.reconcile.store.Body;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The way in for the learner's own clients. Every run of a command, and every write of a client that does not name its runs, is an act in the
 * log: what it led to has that act as its cause, as with commands of the page's terminal.
 */
final class Clients {
    /** Runs whose acts are remembered; a run that is forgotten gets a second act. */
    private static final int REMEMBERED = 200;

    private final Cluster cluster;
    private final Map<String, Long> acts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    Clients(Cluster cluster) {
        this.cluster = cluster;
    }

    Reply request(Client client, Request asked) {
        if (cluster.log().position() > Limits.LOG_ENTRIES) {
            return new Reply.Failed(Status.forbidden(asked.resource(), asked.name(), "the log of this lab is full (" + Limits.LOG_ENTRIES + " entries)"));
        }
        Caller learner = Caller.learner(cause(client, asked));
        return cluster.request(new Request(learner, asked.verb(), asked.resource(), asked.namespace(), asked.name(), asked.subresource(),
                asked.body(), asked.patch(), asked.options()));
    }

    private long cause(Client client, Request asked) {
        if (!client.run().isEmpty()) {
            return acts.computeIfAbsent("run " + client.run(), run -> act(client, client.command().isEmpty() ? "kubectl" : client.command()));
        }
        return switch (asked.verb()) {
            case GET, LIST, WATCH -> acts.computeIfAbsent("reads " + client.agent(), agent -> act(client, "read"));
            case CREATE, UPDATE, PATCH, DELETE, DELETE_COLLECTION -> act(client, text(asked));
        };
    }

    private long act(Client client, String text) {
        return cluster.append(Session.LEARNER, 0, new Body.Act(Body.ActKind.CLIENT, text, Json.of("client", client.program()))).position();
    }

    /** {@code patch deployments.apps/scale default/web}. */
    private static String text(Request asked) {
        String resource = asked.subresource().isEmpty() ? asked.resource() : asked.resource() + "/" + asked.subresource();
        String name = asked.name().isEmpty() && asked.body() != null ? asked.body().textOrEmpty("metadata", "name") : asked.name();
        String object = asked.namespace().isEmpty() ? name : name.isEmpty() ? asked.namespace() : asked.namespace() + "/" + name;
        return (asked.verb().text() + " " + resource + " " + object).strip();
    }
}
