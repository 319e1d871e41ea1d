package dev.reconcile.kubectl.call;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Kinds;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.store.Entry;
import java.util.List;

/** The only way from kubectl to a cluster: requests, and what has changed since a position of the log. */
public interface ApiClient {
    /** Who asks, and because of which entry of the log. */
    Caller caller();

    Kinds kinds();

    Reply send(Request request);

    /** Position of the newest entry of the log: where a watch begins. */
    long position();

    /** The entries after that position, oldest first. */
    List<Entry> since(long position);
}
