package dev.reconcile.exercise;

import java.util.List;

/** What a checklist item says about the run. */
public sealed interface Goal {
    /** The conditions about objects that it is made of. */
    default List<Expression> conditions() {
        return switch (this) {
            case Now now -> List.of(now.condition);
            case Eventually eventually -> List.of(eventually.condition);
            case Always always -> List.of(always.condition);
            case Never never -> List.of(never.condition);
            case HoldsFor holdsFor -> List.of(holdsFor.condition);
            case InOrder order -> order.conditions;
            case Count count -> List.of();
            case LookedAt lookedAt -> List.of();
        };
    }

    /** True at this very instant; can be lost again. */
    record Now(Expression condition) implements Goal {}

    /**
     * True at some instant.
     *
     * @param within virtual milliseconds after the items that it comes after were met; 0 for at any time
     */
    record Eventually(Expression condition, long within) implements Goal {}

    /** True at every instant from one item's being met to another's. */
    record Always(Expression condition, String from, String to) implements Goal {}

    /** True at no instant from one item's being met to another's. */
    record Never(Expression condition, String from, String to) implements Goal {}

    /** True without a break for so many virtual milliseconds. */
    record HoldsFor(Expression condition, long millis) implements Goal {}

    /** Each true at some instant, one not before the other. */
    record InOrder(List<Expression> conditions) implements Goal {}

    /**
     * At least so many entries of the log are like that.
     *
     * @param within they lie no more than so many virtual milliseconds apart; 0 for anywhere
     */
    record Count(Expression entry, int atLeast, long within) implements Goal {}

    /**
     * Reads of these resources reached the API, whichever tool made them.
     *
     * @param resources {@code pods}, {@code deployments.apps}, {@code pods/log}
     * @param any one of the resources is enough; otherwise each must be read
     * @param namespace only reads of it, or of all namespaces, count; empty for any
     * @param name only reads that show this object count: of it, or of all; empty for any
     */
    record LookedAt(List<String> resources, boolean any, String namespace, String name) implements Goal {}
}
