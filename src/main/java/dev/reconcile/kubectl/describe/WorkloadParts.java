package dev.reconcile.kubectl.describe;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.LabelSelector;
import dev.reconcile.model.Pods;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Descriptions of deployments, replica sets, stateful sets and daemon sets. */
final class WorkloadParts {
    private static final String HASH = "pod-template-hash";

    private WorkloadParts() {}

    static void deployment(Sheet sheet, KubeObject object, Surroundings around) {
        Json spec = object.spec();
        Json status = object.status();
        Describers.head(sheet, object);
        sheet.line(0, "CreationTimestamp:\t%s", Sheet.time(object.metadata().text("creationTimestamp")));
        Describers.labels(sheet, object);
        sheet.line(0, "Selector:\t%s", Describers.selector(spec.object("selector")));
        sheet.line(0, "Replicas:\t%d desired | %d updated | %d total | %d available | %d unavailable", spec.number(1, "replicas"),
                status.number(0, "updatedReplicas"), status.number(0, "replicas"), status.number(0, "availableReplicas"), status.number(0, "unavailableReplicas"));
        sheet.line(0, "StrategyType:\t%s", spec.textOrEmpty("strategy", "type"));
        sheet.line(0, "MinReadySeconds:\t%d", spec.number(0, "minReadySeconds"));
        if (spec.has("strategy", "rollingUpdate")) {
            sheet.line(0, "RollingUpdateStrategy:\t%s max unavailable, %s max surge",
                    spec.at("strategy", "rollingUpdate", "maxUnavailable"), spec.at("strategy", "rollingUpdate", "maxSurge"));
        }
        PodParts.template(sheet, spec.object("template"));
        conditions(sheet, object);
        List<KubeObject> owned = around.list("replicasets.apps", object.namespace()).stream()
                .filter(set -> set.isControlledBy(object.uid()))
                .sorted(Comparator.comparingLong(KubeObject::createdAt).thenComparing(KubeObject::name))
                .toList();
        Optional<KubeObject> fresh = owned.stream().filter(set -> template(set).equals(spec.object("template"))).findFirst();
        List<KubeObject> old = owned.stream().filter(set -> fresh.isEmpty() || set != fresh.get()).toList();
        sheet.line(0, "OldReplicaSets:\t%s", sets(old));
        sheet.line(0, "NewReplicaSet:\t%s", sets(fresh.stream().toList()));
    }

    private static Json template(KubeObject set) {
        Json labels = set.spec().object("template", "metadata", "labels").without(HASH);
        return set.spec().object("template").withAt(labels, "metadata", "labels");
    }

    private static String sets(List<KubeObject> sets) {
        return sets.isEmpty() ? "<none>" : sets.stream()
                .map(set -> "%s (%d/%d replicas created)".formatted(set.name(), set.status().number(0, "replicas"), set.spec().number(0, "replicas")))
                .collect(Collectors.joining(", "));
    }

    private static void conditions(Sheet sheet, KubeObject object) {
        List<Json> conditions = object.tree().objects("status", "conditions");
        if (!conditions.isEmpty()) {
            sheet.line(0, "Conditions:").line(1, "Type\tStatus\tReason").line(1, "----\t------\t------");
            conditions.forEach(c -> sheet.line(1, "%s \t%s\t%s", c.textOrEmpty("type"), c.textOrEmpty("status"), c.textOrEmpty("reason")));
        }
    }

    /** How many of the controller's pods are in which phase. */
    private static String pods(KubeObject object, Surroundings around) {
        Json selector = object.spec().object("selector");
        LabelSelector labels = object.kind().equals("ReplicationController") ? LabelSelector.ofMap(object.spec().textMap("selector")) : LabelSelector.of(selector);
        List<String> phases = around.list("pods", object.namespace()).stream()
                .filter(pod -> labels.matches(pod.labels()) && pod.isControlledBy(object.uid()))
                .map(Pods::phase)
                .toList();
        return "%d Running / %d Waiting / %d Succeeded / %d Failed".formatted(count(phases, "Running"), count(phases, "Pending"),
                count(phases, "Succeeded"), count(phases, "Failed"));
    }

