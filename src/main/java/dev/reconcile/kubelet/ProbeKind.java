package dev.reconcile.kubelet;

import java.util.List;

/** The questions that a kubelet asks a container again and again. */
enum ProbeKind {
    STARTUP("startupProbe", "Startup"),
    LIVENESS("livenessProbe", "Liveness"),
    READINESS("readinessProbe", "Readiness");

    static final List<ProbeKind> ALL = List.of(values());

    private final String field;
    private final String word;

    ProbeKind(String field, String word) {
        this.field = field;
        this.word = word;
    }

    /** Its name in the container's specification. */
    String field() {
        return field;
    }

    /** As events call it. */
    String word() {
        return word;
    }
}
