package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Annotations that mean something to pods ({@code ValidatePodSpecificAnnotations}, {@code ValidatePodSpecificAnnotationUpdates}). */
final class PodAnnotations {
    static final String MIRROR = "kubernetes.io/config.mirror";
    private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";
    private static final String SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod";
    private static final String SECCOMP_CONTAINER = "container.seccomp.security.alpha.kubernetes.io/";
    private static final String APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";

    private PodAnnotations() {}

    static void check(Map<String, String> annotations, Json spec, String path, Problems problems) {
        String mirror = annotations.get(MIRROR);
        if (mirror != null && spec.textOrEmpty("nodeName").isEmpty()) {
            problems.invalid(path + "[" + MIRROR + "]", mirror, "must set spec.nodeName if mirror pod annotation is set");
        }
        String cost = annotations.get(DELETION_COST);
        if (cost != null && !isCost(cost)) {
            problems.invalid(path + "[" + DELETION_COST + "]", cost, "must be a 32bit integer");
        }
        annotations.forEach((key, value) -> {
            if (key.equals(SECCOMP_POD) || key.startsWith(SECCOMP_CONTAINER)) {
                seccomp(value, path + "." + key, problems);
            }
        });
        annotations.forEach((key, value) -> {
            if (key.startsWith(APP_ARMOR)) {
                appArmor(key.substring(APP_ARMOR.length()), value, spec, path + "[" + key + "]", problems);
            }
        });
    }

    /** As Go reads it: no plus sign, no zeros in front. */
    private static boolean isCost(String cost) {
        if (!cost.matches("0|-?[1-9][0-9]{0,9}")) {
            return false;
        }
        long number = Long.parseLong(cost);
        return number >= Integer.MIN_VALUE && number <= Integer.MAX_VALUE;
    }

    private static void seccomp(String profile, String path, Problems problems) {
        if (profile.startsWith("localhost/")) {
            VolumeValidation.descending(profile.substring("localhost/".length()), path, problems);
        } else if (!profile.matches("runtime/default|docker/default|unconfined")) {
            problems.invalid(path, profile, "must be a valid seccomp profile");
        }
    }

    private static void appArmor(String container, String profile, Json spec, String path, Problems problems) {
        boolean[] found = new boolean[1];
        WindowsValidation.containers(spec, "", (other, here) -> found[0] |= container.equals(other.text("name")));
        if (!found[0]) {
            problems.invalid(path, container, "container not found");
        }
        if (!profile.isEmpty() && !profile.equals("runtime/default") && !profile.equals("unconfined") && !profile.startsWith("localhost/")) {
            problems.invalid(path, profile, "invalid AppArmor profile name: \"" + profile + "\"");
        }
    }

    static void change(Map<String, String> before, Map<String, String> after, Problems problems) {
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        for (boolean added : new boolean[] {false, true}) {
            for (String key : keys) {
                String what = key.startsWith(APP_ARMOR) ? "AppArmor annotations" : key.equals(MIRROR) ? "mirror pod annotation" : null;
                if (what != null && added != before.containsKey(key) && !Objects.equals(before.get(key), after.get(key))) {
                    problems.forbidden("metadata.annotations[" + key + "]", (added ? "may not add " : "may not remove or update ") + what);
                }
            }
        }
    }
}
