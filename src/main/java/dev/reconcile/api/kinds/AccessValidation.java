package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Names;
import java.util.List;

/** Roles and what binds them ({@code pkg/apis/rbac/validation/validation.go}). */
final class AccessValidation {
    private static final String GROUP = "rbac.authorization.k8s.io";
    private static final List<String> SUBJECTS = List.of("ServiceAccount", "User", "Group");

    private AccessValidation() {}

    static void role(KubeObject role, Problems problems) {
        boolean namespaced = role.kind().equals("Role");
        List<Json> rules = role.tree().objects("rules");
        for (int i = 0; i < rules.size(); i++) {
            rule(rules.get(i), namespaced, "rules[" + i + "]", problems);
        }
        if (!role.tree().has("aggregationRule")) {
            return;
        }
        List<Json> selectors = role.tree().objects("aggregationRule", "clusterRoleSelectors");
        if (selectors.isEmpty()) {
            problems.required("aggregationRule.clusterRoleSelectors", "at least one clusterRoleSelector required if aggregationRule is non-nil");
        }
        for (int i = 0; i < selectors.size(); i++) {
            Checks.selector(selectors.get(i), "aggregationRule.clusterRoleSelectors[" + i + "]", problems);
        }
    }

    private static void rule(Json rule, boolean namespaced, String path, Problems problems) {
        if (rule.list("verbs").isEmpty()) {
            problems.required(path + ".verbs", "verbs must contain at least one value");
        }
        List<String> urls = rule.texts("nonResourceURLs");
        if (!urls.isEmpty()) {
            if (namespaced) {
                problems.invalid(path + ".nonResourceURLs", urls, "namespaced rules cannot apply to non-resource URLs");
            }
            if (List.of("apiGroups", "resources", "resourceNames").stream().anyMatch(field -> !rule.list(field).isEmpty())) {
                problems.invalid(path + ".nonResourceURLs", urls, "rules cannot apply to both regular resources and non-resource URLs");
            }
            return;
        }
        if (rule.list("apiGroups").isEmpty()) {
            problems.required(path + ".apiGroups", "resource rules must supply at least one api group");
        }
        if (rule.list("resources").isEmpty()) {
            problems.required(path + ".resources", "resource rules must supply at least one resource");
        }
    }

    static void binding(KubeObject binding, Problems problems) {
        boolean namespaced = binding.kind().equals("RoleBinding");
        Json role = binding.tree().object("roleRef");
        if (!role.textOrEmpty("apiGroup").equals(GROUP)) {
            problems.notSupported("roleRef.apiGroup", role.textOrEmpty("apiGroup"), List.of(GROUP));
        }
        List<String> kinds = namespaced ? List.of("Role", "ClusterRole") : List.of("ClusterRole");
        if (!kinds.contains(role.textOrEmpty("kind"))) {
            problems.notSupported("roleRef.kind", role.textOrEmpty("kind"), kinds);
        }
        String name = role.textOrEmpty("name");
        if (name.isEmpty()) {
            problems.required("roleRef.name", "");
        } else {
            Checks.wrong(Names.pathSegment(name), "roleRef.name", name, problems);
        }
        List<Json> subjects = binding.tree().objects("subjects");
        for (int i = 0; i < subjects.size(); i++) {
            subject(subjects.get(i), namespaced, "subjects[" + i + "]", problems);
        }
    }

    private static void subject(Json subject, boolean namespaced, String path, Problems problems) {
        String name = subject.textOrEmpty("name");
        String group = subject.textOrEmpty("apiGroup");
        if (name.isEmpty()) {
            problems.required(path + ".name", "");
        }
        switch (subject.textOrEmpty("kind")) {
            case "ServiceAccount" -> {
                if (!name.isEmpty()) {
                    Checks.wrong(Names.subdomain(name), path + ".name", name, problems);
                }
                if (!group.isEmpty()) {
                    problems.notSupported(path + ".apiGroup", group, List.of(""));
                }
                if (!namespaced && subject.textOrEmpty("namespace").isEmpty()) {
                    problems.required(path + ".namespace", "");
                }
            }
            case "User", "Group" -> {
                if (!group.equals(GROUP)) {
                    problems.notSupported(path + ".apiGroup", group, List.of(GROUP));
                }
            }
            default -> problems.notSupported(path + ".kind", subject.textOrEmpty("kind"), SUBJECTS);
        }
    }

    static void bindingChange(KubeObject before, KubeObject after, Problems problems) {
        Json role = after.tree().object("roleRef");
        if (!before.tree().object("roleRef").equals(role)) {
            problems.invalid("roleRef", InternalTypes.shown("RoleRef", role), "cannot change roleRef");
        }
    }
}
