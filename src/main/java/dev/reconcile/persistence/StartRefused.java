package dev.reconcile.persistence;

/** The lab cannot start for a reason that its operator can mend; the message is one sentence for them. */
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StartRefused(String sentence) {
        super(sentence);
    }
}
