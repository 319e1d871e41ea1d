package dev.reconcile.controllers;

import dev.reconcile.model.KubeObject;

/** What the nodes' kubelets measure of the containers that run there. */
@FunctionalInterface
public interface Measurements {
    /** Nothing was ever asked of any container. */
    Measurements NONE = (pod, container) -> 0;

    /** Thousandths of a CPU that a container of the pod spent on requests in the last whole window of fifteen seconds. */
    long requestMillicores(KubeObject pod, String container);
}
