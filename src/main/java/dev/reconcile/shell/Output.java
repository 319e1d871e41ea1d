package dev.reconcile.shell;

/** What a process writes: text. Writing never blocks. */
public interface Output {
    void write(String text);

    default void line(String text) {
        write(text + "\n");
    }

    /** Whether the process should not be advanced until somebody has read. Whoever runs a process asks this, the process need not. */
    default boolean full() {
        return false;
    }

    /** Whether, since this was last asked, something was written that went nowhere: the writer is then ended as by {@link Signal#PIPE}. */
    default boolean broken() {
        return false;
    }

    /** Whether a person sees this directly, so that columns and colours make sense. */
    default boolean isTerminal() {
        return false;
    }
}
