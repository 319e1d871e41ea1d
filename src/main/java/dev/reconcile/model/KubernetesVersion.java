package dev.reconcile.model;

/** The Kubernetes that is simulated: that of the object model library. */
public final class KubernetesVersion {
    public static final String MAJOR = "1";
    public static final String MINOR = "34";
    public static final String GIT = "v1.34.2";

    private KubernetesVersion() {}
}
