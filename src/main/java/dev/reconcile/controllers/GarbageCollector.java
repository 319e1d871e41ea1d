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
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deletes what nobody owns any more, and sees deletions in the foreground and with orphans through
 * ({@code pkg/controller/garbagecollector/garbagecollector.go}). A key is {@code <resource> <namespace>/<name>}.
 */
public final class GarbageCollector implements Reconciler {
    static final String FOREGROUND = "foregroundDeletion";
    static final String ORPHAN = "orphan";

    /** What became of the owners that an object names. */
    private record Owners(List<Json> solid, List<Json> absent, List<Json> waiting) {
        String gone() {
            return absent.stream().map(owner -> owner.textOrEmpty("kind") + " " + owner.textOrEmpty("name")).findFirst().orElse("");
        }
    }

    private final Kinds kinds;

    public GarbageCollector(Kinds kinds) {
        this.kinds = kinds;
    }

    @Override
    public String name() {
        return "garbage-collector";
    }

    @Override
    public List<Watch> watches() {
        DependencyNews news = new DependencyNews(this);
        return Stream.concat(kinds.all().stream().map(Kind::resource), Stream.of(Watch.OTHERS)).filter(resource -> !resource.equals("events"))
                .map(resource -> new Watch(resource, news::keys)).toList();
    }

    static String key(ObjectKey key) {
        return key.resource() + " " + key.path();
    }

    ObjectKey keyOf(KubeObject object) {
        Kind kind = kinds.ofGroup(object.apiVersion(), object.kind()).orElseThrow();
        return new ObjectKey(kind.resource(), object.namespace(), object.name());
    }

    /** The object that a reference names, if it is still the same one; references to unknown kinds lead nowhere. */
    Optional<KubeObject> owner(KubeObject object, Json reference, View view) {
        return kinds.ofGroup(reference.textOrEmpty("apiVersion"), reference.textOrEmpty("kind"))
                .flatMap(kind -> view.get(kind.resource(), kind.namespaced() ? object.namespace() : "", reference.textOrEmpty("name")))
                .filter(owner -> owner.uid().equals(reference.text("uid")));
    }

    private boolean isKnown(Json reference) {
        return kinds.ofGroup(reference.textOrEmpty("apiVersion"), reference.textOrEmpty("kind")).isPresent();
    }

    static boolean waits(KubeObject owner) {
        return owner.isTerminating() && owner.finalizers().contains(FOREGROUND);
    }

    @Override
    public Plan reconcile(String key, View view) {
        int space = key.indexOf(' ');
        ObjectKey object = ObjectKey.of(key.substring(0, space), key.substring(space + 1));
        return view.get(object).map(found -> reconcile(object, found, view)).orElse(Plan.NOTHING);
    }

    private Plan reconcile(ObjectKey key, KubeObject object, View view) {
        Plan.Builder plan = Plan.builder();
        if (waits(object)) {
            finishForeground(plan, key, object, view);
        } else if (object.isTerminating() && object.finalizers().contains(ORPHAN)) {
            orphan(plan, key, object, view);
        } else if (!object.isTerminating() && !object.ownerReferences().isEmpty()) {
            collect(plan, key, object, view);
        }
        return plan.build();
    }

    private static void finishForeground(Plan.Builder plan, ObjectKey key, KubeObject owner, View view) {
        long blocking = view.ownedBy(owner.uid()).stream().filter(dependent -> blocks(dependent, owner.uid())).count();
        plan.saw("dependents", blocking);
        if (blocking == 0) {
            plan.update(key.resource(), without(owner, FOREGROUND), reason("gc.dependents-gone", owner));
        }
    }

    private static boolean blocks(KubeObject dependent, String uid) {
        return dependent.ownerReferences().stream().anyMatch(owner -> uid.equals(owner.text("uid")) && owner.isTrue("blockOwnerDeletion"));
    }

    private void orphan(Plan.Builder plan, ObjectKey key, KubeObject owner, View view) {
        List<KubeObject> dependents = view.ownedBy(owner.uid());
        plan.saw("dependents", dependents.size());
        for (KubeObject dependent : dependents) {
            plan.update(keyOf(dependent).resource(), dependent.withoutOwner(owner.uid()),
                    Reason.of("gc.orphan", "kind", dependent.kind(), "name", dependent.name(), "owner", owner.name()));
        }
        plan.update(key.resource(), without(owner, ORPHAN), reason("gc.orphans-free", owner));
    }

    private static KubeObject without(KubeObject object, String finalizer) {
        List<String> left = object.finalizers().stream().filter(f -> !f.equals(finalizer)).toList();
        return object.with(left.isEmpty() ? null : left, "metadata", "finalizers");
    }

    private void collect(Plan.Builder plan, ObjectKey key, KubeObject object, View view) {
        Owners owners = owners(object, view);
        if (!owners.solid().isEmpty()) {
            if (owners.solid().size() < object.ownerReferences().size()) {
                plan.update(key.resource(), object.with(owners.solid(), "metadata", "ownerReferences"), reason("gc.owners-fewer", object));
            }
            return;
        }
        List<KubeObject> dependents = view.ownedBy(object.uid());
        if (!owners.waiting().isEmpty() && !dependents.isEmpty()) {
            if (dependents.stream().anyMatch(GarbageCollector::waits)) {
                plan.update(key.resource(), unblocking(object), reason("gc.cycle", object));
            }
            delete(plan, key, object, "Foreground", waiting(object, owners));
        } else {
            Reason reason = owners.waiting().isEmpty()
                    ? Reason.of("gc.owner-gone", "kind", object.kind(), "name", object.name(), "owner", owners.gone())
                    : waiting(object, owners);
            delete(plan, key, object, policy(object), reason);
        }
    }

    private static Reason waiting(KubeObject object, Owners owners) {
        return Reason.of("gc.owner-waits", "kind", object.kind(), "name", object.name(), "owner", owners.waiting().getFirst().text("name"));
    }

    private Owners owners(KubeObject object, View view) {
        Owners owners = new Owners(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Json reference : object.ownerReferences()) {
            Optional<KubeObject> owner = owner(object, reference, view);
            if (owner.isEmpty() && isKnown(reference)) {
                owners.absent().add(reference);
            } else if (owner.isPresent() && waits(owner.get())) {
                owners.waiting().add(reference);
            } else {
                owners.solid().add(reference);
            }
        }
        return owners;
    }

    private static KubeObject unblocking(KubeObject object) {
        List<Json> owners = object.ownerReferences().stream()
                .map(owner -> owner.has("blockOwnerDeletion") ? owner.with("blockOwnerDeletion", false) : owner).toList();
        return object.with(owners, "metadata", "ownerReferences");
    }

    private static String policy(KubeObject object) {
        return object.finalizers().contains(ORPHAN) ? "Orphan" : object.finalizers().contains(FOREGROUND) ? "Foreground" : "Background";
    }

    private static void delete(Plan.Builder plan, ObjectKey key, KubeObject object, String policy, Reason reason) {
        plan.delete(key.resource(), object,
                Options.of("propagationPolicy", policy, "preconditions", Json.of("uid", object.uid())), reason);
    }

    private static Reason reason(String id, KubeObject object) {
        return Reason.of(id, "kind", object.kind(), "name", object.name());
    }
}
