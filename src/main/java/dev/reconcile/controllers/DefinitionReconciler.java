package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Conditions;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Accepts the names of CustomResourceDefinitions, and clears the objects of a kind whose definition goes
 * ({@code apiextensions-apiserver/pkg/controller/{status,establish,finalizer}}). Of two definitions of a group that want the same name, the one that
 * was there first has it.
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
        // Names that one definition gives up are free for the others of its group.
        return List.of(new Watch(RESOURCE, (change, view) -> Stream.concat(Stream.of(change.key().name()), change.kind() == Body.ChangeKind.ADDED
                ? Stream.empty()
                : view.list(RESOURCE, "").stream().filter(other -> !isAccepted(other)).map(KubeObject::name)).distinct().toList()));
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
        DefinitionNames names = DefinitionNames.of(definition, view.list(RESOURCE, ""));
        String now = Times.text(view.now());
        Json status = definition.status().with("acceptedNames", names.accepted());
        status = set(status, "NamesAccepted", names.conflict().isEmpty(), names.reason(), names.message(), now);
        if (!Conditions.isTrue(status, "Established")) {
            boolean free = names.conflict().isEmpty();
            status = set(status, "Established", free, free ? "InitialNamesAccepted" : "NotAccepted",
                    free ? "the initial names have been accepted" : "not all names are accepted", now);
        }
        return plan.status(RESOURCE, definition, status, reason(names.conflict().isEmpty() ? "accept" : "conflict", definition)).build();
    }

    private static boolean isAccepted(KubeObject definition) {
        return Conditions.isTrue(definition.status(), "NamesAccepted");
    }

    /** The time of the last change stays while nothing changes. */
    private static Json set(Json status, String type, boolean holds, String reason, String message, String now) {
        Json condition = Json.of("type", type, "status", holds ? "True" : "False", "reason", reason, "message", message);
        String since = Conditions.find(status, type).filter(old -> condition.textOrEmpty("status").equals(old.text("status")))
                .map(old -> old.textOrEmpty("lastTransitionTime")).orElse(now);
        return Conditions.set(status, condition.with("lastTransitionTime", since));
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
