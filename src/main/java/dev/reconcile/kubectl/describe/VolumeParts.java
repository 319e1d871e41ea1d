package dev.reconcile.kubectl.describe;

import dev.reconcile.model.Json;
import java.util.List;

/** What a description says about where a volume comes from. */
final class VolumeParts {
    private VolumeParts() {}

    static void source(Sheet sheet, Json volume) {
        if (volume.has("hostPath")) {
            String type = volume.textOrEmpty("hostPath", "type");
            boolean stated = volume.has("hostPath", "type");
            sheet.line(2, "Type:\tHostPath (bare host directory volume)")
                    .line(2, "Path:\t%s", volume.textOrEmpty("hostPath", "path"))
                    .line(2, "HostPathType:\t%s", stated ? type : "<none>");
        } else if (volume.has("emptyDir")) {
            Object limit = volume.at("emptyDir", "sizeLimit");
            sheet.line(2, "Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)")
                    .line(2, "Medium:\t%s", volume.textOrEmpty("emptyDir", "medium"))
                    .line(2, "SizeLimit:\t%s", limit == null ? "<unset>" : limit);
        } else if (volume.has("secret")) {
            sheet.line(2, "Type:\tSecret (a volume populated by a Secret)")
                    .line(2, "SecretName:\t%s", volume.textOrEmpty("secret", "secretName"))
                    .line(2, "Optional:\t%s", volume.isTrue("secret", "optional"));
        } else if (volume.has("configMap")) {
            sheet.line(2, "Type:\tConfigMap (a volume populated by a ConfigMap)")
                    .line(2, "Name:\t%s", volume.textOrEmpty("configMap", "name"))
                    .line(2, "Optional:\t%s", volume.isTrue("configMap", "optional"));
        } else if (volume.has("persistentVolumeClaim")) {
            sheet.line(2, "Type:\tPersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)")
                    .line(2, "ClaimName:\t%s", volume.textOrEmpty("persistentVolumeClaim", "claimName"))
                    .line(2, "ReadOnly:\t%s", volume.isTrue("persistentVolumeClaim", "readOnly"));
        } else if (volume.has("nfs")) {
            sheet.line(2, "Type:\tNFS (an NFS mount that lasts the lifetime of a pod)")
                    .line(2, "Server:\t%s", volume.textOrEmpty("nfs", "server"))
                    .line(2, "Path:\t%s", volume.textOrEmpty("nfs", "path"))
                    .line(2, "ReadOnly:\t%s", volume.isTrue("nfs", "readOnly"));
        } else if (volume.has("local")) {
            sheet.line(2, "Type:\tLocalVolume (a persistent volume backed by local storage on a node)")
                    .line(2, "Path:\t%s", volume.textOrEmpty("local", "path"));
        } else if (volume.has("csi")) {
            csi(sheet, volume.object("csi"));
        } else if (volume.has("ephemeral")) {
            ephemeral(sheet, volume.object("ephemeral", "volumeClaimTemplate"));
        } else if (volume.has("projected")) {
            projected(sheet, volume.objects("projected", "sources"));
        } else if (volume.has("downwardAPI")) {
            sheet.line(2, "Type:\tDownwardAPI (a volume populated by information about the pod)").line(2, "Items:");
            for (Json item : volume.objects("downwardAPI", "items")) {
                sheet.line(3, "%s -> %s", item.textOrEmpty("fieldRef", "fieldPath"), item.textOrEmpty("path"));
            }
        } else {
            sheet.line(1, "<unknown>");
        }
    }

    private static void csi(Sheet sheet, Json csi) {
        if (csi.has("volumeHandle")) {
            sheet.line(2, "Type:\tCSI (a Container Storage Interface (CSI) volume source)")
                    .line(2, "Driver:\t%s", csi.textOrEmpty("driver"))
                    .line(2, "FSType:\t%s", csi.textOrEmpty("fsType"))
                    .line(2, "VolumeHandle:\t%s", csi.textOrEmpty("volumeHandle"))
                    .line(2, "ReadOnly:\t%s", csi.isTrue("readOnly"));
        } else {
            sheet.line(2, "Type:\tCSI (a Container Storage Interface (CSI) volume source)")
                    .line(2, "Driver:\t%s", csi.textOrEmpty("driver"))
                    .line(2, "FSType:\t%s", csi.textOrEmpty("fsType"))
                    .line(2, "ReadOnly:\t%s", csi.isTrue("readOnly"));
        }
        sheet.labels("    ", "VolumeAttributes", csi.textMap("volumeAttributes"));
    }

    private static void ephemeral(Sheet sheet, Json template) {
        sheet.line(2, "Type:\tEphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)")
                .line(2, "StorageClass:\t%s", template.textOrEmpty("spec", "storageClassName"))
                .line(2, "Volume:\t");
        sheet.labels("    ", "Labels", template.textMap("metadata", "labels"));
        sheet.annotations("    ", "Annotations", template.textMap("metadata", "annotations"), List.of());
        sheet.line(2, "Capacity:\t").line(2, "Access Modes:\t").line(2, "VolumeMode:\t%s", template.textOrEmpty("spec", "volumeMode"));
    }

    private static void projected(Sheet sheet, List<Json> sources) {
        sheet.line(2, "Type:\tProjected (a volume that contains injected data from multiple sources)");
        for (Json source : sources) {
            if (source.has("serviceAccountToken")) {
                sheet.line(2, "TokenExpirationSeconds:\t%d", source.number(3600, "serviceAccountToken", "expirationSeconds"));
            } else if (source.has("configMap")) {
                sheet.line(2, "ConfigMapName:\t%s", source.textOrEmpty("configMap", "name"));
                sheet.line(2, "Optional:\t%s", source.has("configMap", "optional") ? source.isTrue("configMap", "optional") : "false");
            } else if (source.has("downwardAPI")) {
                sheet.line(2, "DownwardAPI:\ttrue");
            } else if (source.has("secret")) {
                sheet.line(2, "SecretName:\t%s", source.textOrEmpty("secret", "name"));
                sheet.line(2, "Optional:\t%s", source.isTrue("secret", "optional"));
            }
        }
    }
}
