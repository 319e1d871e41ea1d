package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import java.util.List;

/** Users, groups and privileges ({@code validatePodSpecSecurityContext}, {@code ValidateSecurityContext}); Windows is left out. */
final class SecurityValidation {
    private SecurityValidation() {}

    static void pod(Json context, Json spec, String path, Problems problems) {
        for (String field : List.of("fsGroup", "runAsUser", "runAsGroup")) {
            id(context, field, path, problems);
        }
        List<Object> groups = context.list("supplementalGroups");
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i) instanceof Long group) {
                Checks.wrong(Formats.id(group), path + ".supplementalGroups[" + i + "]", group, problems);
            }
        }
        if (spec.isTrue("shareProcessNamespace") && spec.isTrue("hostPID")) {
            problems.invalid(path + ".shareProcessNamespace", true, "ShareProcessNamespace and HostPID cannot both be enabled");
        }
        String change = context.text("fsGroupChangePolicy");
        List<String> changes = List.of("Always", "OnRootMismatch");
        if (change != null && !changes.contains(change)) {
            problems.notSupported(path + ".fsGroupChangePolicy", change, changes);
        }
    }

    static void container(Json context, String path, Problems problems) {
        id(context, "runAsUser", path, problems);
        id(context, "runAsGroup", path, problems);
        if (Boolean.FALSE.equals(context.get("allowPrivilegeEscalation")) && context.isTrue("privileged")) {
            problems.invalid(path, context, "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        }
    }

    private static void id(Json context, String field, String path, Problems problems) {
        context.number(field).ifPresent(id -> Checks.wrong(Formats.id(id), path + "." + field, id, problems));
    }
}
