package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.Names;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The forms of vendors' addresses in volumes ({@code validateISCSIVolumeSource} and its neighbours). */
final class VendorVolumes {
    private static final Pattern IQN = Pattern.compile("iqn\\.\\d{4}-\\d{2}\\.[\\p{Alnum}.-]+:[^,;*&$|\\s]+$");
    private static final Pattern EUI = Pattern.compile("^eui.\\p{Alnum}{16}$");
    private static final Pattern NAA = Pattern.compile("^naa.\\p{Alnum}{32}$");
    private static final Pattern HOST_AND_PORT = Pattern.compile("([^:\\[\\]]*|\\[[^\\[\\]]*]):[^:\\[\\]]*");

    private static final int MOST_UNITS = 255;
    private static final int ISCSI_NAME_BYTES = 64;
    private static final int TENANT_BYTES = 64;
    private static final String REGISTRY = "must be a host:port pair or multiple pairs separated by commas";
    private static final String MANAGED = "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}";
    private static final String BLOB = "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd";

    private VendorVolumes() {}

    /** @param volume the persistent volume's name; null for a volume of a pod */
    static void check(String kind, Json source, String volume, String path, Problems problems) {
        boolean persistent = volume != null;
        switch (kind) {
            case "awsElasticBlockStore", "gcePersistentDisk" -> range(source, "partition", 1, path, problems);
            case "azureDisk" -> azureDisk(source, path, problems);
            case "azureFile" -> {
                if (persistent && source.has("secretNamespace")) {
                    VolumeValidation.required(source, "secretNamespace", path, problems);
                }
            }
            case "cinder", "storageos" -> {
                if (kind.equals("storageos")) {
                    label(source, "volumeName", path, problems);
                    label(source, "volumeNamespace", path, problems);
                }
                secret(source, persistent ? List.of("name", "namespace") : List.of("name"), path, problems);
            }
            case "fc" -> fibre(source, path, problems);
            case "flexVolume" -> reserved(source.object("options"), path + ".options", problems);
            case "flocker" -> flocker(source, path, problems);
            case "glusterfs" -> {
                if (persistent && source.has("endpointsNamespace")) {
                    String namespace = source.textOrEmpty("endpointsNamespace");
                    Checks.wrong(namespace.isEmpty() ? List.of("if the endpointnamespace is set, it must be a valid namespace name") : Names.label(namespace),
                            path + ".endpointsNamespace", namespace, problems);
                }
            }
            case "iscsi" -> iscsi(source, volume, path, problems);
            default -> {}
        }
    }

    /** The smallest number that is meant is told, although zero, which is not given, is taken. */
    private static void range(Json source, String field, int least, String path, Problems problems) {
        long number = source.number(0, field);
        if (number < 0 || number > MOST_UNITS) {
            Checks.wrong(Formats.range(number, least, MOST_UNITS), path + "." + field, number, problems);
        }
    }

    private static void label(Json source, String field, String path, Problems problems) {
        String name = source.textOrEmpty(field);
        if (!name.isEmpty()) {
            Checks.wrong(Names.label(name), path + "." + field, name, problems);
        }
    }

    private static void secret(Json source, List<String> fields, String path, Problems problems) {
        if (source.has("secretRef")) {
            fields.forEach(field -> VolumeValidation.required(source.object("secretRef"), field, path + ".secretRef", problems));
        }
    }

    private static void azureDisk(Json disk, String path, Problems problems) {
        choice(disk, "cachingMode", List.of("None", "ReadOnly", "ReadWrite"), path, problems);
        choice(disk, "kind", List.of("Dedicated", "Managed", "Shared"), path, problems);
        String address = disk.textOrEmpty("diskURI");
        String kind = disk.text("kind");
        if ("Managed".equals(kind) && !address.startsWith("/subscriptions/")) {
            problems.notSupported(path + ".diskURI", address, List.of(MANAGED));
        }
        if (kind != null && !kind.equals("Managed") && !address.startsWith("https://")) {
            problems.notSupported(path + ".diskURI", address, List.of(BLOB));
        }
    }

