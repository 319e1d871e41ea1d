package dev.reconcile.kubectl.command;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.Changes;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.describe.Describers;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.Map;
import java.util.TreeMap;

/** The revisions of a workload: a deployment's replica sets, or the controller revisions of the other kinds. */
final class Revisions {
    private static final String REVISION = "deployment.kubernetes.io/revision";

    /**
     * One revision.
     *
     * @param carrier the replica set or controller revision that keeps it
     * @param template the pod template
     */
    record Revision(long number, KubeObject carrier, Json template) {
        String changeCause() {
            return carrier.annotation(Changes.CHANGE_CAUSE).orElse("<none>");
        }

        /** As {@code rollout history --revision} and a client's dry run show it. */
        String described() {
            Json shown = carrier.kind().equals("ReplicaSet")
                    ? carrier.annotation(Changes.CHANGE_CAUSE)
                            .map(cause -> template.withAt(cause, "metadata", "annotations", Changes.CHANGE_CAUSE))
                            .orElse(template)
                    : template;
            return Describers.template(shown);
        }
    }

    private Revisions() {}

    /** By number, oldest first. */
    static TreeMap<Long, Revision> of(Call call, KubeObject object) throws CommandFailure {
        boolean deployment = object.kind().equals("Deployment");
        Kind kind = call.kind(deployment ? "replicasets.apps" : "controllerrevisions.apps");
        TreeMap<Long, Revision> revisions = new TreeMap<>();
        for (KubeObject carrier : call.list(kind, object.namespace(), Options.NONE)) {
            if (!carrier.isControlledBy(object.uid())) {
                continue;
            }
            if (!deployment) {
                revisions.put(carrier.tree().number(0, "revision"), new Revision(carrier.tree().number(0, "revision"), carrier,
                        carrier.tree().object("data", "spec", "template").without("$patch")));
            } else if (carrier.annotation(REVISION).filter(text -> text.matches("\\d{1,18}")).isPresent()) {
                long number = Long.parseLong(carrier.annotation(REVISION).orElseThrow());
                revisions.put(number, new Revision(number, carrier, carrier.spec().object("template")));
            }
        }
        return revisions;
    }

    /** The revision to go back to: that number, or for 0 the last but one. */
    static Revision target(TreeMap<Long, Revision> revisions, KubeObject object, long number) throws CommandFailure {
        if (number < 0 || number > 0 && !revisions.containsKey(number)) {
            throw CommandFailure.error("unable to find specified revision " + number + " in history");
        }
        if (number > 0) {
            return revisions.get(number);
        }
        if (revisions.size() < 2) {
            throw CommandFailure.error(object.kind().equals("Deployment")
                    ? "no rollout history found for deployment \"" + object.name() + "\""
                    : "no last revision to roll back to");
        }
        Map.Entry<Long, Revision> previous = revisions.lowerEntry(revisions.lastKey());
        return previous.getValue();
    }
}
