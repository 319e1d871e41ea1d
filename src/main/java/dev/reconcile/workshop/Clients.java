package dev.reconcile.workshop;

import dev.reconcile.api.Kinds;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.api.Watch;
import dev.reconcile.cluster.Cluster;
import dev.reconcile.kubelet.StreamReply;
import dev.reconcile.shell.Signal;
import java.util.List;

/**
 * The way in for the learner's own clients. As everything of a session, it may be called by any thread, and what it wrote is durable when it returns.
 */
public final class Clients {
    /** The answer to a streaming request. */
    public sealed interface Connected {
        record Open(Dialogue dialogue) implements Connected {}

        record Refused(Status status) implements Connected {}
    }

    private final Session session;
    private final Cluster cluster;
    private final Flow flow;
    private final ClientActs acts;
    private final Traffic traffic = new Traffic();

    Clients(Session session, Cluster cluster, Flow flow) {
        this.session = session;
        this.cluster = cluster;
        this.flow = flow;
        this.acts = new ClientActs(cluster);
    }

    public Reply request(Client client, Request request) {
        return session.act(() -> {
            if (cluster.log().position() > Limits.LOG_ENTRIES) {
                return new Reply.Failed(full(request));
            }
            Reply reply = cluster.request(acts.caused(client, request));
            flow.pump();
            return reply;
        });
    }

    private static Status full(Request request) {
        return Status.forbidden(request.resource(), request.name(), "the log of this lab is full (" + Limits.LOG_ENTRIES + " entries)");
    }

    /** What a watch has to tell. */
    public List<Watch.Event> next(Watch watch) {
        return session.look(() -> session.isLost() ? List.of() : watch.next());
    }

    /** Opens exec, attach, a forwarded port or a followed log. Whoever gets a dialogue is to close it. */
    public Connected connect(Client client, Request request, Dialogue.Window window) {
        return session.act(() -> {
            if (cluster.log().position() > Limits.LOG_ENTRIES) {
                return new Connected.Refused(full(request));
            }
            Dialogue dialogue = new Dialogue(this, cluster, window);
            return switch (cluster.connect(acts.caused(client, request), dialogue.streams(), dialogue)) {
                case StreamReply.Refused refused -> new Connected.Refused(refused.status());
                case StreamReply.Open open -> {
                    dialogue.begin(open.conversation());
                    flow.join(dialogue);
                    flow.pump();
                    yield new Connected.Open(dialogue);
                }
            };
        });
    }

    /** Does something in a dialogue, and lets it go on. */
    void act(Runnable work) {
        session.act(() -> {
            work.run();
            return flow.pump();
        });
    }

    Dialogue.Turn take(Dialogue dialogue) {
        return session.look(dialogue::taken);
    }

    void leave(Dialogue dialogue) {
        act(() -> {
            dialogue.hear(Signal.HUP);
            flow.pump();
            flow.leave(dialogue);
        });
    }

    public Kinds kinds() {
        return session.look(cluster::kinds);
    }

    public Traffic traffic() {
        return traffic;
    }
}
