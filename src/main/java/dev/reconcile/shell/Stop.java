package dev.reconcile.shell;

/** Ends an expansion or a step early; caught by {@link Shell} only. */
final class Stop extends RuntimeException {
    private final transient Part.Substitution needed;
    private final int status;

    private Stop(String message, Part.Substitution needed, int status) {
        super(message, null, false, false);
        this.needed = needed;
        this.status = status;
    }

    /** The output of this substitution is needed first. */
    static Stop until(Part.Substitution needed) {
        return new Stop("needs the output of a command", needed, 0);
    }

    /** Something is wrong that ends a script. */
    static Stop failed(String message, int status) {
        return new Stop(message, null, status);
    }

    Part.Substitution needed() {
        return needed;
    }

    int status() {
        return status;
    }
}