    private static void choice(Json source, String field, List<String> supported, String path, Problems problems) {
        if (source.has(field) && !supported.contains(source.textOrEmpty(field))) {
            problems.notSupported(path + "." + field, source.textOrEmpty(field), supported);
        }
    }

    private static void fibre(Json source, String path, Problems problems) {
        List<Object> targets = source.list("targetWWNs");
        boolean wide = !source.list("wwids").isEmpty();
        if (targets.isEmpty() && !wide) {
            problems.required(path + ".targetWWNs", "must specify either targetWWNs or wwids, but not both");
        }
        if (!targets.isEmpty() && wide) {
            problems.invalid(path + ".targetWWNs", targets, "targetWWNs and wwids can not be specified simultaneously");
        }
        if (!targets.isEmpty() && !source.has("lun")) {
            problems.required(path + ".lun", "lun is required if targetWWNs is specified");
        } else if (!targets.isEmpty()) {
            range(source, "lun", 0, path, problems);
        }
    }

    private static void reserved(Json options, String path, Problems problems) {
        for (String key : options.names()) {
            String namespace = "." + key.replaceFirst("/.*", "").toLowerCase(Locale.ROOT);
            if (namespace.endsWith(".kubernetes.io") || namespace.endsWith(".k8s.io")) {
                problems.invalid(path + "[" + key + "]", key, "kubernetes.io and k8s.io namespaces are reserved");
            }
        }
    }

    private static void flocker(Json source, String path, Problems problems) {
        String name = source.textOrEmpty("datasetName");
        boolean byId = !source.textOrEmpty("datasetUUID").isEmpty();
        if (name.isEmpty() && !byId) {
            problems.required(path, "one of datasetName and datasetUUID is required");
        }
        if (!name.isEmpty() && byId) {
            problems.invalid(path, "resource", "datasetName and datasetUUID can not be specified simultaneously");
        }
        if (name.contains("/")) {
            problems.invalid(path + ".datasetName", name, "must not contain '/'");
        }
    }

    /** Comes before the fields that every volume of the kind must have. */
    static void quobyte(Json source, String path, Problems problems) {
        String registry = source.textOrEmpty("registry");
        if (registry.isEmpty()) {
            problems.required(path + ".registry", REGISTRY);
        } else if (source.textOrEmpty("tenant").length() > TENANT_BYTES) {
            problems.required(path + ".tenant", "must be a UUID and may not exceed a length of 64 characters");
        } else {
            for (String pair : registry.split(",", -1)) {
                if (!HOST_AND_PORT.matcher(pair).matches()) {
                    problems.invalid(path + ".registry", registry, REGISTRY);
                }
            }
        }
    }

    private static void iscsi(Json source, String volume, String path, Problems problems) {
        boolean persistent = volume != null;
        String portal = source.textOrEmpty("targetPortal");
        if (persistent && source.has("initiatorName") && (volume + ":" + portal).length() > ISCSI_NAME_BYTES) {
            problems.invalid(path + ".targetportal", portal,
                    "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.");
        }
        if (!source.textOrEmpty("iqn").isEmpty()) {
            qualified(source.textOrEmpty("iqn"), persistent, path + ".iqn", problems);
        }
        range(source, "lun", 0, path, problems);
        if ((source.isTrue("chapAuthDiscovery") || source.isTrue("chapAuthSession")) && !source.has("secretRef")) {
            problems.required(path + ".secretRef", "");
        }
        if (persistent) {
            secret(source, List.of("name"), path, problems);
        }
        if (source.has("initiatorName")) {
            qualified(source.textOrEmpty("initiatorName"), persistent, path + ".initiatorname", problems);
        }
    }

    private static void qualified(String name, boolean persistent, String path, Problems problems) {
        Pattern form = name.startsWith("iqn") ? IQN : name.startsWith("eui") ? EUI : name.startsWith("naa") ? NAA : null;
        if (form == null) {
            problems.invalid(path, name, persistent ? "must be valid format" : "must be valid format starting with iqn, eui, or naa");
        } else if (!form.matcher(name).find()) {
            problems.invalid(path, name, "must be valid format");
        }
    }
}
