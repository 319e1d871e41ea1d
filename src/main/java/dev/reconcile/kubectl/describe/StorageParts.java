package dev.reconcile.kubectl.describe;

import dev.reconcile.kubectl.print.Ages;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Volumes;
import java.util.List;
import java.util.Locale;

/** Descriptions of volumes and claims. */
final class StorageParts {
    private StorageParts() {}

    private static final List<String> ORDER = List.of("ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod");

    private static String modes(List<String> modes) {
        return String.join(",", ORDER.stream().filter(modes::contains).map(mode -> switch (mode) {
            case "ReadWriteOnce" -> "RWO";
            case "ReadOnlyMany" -> "ROX";
            case "ReadWriteMany" -> "RWX";
            case "ReadWriteOncePod" -> "RWOP";
            default -> mode;
        }).toList());
    }

    static void claim(Sheet sheet, KubeObject object, Surroundings around) {
        Json spec = object.spec();
        boolean bound = spec.has("volumeName");
        Describers.head(sheet, object);
        sheet.line(0, "StorageClass:\t%s", spec.textOrEmpty("storageClassName"));
        sheet.line(0, "Status:\t%s", phase(object, around));
        sheet.line(0, "Volume:\t%s", spec.textOrEmpty("volumeName"));
        Describers.labels(sheet, object);
        sheet.line(0, "Finalizers:\t[%s]", String.join(" ", object.finalizers()));
        sheet.line(0, "Capacity:\t%s", bound ? object.status().textOrEmpty("capacity", "storage") : "");
        sheet.line(0, "Access Modes:\t%s", bound ? modes(object.status().texts("accessModes")) : "");
        sheet.line(0, "VolumeMode:\t%s", spec.textOrEmpty("volumeMode"));
        String lead = "Used By:\t";
        List<String> users = around.list("pods", object.namespace()).stream()
                .filter(pod -> Volumes.claimsOf(pod).contains(object.name())).map(KubeObject::name).toList();
        for (String user : users.isEmpty() ? List.of("<none>") : users) {
            sheet.line(0, "%s%s", lead, user);
            lead = "\t";
        }
    }

    private static String phase(KubeObject object, Surroundings around) {
        return object.deletedAt().map(since -> "Terminating (lasts " + Ages.text(around.now() - since.toEpochMilli()) + ")")
                .orElseGet(() -> object.status().textOrEmpty("phase"));
    }

    static void volume(Sheet sheet, KubeObject object, Surroundings around) {
        Json spec = object.spec();
        Describers.head(sheet, object);
        Describers.labels(sheet, object);
        sheet.line(0, "Finalizers:\t[%s]", String.join(" ", object.finalizers()));
        sheet.line(0, "StorageClass:\t%s", spec.textOrEmpty("storageClassName"));
        sheet.line(0, "Status:\t%s", phase(object, around));
        sheet.line(0, "Claim:\t%s", spec.has("claimRef") ? spec.textOrEmpty("claimRef", "namespace") + "/" + spec.textOrEmpty("claimRef", "name") : "");
        sheet.line(0, "Reclaim Policy:\t%s", spec.textOrEmpty("persistentVolumeReclaimPolicy"));
        sheet.line(0, "Access Modes:\t%s", modes(spec.texts("accessModes")));
        sheet.line(0, "VolumeMode:\t%s", spec.textOrEmpty("volumeMode"));
        sheet.line(0, "Capacity:\t%s", spec.textOrEmpty("capacity", "storage"));
        nodeAffinity(sheet, spec.object("nodeAffinity"));
        sheet.line(0, "Message:\t%s", object.status().textOrEmpty("message"));
        sheet.line(0, "Source:");
        VolumeParts.source(sheet, spec);
    }

    static void storageClass(Sheet sheet, KubeObject object) {
        Json tree = object.tree();
        sheet.line(0, "Name:\t%s", object.name());
        sheet.line(0, "IsDefaultClass:\t%s", "true".equals(object.annotations().get("storageclass.kubernetes.io/is-default-class")) ? "Yes" : "No");
        sheet.line(0, "Annotations:\t%s", Describers.pairs(object.annotations()));
        sheet.line(0, "Provisioner:\t%s", tree.textOrEmpty("provisioner"));
        sheet.line(0, "Parameters:\t%s", Describers.pairs(tree.textMap("parameters")));
        sheet.line(0, "AllowVolumeExpansion:\t%s", !tree.has("allowVolumeExpansion") ? "<unset>" : tree.isTrue("allowVolumeExpansion") ? "True" : "False");
        sheet.line(0, "MountOptions:%s", tree.texts("mountOptions").isEmpty() ? "\t<none>" : "");
        tree.texts("mountOptions").forEach(option -> sheet.line(1, "%s", option));
        sheet.line(0, "ReclaimPolicy:\t%s", tree.textOrEmpty("reclaimPolicy"));
        sheet.line(0, "VolumeBindingMode:\t%s", tree.textOrEmpty("volumeBindingMode"));
        List<Json> topologies = tree.objects("allowedTopologies");
        if (!topologies.isEmpty()) {
            sheet.line(0, "AllowedTopologies:\t");
        }
        for (int i = 0; i < topologies.size(); i++) {
            String title = "Term " + i + ":\t";
            for (Json expression : topologies.get(i).objects("matchLabelExpressions")) {
                sheet.line(1, "%s%s in [%s]", title, expression.textOrEmpty("key"), String.join(", ", expression.texts("values")));
                title = "\t";
            }
        }
    }

    private static void nodeAffinity(Sheet sheet, Json affinity) {
        if (!affinity.has("required")) {
            sheet.line(0, "Node Affinity:\t<none>");
            return;
        }
        sheet.line(0, "Node Affinity:\t").line(1, "Required Terms:\t");
        List<Json> terms = affinity.objects("required", "nodeSelectorTerms");
        for (int i = 0; i < terms.size(); i++) {
            String title = "Term " + i + ":\t";
            for (Json expression : terms.get(i).objects("matchExpressions")) {
                List<String> values = expression.texts("values");
                String list = values.isEmpty() ? "" : " [" + String.join(", ", values) + "]";
                sheet.line(2, "%s%s %s%s", title, expression.textOrEmpty("key"), expression.textOrEmpty("operator").toLowerCase(Locale.ROOT), list);
                title = "\t";
            }
        }
    }

    static void claimTemplates(Sheet sheet, List<Json> templates) {
        if (templates.isEmpty()) {
            sheet.line(0, "Volume Claims:\t<none>");
            return;
        }
        sheet.line(0, "Volume Claims:");
        for (Json template : templates) {
            sheet.line(1, "Name:\t%s", template.textOrEmpty("metadata", "name"));
            sheet.line(1, "StorageClass:\t%s", template.textOrEmpty("spec", "storageClassName"));
            sheet.labels("  ", "Labels", template.textMap("metadata", "labels"));
            sheet.labels("  ", "Annotations", template.textMap("metadata", "annotations"));
            Object capacity = template.at("spec", "resources", "requests", "storage");
            sheet.line(1, "Capacity:\t%s", capacity == null ? "<default>" : capacity);
            sheet.line(1, "Access Modes:\t[%s]", String.join(" ", template.texts("spec", "accessModes")));
        }
    }
}
