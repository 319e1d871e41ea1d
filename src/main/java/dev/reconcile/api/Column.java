package dev.reconcile.api;

import dev.reconcile.model.KubeObject;
import java.util.function.BiFunction;

/**
 * A column of a kind's table, as upstream's {@code pkg/printers/internalversion/printers.go} defines it.
 *
 * @param name as the API's Table names it: {@code Ready}, {@code Up-to-date}
 * @param type {@code string}, {@code integer}, {@code date}
 * @param priority 0 always shown, 1 only with {@code -o wide}
 * @param cell the cell's value (String or Long) for the object at that time (milliseconds since the epoch)
 */
public record Column(String name, String type, int priority, BiFunction<KubeObject, Long, Object> cell) {}
