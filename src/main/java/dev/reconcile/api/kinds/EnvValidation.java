package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.Names;
import dev.reconcile.model.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Environment variables and where they come from ({@code ValidateEnv}, {@code ValidateEnvFrom}). */
final class EnvValidation {
    private static final List<String> FIELDS = List.of("metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName",
            "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs");

    /** What the downward API knows at all, in variables or in files ({@code ConvertDownwardAPIFieldLabel}). */
    private static final List<String> KNOWN = List.of("metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace",
            "metadata.uid", "spec.nodeName", "spec.restartPolicy", "spec.serviceAccountName", "spec.schedulerName", "status.phase",
            "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs");

    private static final List<String> FILES =
            List.of("metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid");

    private static final List<String> RESOURCES = List.of("limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu",
            "requests.ephemeral-storage", "requests.memory");

    private static final Pattern SUBSCRIPT = Pattern.compile("([^\\[]+)\\['(.*)'\\]");

    private static final List<String> DIVISORS =
            List.of("1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei");

    private EnvValidation() {}

    static void variables(List<Json> variables, String path, Problems problems) {
        for (int i = 0; i < variables.size(); i++) {
            Json variable = variables.get(i);
            String here = path + "[" + i + "]";
            String name = variable.textOrEmpty("name");
            if (name.isEmpty()) {
                problems.required(here + ".name", "");
            } else {
                Checks.wrong(Formats.envName(name), here + ".name", name, problems);
            }
            if (variable.has("valueFrom")) {
                source(variable, here + ".valueFrom", problems);
            }
        }
    }

    private static void source(Json variable, String path, Problems problems) {
        Json from = variable.object("valueFrom");
        int sources = 0;
        if (from.has("fieldRef")) {
            sources++;
            field(from.object("fieldRef"), FIELDS, path + ".fieldRef", problems);
        }
        if (from.has("resourceFieldRef")) {
            sources++;
            resource(from.object("resourceFieldRef"), false, path + ".resourceFieldRef", problems);
        }
        for (String ref : List.of("configMapKeyRef", "secretKeyRef")) {
            if (from.has(ref)) {
                sources++;
                key(from.object(ref), path + "." + ref, problems);
            }
        }
        if (sources == 0) {
            problems.invalid(path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`");
        } else if (!variable.textOrEmpty("value").isEmpty()) {
            problems.invalid(path, "", "may not be specified when `value` is not empty");
        } else if (sources > 1) {
            problems.invalid(path, "", "may not have more than one field specified at a time");
        }
    }

    private static void field(Json ref, List<String> supported, String path, Problems problems) {
        String field = ref.textOrEmpty("fieldPath");
        if (field.isEmpty()) {
            problems.required(path + ".fieldPath", "");
            return;
        }
        Matcher subscripted = SUBSCRIPT.matcher(field);
        if (subscripted.matches()) {
            subscript(subscripted, field, path, problems);
        } else if (!KNOWN.contains(field)) {
            problems.invalid(path + ".fieldPath", field, "error converting fieldPath: field label not supported: " + field);
        } else if (!supported.contains(field)) {
            problems.notSupported(path + ".fieldPath", field, supported);
        }
    }

    private static void subscript(Matcher subscripted, String field, String path, Problems problems) {
        String key = subscripted.group(2);
        switch (subscripted.group(1)) {
            case "metadata.annotations" -> Checks.wrong(Names.qualified(key.toLowerCase(Locale.ROOT)), path, key, problems);
            case "metadata.labels" -> Checks.wrong(Names.qualified(key), path, key, problems);
            default -> problems.invalid(path + ".fieldPath", field, "error converting fieldPath: field label does not support subscript: " + field);
        }
    }

    /** A field in a file of a volume. */
    static void fileField(Json ref, String path, Problems problems) {
        field(ref, FILES, path, problems);
    }

    static void resource(Json ref, boolean file, String path, Problems problems) {
        String resource = ref.textOrEmpty("resource");
        if (file && ref.textOrEmpty("containerName").isEmpty()) {
            problems.required(path + ".containerName", "");
        } else if (resource.isEmpty()) {
            problems.required(path + ".resource", "");
        } else if (!RESOURCES.contains(resource) && !resource.matches("(requests|limits)\\.hugepages-.*")) {
            problems.notSupported(path + ".resource", resource, RESOURCES);
        }
        divisor(ref.get("divisor"), resource, path + ".divisor", problems);
    }

    /** {@code validateContainerResourceDivisor}: the value that is shown is the resource's name. */
    private static void divisor(Object divisor, String resource, String path, Problems problems) {
        String unit = divisor == null ? "0" : Quantity.of(divisor).text();
        String of = resource.substring(resource.indexOf('.') + 1);
        if (unit.equals("0") || resource.isEmpty()) {
            return;
        }
        if (of.equals("cpu")) {
            if (!List.of("1m", "1").contains(unit)) {
                problems.invalid(path, resource, "only divisor's values 1m and 1 are supported with the cpu resource");
            }
        } else if (!DIVISORS.contains(unit)) {
            String what = of.equals("ephemeral-storage") ? "local ephemeral storage" : of.startsWith("hugepages-") ? "hugepages" : of;
            problems.invalid(path, resource, "only divisor's values " + String.join(", ", DIVISORS) + " are supported with the " + what + " resource");
        }
    }

    private static void key(Json ref, String path, Problems problems) {
        String name = ref.textOrEmpty("name");
        Checks.wrong(Names.subdomain(name), path + ".name", name, problems);
        String key = ref.textOrEmpty("key");
        if (key.isEmpty()) {
            problems.required(path + ".key", "");
        } else {
            Checks.wrong(Formats.configKey(key), path + ".key", key, problems);
        }
    }

    static void sources(List<Json> sources, String path, Problems problems) {
        for (int i = 0; i < sources.size(); i++) {
            Json source = sources.get(i);
            String here = path + "[" + i + "]";
            String prefix = source.textOrEmpty("prefix");
            Checks.wrong(Formats.envName(prefix), here + ".prefix", prefix, problems);
            int found = 0;
            for (String ref : List.of("configMapRef", "secretRef")) {
                if (source.has(ref)) {
                    found++;
                    String name = source.textOrEmpty(ref, "name");
                    if (name.isEmpty()) {
                        problems.required(here + "." + ref + ".name", "");
                    } else {
                        Checks.wrong(Names.subdomain(name), here + "." + ref + ".name", name, problems);
                    }
                }
            }
            if (found == 0) {
                problems.invalid(path, "", "must specify one of: `configMapRef` or `secretRef`");
            } else if (found > 1) {
                problems.invalid(path, "", "may not have more than one field specified at a time");
            }
        }
    }
}
