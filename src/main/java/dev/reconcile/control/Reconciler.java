package dev.reconcile.control;

import dev.reconcile.sim.Delay;
import dev.reconcile.store.View;
import java.util.List;

/**
 * Decides what to do about a key. Level-triggered and pure: it reads all, decides all, returns all, and keeps nothing between calls but what
 * steps of its plans have noted. Run again on the result of its own plan, it returns no steps.
 */
public interface Reconciler {
    /** Such as {@code replicaset-controller}: the name in the log, in events and in the agenda. */
    String name();

    /** Which changes wake it, and for which keys. */
    List<Watch> watches();

    Plan reconcile(String key, View view);

    /** How long after a change it acts. */
    default Delay delay() {
        return Delay.RECONCILE;
    }

    /** Whether a plan that the API refused is tried again with back-off; false for who looks again at fixed times anyway. */
    default boolean retries() {
        return true;
    }

    /** How long after a refusal it tries again for the first time; doubles with each further one. */
    default Delay retry() {
        return Delay.RETRY;
    }

    /** The longest that it waits before it tries again. */
    default Delay retryMax() {
        return Delay.RETRY_MAX;
    }

    /**
     * Whether it need not look again after a status that it wrote itself: what it does next follows from nothing that it has only then reported. Many of
     * upstream's controllers do some of their work in the turn that their own report causes, and ours do it then too.
     */
    default boolean ignoresOwnReports() {
        return false;
    }

    /** The component that events name as their source; for a kubelet also the host. */
    default String component() {
        return name();
    }

    /** The node whose kubelet this is; empty for everybody else. */
    default String host() {
        return "";
    }

    /** The process that events name as their reporter. */
    default String instance() {
        return host();
    }
}
