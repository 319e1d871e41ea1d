package dev.reconcile.kubelet;

import dev.reconcile.api.Status;

/** The answer to a streaming request. */
public sealed interface StreamReply {
    /** Not let in: the API answers this instead of switching protocols. */
    record Refused(Status status) implements StreamReply {}

    /** Let in; the streams that were given with the request are in use from now on. */
    record Open(Conversation conversation) implements StreamReply {}
}
