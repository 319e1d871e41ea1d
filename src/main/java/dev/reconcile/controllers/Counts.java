package dev.reconcile.controllers;

/** Numbers as Go's {@code omitempty} writes them. */
final class Counts {
    private Counts() {}

    /** Null for zero: the field is left out. */
    static Long orAbsent(long count) {
        return count == 0 ? null : count;
    }
}
