package dev.reconcile.controllers;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.sim.Dice;
import dev.reconcile.store.View;

/** Makes pods from a workload's template ({@code controller_utils.go GetPodFromTemplate}). */
final class PodBirth {
    private static final int NAME_LETTERS = 5;

    /** The longest name that leaves room for the generated letters. */
    private static final int MAX_PREFIX = 63 - NAME_LETTERS;

    private PodBirth() {}

    /** The pod of a template, owned by the workload; it has no name yet. */
    static KubeObject of(KubeObject owner, Json template) {
        Json metadata = template.object("metadata");
        KubeObject pod = new KubeObject(Json.of(
                "apiVersion", "v1",
                "kind", "Pod",
                "metadata", Json.of(
                        "namespace", owner.namespace(),
                        "labels", metadata.get("labels"),
                        "annotations", metadata.get("annotations"),
                        "finalizers", metadata.get("finalizers")),
                "spec", template.get("spec")));
        return pod.withController(owner);
    }

    /**
     * The same pod with a generated name. The letters follow from who makes it, when, and which of several it is: a plan can name the pod that
     * it creates, and the same past gives the same names.
     *
     * @param number tells apart what one plan creates
     */
    static KubeObject named(KubeObject pod, KubeObject owner, int number, View view) {
        return named(pod, owner, number, view, "");
    }

    /** @param mark stands between the owner's name and the letters, such as {@code -7} for an index; never cut off */
    static KubeObject named(KubeObject pod, KubeObject owner, int number, View view, String mark) {
        String ending = mark.isEmpty() ? "" : mark + "-";
        String whole = owner.name() + mark + "-";
        String base = whole.length() > MAX_PREFIX ? whole.substring(0, MAX_PREFIX - ending.length()) + ending : whole;
        Dice dice = new Dice(owner.uid().hashCode() * 1_000_003L + view.now() * 31 + number * 0x5851f42d4c957f2dL);
        String name = base + dice.suffix(NAME_LETTERS);
        while (view.get("pods", owner.namespace(), name).isPresent()) {
            name = base + dice.suffix(NAME_LETTERS);
        }
        return pod.with(mark.isEmpty() ? whole : base, "metadata", "generateName").with(name, "metadata", "name");
    }
}
