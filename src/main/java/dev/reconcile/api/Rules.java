package dev.reconcile.api;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;

/**
 * What is special about a kind: its defaults and what it refuses. Everything else (metadata, status, generation, deletion) is the same for all
 * kinds and done by {@link Api}.
 */
public interface Rules {
    /** A kind without rules of its own. */
    Rules NONE = new Rules() {};

    /** Fills in what the writer left out, like upstream's {@code pkg/apis/<group>/<version>/defaults.go}. */
    default Json defaults(Json object) {
        return object;
    }

    /** What upstream's strategy sets or clears before a creation ({@code PrepareForCreate}), besides status and generation. */
    default KubeObject prepareCreate(KubeObject object) {
        return object;
    }

    /** What upstream's strategy sets or clears before an update ({@code PrepareForUpdate}). */
    default KubeObject prepareUpdate(KubeObject before, KubeObject after) {
        return after;
    }

    /** Adds what is wrong with the object, in upstream's order; {@code metadata} has been checked already. */
    default void validate(KubeObject object, Problems problems) {}

    /** Adds what is wrong with the object after an update, and what may not change, in upstream's order. */
    default void validateUpdate(KubeObject before, KubeObject after, Problems problems) {
        validate(after, problems);
    }

    /** What the writer should know although it is no error ({@code WarningsOnCreate}, {@code WarningsOnUpdate}). @param before null for a new object */
    default List<String> warnings(KubeObject before, KubeObject after) {
        return List.of();
    }

    /** What everybody is told who asks for the kind in this version; empty if it is not about to go. */
    default String deprecation() {
        return "";
    }

    /** What is taken of an object that was sent to a subresource, such as {@code status} or {@code resize}. */
    default KubeObject preparePart(String subresource, KubeObject before, KubeObject sent) {
        return sent;
    }

    /** Adds what is wrong with a write through a subresource, such as {@code status} or {@code ephemeralcontainers}. */
    default void validatePart(String subresource, KubeObject before, KubeObject after, Problems problems) {}

    /** Takes out what the kind has no field for, where its model does not say so; adds the paths to {@code unknown}. */
    default Json pruned(Json object, List<String> unknown) {
        return object;
    }

    /** Paths of fields that a selector may name beside the metadata, for kinds that a definition makes: {@code spec.color}. */
    default List<String> selectable() {
        return List.of();
    }

    /** The kinds that this object makes. */
    default List<Kind> defines(KubeObject object) {
        return List.of();
    }

    /** Where a scalable kind keeps what its scale shows. */
    default ScalePaths scale() {
        return ScalePaths.USUAL;
    }

    /** Paths in an object. @param selector of the text of a selector; null for kinds that have a selector in their spec */
    record ScalePaths(List<String> wanted, List<String> found, List<String> selector) {
        static final ScalePaths USUAL = new ScalePaths(List.of("spec", "replicas"), List.of("status", "replicas"), null);
    }
}
