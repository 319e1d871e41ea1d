package dev.reconcile.scheduler;

import java.util.List;

/**
 * Why a node is out of the question for a pod.
 *
 * @param texts upstream's reasons, one or more
 * @param hopeless evicting other pods would not help
 */
record Rejection(List<String> texts, boolean hopeless) {
    static Rejection hopeless(String text) {
        return new Rejection(List.of(text), true);
    }

    static Rejection of(String text) {
        return new Rejection(List.of(text), false);
    }
}
