package dev.reconcile.controllers;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.TemplateHash;
import dev.reconcile.store.Reason;
import dev.reconcile.store.View;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The templates that a StatefulSet or DaemonSet has had, as ControllerRevisions ({@code pkg/controller/history}).
 *
 * @param hashLabel the label under which a revision carries its hash
 * @param revisions the owner's, the lowest number first
 */
record History(KubeObject owner, String hashLabel, List<KubeObject> revisions) {
    static final String RESOURCE = "controllerrevisions.apps";

    /** What a revision is about to be: one that exists, one that gets a new number, or one to create. */
    record Update(KubeObject revision, Optional<Plan.Step> step, long collisions) {}

    static History of(KubeObject owner, String hashLabel, List<KubeObject> owned) {
        return new History(owner, hashLabel, owned.stream()
                .sorted(Comparator.comparingLong(History::number).thenComparing(Rollout.ELDEST_FIRST)).toList());
    }

    static long number(KubeObject revision) {
        return revision.tree().number(0, "revision");
    }

    /** The pod template that a revision holds. */
    static Json template(KubeObject revision) {
        return revision.tree().object("data", "spec", "template").without("$patch");
    }

    Optional<KubeObject> named(String name) {
        return revisions.stream().filter(revision -> revision.name().equals(name)).findFirst();
    }

    private Json data() {
        Json template = owner.spec().object("template").with("$patch", "replace");
        return Json.of("spec", Json.of("template", template));
    }

    /** The revision of the owner's template: the newest, an older one that becomes the newest again, or a new one. */
    Update update(View view) {
        long next = revisions.isEmpty() ? 1 : number(revisions.getLast()) + 1;
        long collisions = owner.status().number(0, "collisionCount");
        List<KubeObject> equal = revisions.stream().filter(revision -> revision.tree().object("data").equals(data())).toList();
        if (equal.isEmpty()) {
            return created(view, next, collisions);
        }
        KubeObject same = equal.getLast();
        if (same == revisions.getLast()) {
            return new Update(same, Optional.empty(), collisions);
        }
        KubeObject again = same.with(next, "revision");
        return new Update(again, Optional.of(new Plan.Step(new Plan.Intent.Update(RESOURCE, again),
                Reason.of("history.again", "name", same.name(), "revision", next), null)), collisions);
    }

    private Update created(View view, long next, long before) {
        long collisions = before;
        KubeObject revision = fresh(next, collisions);
        while (view.get(RESOURCE, owner.namespace(), revision.name()).isPresent()) {
            collisions++;
            revision = fresh(next, collisions);
        }
        return new Update(revision, Optional.of(new Plan.Step(new Plan.Intent.Create(RESOURCE, revision),
                Reason.of("history.new", "name", revision.name(), "revision", next, "owner", owner.name()), null)), collisions);
    }

    private KubeObject fresh(long number, long collisions) {
        String hash = TemplateHash.of(owner.spec().object("template"), collisions);
        Json labels = owner.tree().object("spec", "template", "metadata", "labels").with(hashLabel, hash);
        return new KubeObject(Json.of(
                "apiVersion", "apps/v1",
                "kind", "ControllerRevision",
                "metadata", Json.of(
                        "name", owner.name() + "-" + hash,
                        "namespace", owner.namespace(),
                        "labels", labels,
                        "annotations", owner.metadata().get("annotations")),
                "data", data(),
                "revision", number)).withController(owner);
    }

    /** All revisions but the one that is or is about to be the newest. */
    List<KubeObject> others(Update update) {
        return revisions.stream().filter(revision -> !revision.name().equals(update.revision().name())).toList();
    }

    /** Deletes revisions beyond the limit that nothing uses, the lowest number first. */
    void truncate(Plan.Builder plan, Set<String> live) {
        truncate(plan, live, revisions.stream().filter(revision -> !live.contains(revision.name())).count());
    }

    /** @param counted how many revisions count against the limit */
    void truncate(Plan.Builder plan, Set<String> live, long counted) {
        long limit = owner.spec().number(10, "revisionHistoryLimit");
        revisions.stream().filter(revision -> !live.contains(revision.name())).limit(Math.max(0, counted - limit))
                .forEach(revision -> plan.delete(RESOURCE, revision, Options.NONE,
                        Reason.of("history.limit", "name", revision.name(), "limit", limit)));
    }
}
