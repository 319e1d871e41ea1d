package dev.reconcile.api;

import java.util.Optional;

/** Says who may do what. */
@FunctionalInterface
public interface Guard {
    /** Why the caller may not; empty to let the request pass. */
    Optional<Status> refused(Request request, Kind kind);
}
