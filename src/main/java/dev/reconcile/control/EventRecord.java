package dev.reconcile.control;

import dev.reconcile.model.KubeObject;

/**
 * An event to record.
 *
 * @param about the object it is about
 * @param type {@code Normal} or {@code Warning}
 * @param reason in CamelCase, as upstream names it
 */
public record EventRecord(KubeObject about, String type, String reason, String message, String fieldPath) {
    public EventRecord(KubeObject about, String type, String reason, String message) {
        this(about, type, reason, message, "");
    }
}
