package dev.reconcile.api;

import dev.reconcile.store.Store;

/**
 * Who asks.
 *
 * @param actor name in the log: {@code learner}, {@code deployment-controller}
 * @param person whether reads are logged: the checklist counts what people looked at
 * @param cause position of the log entry because of which this is asked; 0 for none
 */
public record Caller(String actor, boolean person, long cause) {
    /** Name of the person whose cluster it is. */
    public static final String LEARNER = "learner";

    public static Caller learner(long cause) {
        return new Caller(LEARNER, true, cause);
    }

    public static Caller controller(String name, long cause) {
        return new Caller(name, false, cause);
    }

    /** Name of the program behind the caller, as its user agent tells it. */
    String program() {
        if (person || actor.equals(LEARNER)) {
            return "kubectl";
        }
        return switch (actor) {
            case "default-scheduler" -> "kube-scheduler";
            case "setup" -> "kube-apiserver";
            default -> actor.startsWith("kubelet") ? "kubelet" : "kube-controller-manager";
        };
    }

    Store.Writer writer() {
        return new Store.Writer(actor, cause);
    }
}
