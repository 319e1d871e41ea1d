package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.Names;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sources that volumes of pods and persistent volumes have in common: what each of them has to say. */
final class VolumeSources {
    private static final Map<String, List<String>> REQUIRED = new TreeMap<>();

    static {
        REQUIRED.put("awsElasticBlockStore", List.of("volumeID"));
        REQUIRED.put("azureDisk", List.of("diskName", "diskURI"));
        REQUIRED.put("azureFile", List.of("secretName", "shareName"));
        REQUIRED.put("cephfs", List.of("monitors"));
        REQUIRED.put("cinder", List.of("volumeID"));
        REQUIRED.put("flexVolume", List.of("driver"));
        REQUIRED.put("gcePersistentDisk", List.of("pdName"));
        REQUIRED.put("gitRepo", List.of("repository"));
        REQUIRED.put("glusterfs", List.of("endpoints", "path"));
        REQUIRED.put("iscsi", List.of("targetPortal", "iqn"));
        REQUIRED.put("local", List.of("path"));
        REQUIRED.put("persistentVolumeClaim", List.of("claimName"));
        REQUIRED.put("photonPersistentDisk", List.of("pdID"));
        REQUIRED.put("portworxVolume", List.of("volumeID"));
        REQUIRED.put("quobyte", List.of("volume"));
        REQUIRED.put("rbd", List.of("monitors", "image"));
        REQUIRED.put("scaleIO", List.of("gateway", "system", "volumeName"));
        REQUIRED.put("storageos", List.of("volumeName"));
        REQUIRED.put("vsphereVolume", List.of("volumePath"));
    }

    private static final int DRIVER_BYTES = 63;

    private VolumeSources() {}

    /** How upstream names the source when it is one too many. */
    static String shown(String source) {
        return switch (source) {
            case "cephfs" -> "cephFS";
            case "downwardAPI" -> "downwarAPI";
            default -> source;
        };
    }

    /** @param volume the persistent volume's name; null for a volume of a pod */
    static void check(String kind, Json source, String volume, String path, Problems problems) {
        if (kind.equals("quobyte")) {
            VendorVolumes.quobyte(source, path, problems);
        }
        String here = kind.equals("gcePersistentDisk") ? path.replace("gcePersistentDisk", "persistentDisk") : path;
        for (String field : REQUIRED.getOrDefault(kind, List.of())) {
            Object value = source.get(field);
            if (value == null || value.equals("") || value.equals(List.of())) {
                problems.required(here + "." + field, "");
            }
        }
        switch (kind) {
            case "csi" -> {
                driver(source.textOrEmpty("driver"), path + ".driver", problems);
                if (volume == null) {
                    publishing(source, path, problems);
                }
            }
            case "gitRepo" -> VolumeValidation.descending(source.textOrEmpty("directory"), path + ".directory", problems);
            case "local" -> VolumeValidation.noBacksteps(source.textOrEmpty("path"), path + ".path", problems);
            case "nfs" -> share(source, path, problems);
            default -> VendorVolumes.check(kind, source, volume, here, problems);
        }
    }

    private static void share(Json nfs, String path, Problems problems) {
        VolumeValidation.required(nfs, "server", path, problems);
        VolumeValidation.required(nfs, "path", path, problems);
        if (!nfs.textOrEmpty("path").startsWith("/")) {
            problems.invalid(path + ".path", nfs.textOrEmpty("path"), "must be an absolute path");
        }
    }

    private static void publishing(Json csi, String path, Problems problems) {
        String name = csi.textOrEmpty("nodePublishSecretRef", "name");
        if (csi.has("nodePublishSecretRef") && name.isEmpty()) {
            problems.required(path + ".nodePublishSecretRef.name", "");
        } else if (csi.has("nodePublishSecretRef")) {
            Checks.wrong(Names.subdomain(name), path + ".name", name, problems);
        }
    }

    /** {@code ValidateCSIDriverName}. */
    private static void driver(String name, String path, Problems problems) {
        if (name.isEmpty()) {
            problems.required(path, "");
        }
        if (name.length() > DRIVER_BYTES) {
            problems.tooLong(path, DRIVER_BYTES);
        }
        Checks.wrong(Names.subdomain(name.toLowerCase(Locale.ROOT)), path, name, problems);
    }
}
