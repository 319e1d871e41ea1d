package dev.reconcile.api;

/** A patch that cannot be applied to the object; carries what the API answers. */
final class PatchRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Status status;

    PatchRefused(Status status) {
        super(status.message());
        this.status = status;
    }

    Status status() {
        return status;
    }
}
