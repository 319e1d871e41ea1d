package dev.reconcile.kubectl.flags;

/** A command line that cannot be read; the message is the one that pflag gives. */
public final class BadFlag extends Exception {
    private static final long serialVersionUID = 1L;

    public BadFlag(String message) {
        super(message);
    }
}
