package dev.reconcile.controllers;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.control.Watch;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.sim.Delay;
import dev.reconcile.store.Body;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;

/**
 * Empties a namespace that is being deleted, and lets go of it when nothing is left
 * ({@code pkg/controller/namespace/deletion/namespaced_resources_deleter.go}): pods first, the rest when they are gone, since release 1.33.
 */
public final class NamespaceReconciler implements Reconciler {
    static final String RESOURCE = "namespaces";

    private static final String PODS = "pods";

    private final Kinds kinds;

    public NamespaceReconciler(Kinds kinds) {
        this.kinds = kinds;
    }

    private List<Kind> namespaced() {
        return kinds.all().stream().filter(kind -> kind.namespaced() && kind.isKept()).toList();
    }

    /** Time for all API servers to learn of the deletion. */
    @Override
    public Delay delay() {
        return Delay.NAMESPACE_DELETION;
    }

    @Override
    public String name() {
        return "namespace-controller";
    }

    @Override
    public List<Watch> watches() {
        List<Watch> watches = new ArrayList<>();
        watches.add(Watch.own(RESOURCE));
        namespaced().forEach(kind -> watches.add(new Watch(kind.resource(), NamespaceReconciler::emptied)));
        watches.add(new Watch(Watch.OTHERS, NamespaceReconciler::emptied));
        return watches;
    }

    private static List<String> emptied(Body.Change change, View view) {
        String namespace = change.key().namespace();
        boolean dying = change.kind() == Body.ChangeKind.DELETED
                && view.get(RESOURCE, "", namespace).filter(KubeObject::isTerminating).isPresent();
        return dying ? List.of(namespace) : List.of();
    }

    @Override
    public Plan reconcile(String key, View view) {
        return view.get(RESOURCE, "", key).filter(KubeObject::isTerminating).map(namespace -> empty(namespace, view)).orElse(Plan.NOTHING);
    }

    private Plan empty(KubeObject namespace, View view) {
        Plan.Builder plan = Plan.builder();
        List<KubeObject> pods = view.list(PODS, namespace.name());
        long left = empty(plan, namespace, PODS, pods);
        NamespaceRest rest = new NamespaceRest(namespace, view.now());
        rest.note(PODS, pods);
        if (rest.isNothing()) {
            for (Kind kind : namespaced()) {
                if (!kind.resource().equals(PODS)) {
                    List<KubeObject> objects = view.list(kind.resource(), namespace.name());
                    left += empty(plan, namespace, kind.resource(), objects);
                    rest.note(kind.resource(), objects);
                }
            }
        }
        plan.saw("objects", left).wanted("objects", 0);
        if (left == 0 && !namespace.spec().list("finalizers").isEmpty()) {
            Json finalized = namespace.tree().withAt(null, "spec", "finalizers");
            plan.step(new Plan.Intent.Post(new ObjectKey(RESOURCE, "", namespace.name()), "Namespace", "finalize", finalized),
                    Reason.of("namespace.finalize", "namespace", namespace.name()));
        } else if (!rest.isNothing()) {
            plan.status(RESOURCE, namespace, rest.status(), Reason.of("namespace.rest", "namespace", namespace.name()));
            rest.lookAgainAt().ifPresent(plan::lookAgainAt);
        } else {
            plan.lookAgainAt(view.now() + 1);
        }
        return plan.build();
    }

    /** How many there were. */
    private static long empty(Plan.Builder plan, KubeObject namespace, String resource, List<KubeObject> objects) {
        for (KubeObject object : objects) {
            if (!object.isTerminating()) {
                plan.delete(resource, object, Options.of("propagationPolicy", "Background"),
                        Reason.of("namespace.empty", "kind", object.kind(), "name", object.name(), "namespace", namespace.name()));
            }
        }
        return objects.size();
    }
}
