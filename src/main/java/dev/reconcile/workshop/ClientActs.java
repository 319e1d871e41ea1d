package dev.reconcile.workshop;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Request;
import dev.reconcile.cluster.Cluster;
import dev.reconcile.model.Json;
import dev.reconcile.store.Body;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes down what the learner's own clients do. Every run of a command, and every write of a client that does not name its runs, is an act in the
 * log: what it led to has that act as its cause, as with commands of the page's terminal.
 */
final class ClientActs {
    /** Runs whose acts are remembered; a run that is forgotten gets a second act. */
    private static final int REMEMBERED = 200;

    private static final int LONGEST_MANAGER = 128;

    private final Cluster cluster;
    private final Map<String, Long> acts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    ClientActs(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The request as the learner's own, with the act that it belongs to as its cause. */
    Request caused(Client client, Request asked) {
        Caller learner = Caller.learner(cause(client, asked));
        return new Request(learner, asked.verb(), asked.resource(), asked.namespace(), asked.name(), asked.subresource(), asked.body(), asked.patch(),
                managed(client, asked.options()));
    }

    /** A client that names no manager of the fields that it sets is known by its program ({@code managerOrUserAgent} of upstream's handlers). */
    private static Options managed(Client client, Options options) {
        int slash = client.agent().indexOf('/');
        boolean named = !options.fieldManager().isEmpty() || slash <= 0;
        return named ? options : options.with("fieldManager", client.agent().substring(0, Math.min(slash, LONGEST_MANAGER)));
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
