package dev.reconcile.api;

import dev.reconcile.model.KubeObject;

/** What a request on a subresource other than {@code status} and {@code scale} does: {@code binding}, {@code eviction}, {@code log}. */
public interface Subresource {
    /** @param target the object that the path names */
    Reply handle(Request request, KubeObject target);
}
