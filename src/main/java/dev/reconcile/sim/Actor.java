package dev.reconcile.sim;

/** Somebody whom the agenda wakes: a controller, a node's kubelet, a terminal with a sleeping command. */
public interface Actor {
    /** Its name in the agenda; unique in a cluster. */
    String name();

    /** Does what is due. The clock already shows the time of it. */
    void turn(Due due);
}
