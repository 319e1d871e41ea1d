package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;

/**
 * Accepts the names of CustomResourceDefinitions, and clears the objects of a kind whose definition goes
 * ({@code apiextensions-apiserver/pkg/controller/{status,establish,finalizer}}).
 *
 * <p>Left out: names that two definitions want.
 */
public final class DefinitionReconciler implements Reconciler {
    static final String RESOURCE = "customresourcedefinitions.apiextensions.k8s.io";
    private static final String FINALIZER = "customresourcecleanup.apiextensions.k8s.io";

    /** Virtual milliseconds until the objects of a terminating kind are looked at again. */
    private static final long CLEANUP_MILLIS = 1_000;

    @Override
    public String name() {
        return "customresourcedefinition-controller";
    }

    @Override
    public List<Watch> watches() {
        return List.of(Watch.own(RESOURCE));
    }

    @Override
    public Plan reconcile(String key, View view) {
        return view.get(RESOURCE, "", key).map(definition -> definition.isTerminating() ? clear(definition, view) : accept(definition, view))
                .orElse(Plan.NOTHING);
    }

    private static Plan accept(KubeObject definition, View view) {
        Plan.Builder plan = Plan.builder();
        if (!definition.finalizers().contains(FINALIZER)) {
            List<String> finalizers = new ArrayList<>(definition.finalizers());
            finalizers.add(FINALIZER);
            return plan.update(RESOURCE, definition.with(finalizers, "metadata", "finalizers"), reason("finalizer", definition)).build();
        }
        String now = Times.text(view.now());
        Json status = definition.status().with("acceptedNames", definition.spec().object("names"));
        if (!Conditions.isTrue(status, "Established")) {
            status = Conditions.set(status, condition("NamesAccepted", "NoConflicts", "no conflicts found", now));
            status = Conditions.set(status, condition("Established", "InitialNamesAccepted", "the initial names have been accepted", now));
        }
        return plan.status(RESOURCE, definition, status, reason("accept", definition)).build();
    }

    private static Json condition(String type, String reason, String message, String now) {
        return Json.of("type", type, "status", "True", "reason", reason, "message", message, "lastTransitionTime", now);
    }

    private static Plan clear(KubeObject definition, View view) {
        if (!definition.finalizers().contains(FINALIZER)) {
            return Plan.NOTHING;
        }
        String resource = definition.name();
        List<KubeObject> left = view.list(resource, "");
        Plan.Builder plan = Plan.builder().saw("objects", left.size()).wanted("objects", 0);
        if (left.isEmpty()) {
            List<String> finalizers = definition.finalizers().stream().filter(finalizer -> !finalizer.equals(FINALIZER)).toList();
            return plan.update(RESOURCE, definition.with(finalizers.isEmpty() ? null : finalizers, "metadata", "finalizers"),
                    reason("gone", definition)).build();
        }
        for (KubeObject object : left) {
            if (!object.isTerminating()) {
                plan.delete(resource, object, Options.NONE, Reason.of("crd.clear", "kind", object.kind(), "name", object.name()));
            }
        }
        return plan.lookAgainAt(view.now() + CLEANUP_MILLIS).build();
    }

    private static Reason reason(String what, KubeObject definition) {
        return Reason.of("crd." + what, "name", definition.name());
    }
}
