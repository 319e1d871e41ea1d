package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Users, groups, privileges and profiles ({@code validatePodSpecSecurityContext}, {@code ValidateSecurityContext}). */
final class SecurityValidation {
    private static final Pattern SYSCTL = Pattern.compile("^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$");
    private static final int SYSCTL_BYTES = 253;
    private static final int PATH_BYTES = 4095;
    private static final List<String> IPC_SYSCTLS = List.of("kernel.shm", "kernel.msg", "kernel.sem", "fs.mqueue.");
    private static final List<String> PROFILES = List.of("Localhost", "RuntimeDefault", "Unconfined");

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
        sysctls(context.objects("sysctls"), spec, path + ".sysctls", problems);
        choice(context, "fsGroupChangePolicy", List.of("Always", "OnRootMismatch"), path, problems);
        seccomp(context, path + ".seccompProfile", problems);
        WindowsValidation.options(context.object("windowsOptions"), path + ".windowsOptions", problems);
        appArmor(context, path + ".appArmorProfile", problems);
        choice(context, "supplementalGroupsPolicy", List.of("Merge", "Strict"), path, problems);
        choice(context, "seLinuxChangePolicy", List.of("MountOption", "Recursive"), path, problems);
    }

    private static void choice(Json context, String field, List<String> supported, String path, Problems problems) {
        String value = context.text(field);
        if (value != null && !supported.contains(value)) {
            problems.notSupported(path + "." + field, value, supported);
        }
    }

    private static void sysctls(List<Json> sysctls, Json spec, String path, Problems problems) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < sysctls.size(); i++) {
            String name = sysctls.get(i).textOrEmpty("name");
            String here = path + "[" + i + "].name";
            if (name.isEmpty()) {
                problems.required(here, "");
            } else if (name.length() > SYSCTL_BYTES || !SYSCTL.matcher(name).matches()) {
                problems.invalid(here, name, "must have at most " + SYSCTL_BYTES + " characters and match regex " + SYSCTL.pattern());
            } else if (!names.add(name)) {
                problems.duplicate(here, name);
            }
            String dotted = name.replace('/', '.');
            if (spec.isTrue("hostNetwork") && dotted.startsWith("net.")) {
                problems.invalid(here, name, "may not be specified when 'hostNetwork' is true");
            } else if (spec.isTrue("hostIPC") && IPC_SYSCTLS.stream().anyMatch(dotted::startsWith)) {
                problems.invalid(here, name, "may not be specified when 'hostIPC' is true");
            }
        }
    }

    /** @param hostUsers whether the pod has the node's users */
    static void container(Json context, boolean hostUsers, String path, Problems problems) {
        id(context, "runAsUser", path, problems);
        id(context, "runAsGroup", path, problems);
        String mount = context.text("procMount");
        if (mount != null) {
            if (!List.of("Default", "Unmasked").contains(mount)) {
                problems.notSupported(path + ".procMount", mount, List.of("Default", "Unmasked"));
            }
            if (hostUsers && mount.equals("Unmasked")) {
                problems.invalid(path + ".procMount", mount, "`hostUsers` must be false to use `Unmasked`");
            }
        }
        seccomp(context, path + ".seccompProfile", problems);
        if (Boolean.FALSE.equals(context.get("allowPrivilegeEscalation"))) {
            escalation(context, path, problems);
        }
        WindowsValidation.options(context.object("windowsOptions"), path + ".windowsOptions", problems);
        appArmor(context, path + ".appArmorProfile", problems);
    }

    private static void escalation(Json context, String path, Problems problems) {
        String words = "cannot set `allowPrivilegeEscalation` to false and ";
        if (context.isTrue("privileged")) {
            problems.invalid(path, InternalTypes.shown("SecurityContext", context), words + "`privileged` to true");
        }
        if (context.texts("capabilities", "add").contains("CAP_SYS_ADMIN")) {
            problems.invalid(path, InternalTypes.shown("SecurityContext", context), words + "`capabilities.Add` CAP_SYS_ADMIN");
        }
    }

    private static void seccomp(Json context, String path, Problems problems) {
        if (!context.has("seccompProfile")) {
            return;
        }
        Json profile = context.object("seccompProfile");
        type(profile, "type is required when seccompProfile is set", path, problems);
        boolean named = profile.has("localhostProfile");
        if (!profile.textOrEmpty("type").equals("Localhost")) {
            if (named) {
                problems.invalid(path + ".localhostProfile", InternalTypes.shown("Profile", profile), "can only be set when seccomp type is Localhost");
            }
        } else if (named) {
            VolumeValidation.descending(profile.textOrEmpty("localhostProfile"), path + ".localhostProfile", problems);
        } else {
            problems.required(path + ".localhostProfile", "must be set when seccomp type is Localhost");
        }
    }

    private static void appArmor(Json context, String path, Problems problems) {
        if (!context.has("appArmorProfile")) {
            return;
        }
        Json profile = context.object("appArmorProfile");
        String name = profile.text("localhostProfile");
        String here = path + ".localhostProfile";
        switch (profile.textOrEmpty("type")) {
            case "Localhost" -> {
                if (name == null || name.isEmpty()) {
                    problems.required(here, "must be set when AppArmor type is Localhost");
                } else if (!name.strip().equals(name)) {
                    problems.invalid(here, name, "must not be padded with whitespace");
                }
                if (name != null && name.length() > PATH_BYTES) {
                    problems.tooLong(here, PATH_BYTES);
                }
            }
            case "RuntimeDefault", "Unconfined" -> {
                if (name != null) {
                    problems.invalid(here, name, "can only be set when AppArmor type is Localhost");
                }
            }
            default -> type(profile, "type is required when appArmorProfile is set", path, problems);
        }
    }

    private static void type(Json profile, String missing, String path, Problems problems) {
        String type = profile.textOrEmpty("type");
        if (type.isEmpty()) {
            problems.required(path + ".type", missing);
        } else if (!PROFILES.contains(type)) {
            problems.notSupported(path + ".type", type, PROFILES);
        }
    }

    private static void id(Json context, String field, String path, Problems problems) {
        context.number(field).ifPresent(id -> Checks.wrong(Formats.id(id), path + "." + field, id, problems));
    }
}