    private static long count(List<String> phases, String phase) {
        return phases.stream().filter(phase::equals).count();
    }

    static void replicaSet(Sheet sheet, KubeObject object, Surroundings around) {
        Describers.head(sheet, object);
        boolean controller = object.kind().equals("ReplicationController");
        sheet.line(0, "Selector:\t%s", controller
                ? Describers.pairs(object.spec().textMap("selector"))
                : Describers.selector(object.spec().object("selector")));
        Describers.labels(sheet, object);
        Describers.controller(sheet, object);
        sheet.line(0, "Replicas:\t%d current / %d desired", object.status().number(0, "replicas"), object.spec().number(1, "replicas"));
        sheet.line(0, "Pods Status:\t%s", pods(object, around));
        PodParts.template(sheet, object.spec().object("template"));
        conditions(sheet, object);
    }

    static void statefulSet(Sheet sheet, KubeObject object, Surroundings around) {
        Json spec = object.spec();
        Describers.head(sheet, object);
        sheet.line(0, "CreationTimestamp:\t%s", Sheet.time(object.metadata().text("creationTimestamp")));
        sheet.line(0, "Selector:\t%s", Describers.selector(spec.object("selector")));
        Describers.labels(sheet, object);
        sheet.line(0, "Replicas:\t%d desired | %d total", spec.number(1, "replicas"), object.status().number(0, "replicas"));
        sheet.line(0, "Update Strategy:\t%s", spec.textOrEmpty("updateStrategy", "type"));
        if (spec.has("updateStrategy", "rollingUpdate")) {
            sheet.line(1, "Partition:\t%d", spec.number(0, "updateStrategy", "rollingUpdate", "partition"));
            if (spec.has("updateStrategy", "rollingUpdate", "maxUnavailable")) {
                sheet.line(1, "MaxUnavailable:\t%s", spec.at("updateStrategy", "rollingUpdate", "maxUnavailable"));
            }
        }
        sheet.line(0, "Pods Status:\t%s", pods(object, around));
        PodParts.template(sheet, spec.object("template"));
        StorageParts.claimTemplates(sheet, spec.objects("volumeClaimTemplates"));
        if (spec.has("persistentVolumeClaimRetentionPolicy")) {
            sheet.line(0, "PersistentVolumeClaimRetentionPolicy:")
                    .line(1, "WhenDeleted:\t%s", spec.textOrEmpty("persistentVolumeClaimRetentionPolicy", "whenDeleted"))
                    .line(1, "WhenScaled:\t%s", spec.textOrEmpty("persistentVolumeClaimRetentionPolicy", "whenScaled"));
        }
    }

    static void daemonSet(Sheet sheet, KubeObject object, Surroundings around) {
        Json status = object.status();
        Describers.head(sheet, object);
        sheet.line(0, "Selector:\t%s", Describers.selector(object.spec().object("selector")));
        sheet.line(0, "Node-Selector:\t%s", Describers.pairs(object.spec().textMap("template", "spec", "nodeSelector")));
        Describers.labels(sheet, object);
        sheet.line(0, "Desired Number of Nodes Scheduled: %d", status.number(0, "desiredNumberScheduled"))
                .line(0, "Current Number of Nodes Scheduled: %d", status.number(0, "currentNumberScheduled"))
                .line(0, "Number of Nodes Scheduled with Up-to-date Pods: %d", status.number(0, "updatedNumberScheduled"))
                .line(0, "Number of Nodes Scheduled with Available Pods: %d", status.number(0, "numberAvailable"))
                .line(0, "Number of Nodes Misscheduled: %d", status.number(0, "numberMisscheduled"))
                .line(0, "Pods Status:\t%s", pods(object, around));
        PodParts.template(sheet, object.spec().object("template"));
    }
}
