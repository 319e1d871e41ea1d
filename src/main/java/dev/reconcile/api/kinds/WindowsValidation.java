package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.Names;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Pods for nodes with Windows, which the lab does not have, and pods that name their system
 * ({@code validateWindowsSecurityContextOptions}, {@code validateWindowsHostProcessPod}, {@code validateOS}).
 */
final class WindowsValidation {
    private static final int CREDENTIAL_KIBIBYTES = 64;
    private static final int DOMAIN_CHARACTERS = 256;
    private static final int USER_CHARACTERS = 104;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern NET_BIOS = Pattern.compile("[^\\\\/:*?\"<>|.][^\\\\/:*?\"<>|]{0,14}");
    private static final Pattern DNS =
            Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*");
    private static final Pattern NOT_IN_USERS = Pattern.compile("[\"/\\\\:;|=,+*?<>@\\[\\]]");

    private static final List<String> SYSTEMS = List.of("linux", "windows");
    private static final String NOT_ON_WINDOWS = "cannot be set for a windows pod";
    private static final List<String> NOT_IN_PODS = List.of("securityContext.appArmorProfile", "securityContext.seLinuxOptions", "hostUsers", "hostPID", "hostIPC",
            "securityContext.seccompProfile", "securityContext.fsGroup", "securityContext.fsGroupChangePolicy", "securityContext.sysctls",
            "shareProcessNamespace", "securityContext.runAsUser", "securityContext.runAsGroup", "securityContext.supplementalGroups",
            "securityContext.supplementalGroupsPolicy", "securityContext.seLinuxChangePolicy");
    private static final List<String> NOT_IN_CONTAINERS = List.of("appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities",
            "readOnlyRootFilesystem", "privileged", "allowPrivilegeEscalation", "procMount", "runAsUser", "runAsGroup");

    private WindowsValidation() {}

    static void options(Json options, String path, Problems problems) {
        String name = options.text("gmsaCredentialSpecName");
        if (name != null) {
            Checks.wrong(Names.subdomain(name), path + ".gmsaCredentialSpecName", name, problems);
        }
        String credential = options.text("gmsaCredentialSpec");
        if (credential != null && credential.isEmpty()) {
            problems.invalid(path + ".gmsaCredentialSpec", credential, "gmsaCredentialSpec cannot be an empty string");
        } else if (credential != null && credential.length() > CREDENTIAL_KIBIBYTES * 1024) {
            problems.invalid(path + ".gmsaCredentialSpec", credential, "gmsaCredentialSpec size must be under " + CREDENTIAL_KIBIBYTES + " KiB");
        }
        String user = options.text("runAsUserName");
        if (user != null) {
            userName(user, path + ".runAsUserName", problems);
        }
    }

    private static void userName(String name, String path, Problems problems) {
        int slash = name.indexOf('\\');
        if (name.isEmpty()) {
            problems.invalid(path, name, "runAsUserName cannot be an empty string");
        } else if (CONTROL.matcher(name).find()) {
            problems.invalid(path, name, "runAsUserName cannot contain control characters");
        } else if (slash != name.lastIndexOf('\\')) {
            problems.invalid(path, name, "runAsUserName cannot contain more than one backslash");
        } else {
            if (slash >= 0) {
                domain(name.substring(0, slash), name, path, problems);
            }
            user(name.substring(slash + 1), name, path, problems);
        }
    }

    private static void domain(String domain, String name, String path, Problems problems) {
        if (domain.length() >= DOMAIN_CHARACTERS) {
            problems.invalid(path, name, "runAsUserName's Domain length must be under " + DOMAIN_CHARACTERS + " characters");
        }
        if (!NET_BIOS.matcher(domain).matches() && !DNS.matcher(domain).matches()) {
            problems.invalid(path, name, "runAsUserName's Domain doesn't match the NetBios nor the DNS format");
        }
    }

    private static void user(String user, String name, String path, Problems problems) {
        if (user.isEmpty()) {
            problems.invalid(path, name, "runAsUserName's User cannot be empty");
        } else if (user.length() > USER_CHARACTERS) {
            problems.invalid(path, name, "runAsUserName's User length must not be longer than " + USER_CHARACTERS + " characters");
        }
        if (user.matches("[. ]+")) {
            problems.invalid(path, name, "runAsUserName's User cannot contain only periods or spaces");
        }
        if (NOT_IN_USERS.matcher(user).find()) {
            problems.invalid(path, name, "runAsUserName's User cannot contain the following characters: \"/\\:;|=,+*?<>@[]");
        }
    }

    /** Containers that are processes of the node: all of them or none. */
    static void hostProcesses(Json spec, String path, Problems problems) {
        Object pod = spec.at("securityContext", "windowsOptions", "hostProcess");
        int[] counted = new int[2];
        containers(spec, path, (container, here) -> {
            Object own = container.at("securityContext", "windowsOptions", "hostProcess");
            if (pod != null && own != null && !pod.equals(own)) {
                problems.invalid(here + ".securityContext.windowsOptions.hostProcess", own,
                        "pod hostProcess value must be identical if both are specified, was " + pod);
            }
            counted[0]++;
            counted[1] += Boolean.TRUE.equals(own == null ? pod : own) ? 1 : 0;
        });
        if (counted[1] == 0) {
            return;
        }
        if (counted[0] != counted[1]) {
            problems.invalid(path, "", "If pod contains any hostProcess containers then all containers must be HostProcess containers");
        }
        if (!spec.isTrue("hostNetwork")) {
            problems.invalid(path + ".hostNetwork", false, "hostNetwork must be true if pod contains any hostProcess containers");
        }
    }

    /** What a pod may not ask of the system that it names. */
    static void system(Json spec, String path, Problems problems) {
        if (!spec.has("os")) {
            return;
        }
        String system = spec.textOrEmpty("os", "name");
        if (system.isEmpty()) {
            problems.required(path + ".os.name", "cannot be empty");
        } else if (!SYSTEMS.contains(system)) {
            problems.notSupported(path + ".os", system, SYSTEMS);
        } else if (system.equals("linux")) {
            String words = "windows options cannot be set for a linux pod";
            if (spec.has("securityContext", "windowsOptions")) {
                problems.forbidden(path + ".securityContext.windowsOptions", words);
            }
            containers(spec, path, (container, here) -> {
                if (container.has("securityContext", "windowsOptions")) {
                    problems.forbidden(here + ".securityContext.windowsOptions", words);
                }
            });
        } else {
            NOT_IN_PODS.stream().filter(field -> isSet(field, spec.at(field.split("\\."))))
                    .forEach(field -> problems.forbidden(path + "." + field, NOT_ON_WINDOWS));
            containers(spec, path, (container, here) -> NOT_IN_CONTAINERS.stream().filter(field -> container.has("securityContext", field))
                    .forEach(field -> problems.forbidden(here + ".securityContext." + field, NOT_ON_WINDOWS)));
        }
    }

    /** For two of the node's namespaces, false is as good as nothing. */
    private static boolean isSet(String field, Object value) {
        boolean plain = field.equals("hostPID") || field.equals("hostIPC");
        return value != null && !value.equals(List.of()) && !(plain && value.equals(false));
    }

    /** In the order in which upstream visits them. */
    static void containers(Json spec, String path, BiConsumer<Json, String> visitor) {
        for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
            List<Json> containers = spec.objects(list);
            for (int i = 0; i < containers.size(); i++) {
                visitor.accept(containers.get(i), path + "." + list + "[" + i + "]");
            }
        }
    }
}
