package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** ResourceQuotas ({@code ValidateResourceQuota}); resources in the order of their names, which upstream leaves to chance. */
final class QuotaValidation {
    private static final List<String> STANDARD = List.of("cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory",
            "requests.storage", "requests.ephemeral-storage", "limits.cpu", "limits.memory", "limits.ephemeral-storage", "pods",
            "resourcequotas", "services", "replicationcontrollers", "secrets", "persistentvolumeclaims", "configmaps",
            "services.nodeports", "services.loadbalancers");

    private static final List<String> PODS = List.of("pods");
    private static final List<String> OF_PODS =
            List.of("pods", "cpu", "memory", "limits.cpu", "limits.memory", "requests.cpu", "requests.memory");

    private static final List<String> SCOPES = List.of("Terminating", "NotTerminating", "BestEffort", "NotBestEffort", "PriorityClass",
            "CrossNamespacePodAffinity");
    private static final List<String> EXISTING =
            List.of("BestEffort", "NotBestEffort", "Terminating", "NotTerminating", "CrossNamespacePodAffinity");

    private QuotaValidation() {}

    static void check(KubeObject quota, Problems problems) {
        Json spec = quota.spec();
        amounts(spec.object("hard"), "spec.hard", problems);
        scopes(spec, problems);
        selector(spec, problems);
    }

    static void status(KubeObject before, KubeObject after, Problems problems) {
        for (String side : List.of("hard", "used")) {
            amounts(after.status().object(side), "status." + side, problems);
        }
    }

    private static void amounts(Json amounts, String field, Problems problems) {
        for (String name : amounts.names()) {
            String path = field + "[" + name + "]";
            name(name, path, problems);
            ResourceValidation.quantity(name, amounts.get(name), path, problems);
        }
    }

    private static void name(String name, String path, Problems problems) {
        ResourceValidation.name(name, path, problems);
        if (!name.contains("/") && !isStandard(name)) {
            problems.invalid(path, name, "must be a standard resource for quota");
        }
    }

    private static boolean isStandard(String name) {
        return STANDARD.contains(name) || name.startsWith("hugepages-") || name.startsWith("requests.hugepages-");
    }

    private static void scopes(Json spec, Problems problems) {
        List<String> scopes = spec.texts("scopes");
        for (String scope : scopes) {
            if (!SCOPES.contains(scope)) {
                problems.invalid("spec.scopes", scopes, "unsupported scope");
            }
            unrelated(scope, spec).forEach(name -> problems.invalid("spec.scopes", scopes, "unsupported scope applied to resource"));
        }
        conflicts(new TreeSet<>(scopes), scopes, "spec.scopes", problems);
    }

    /** What the quota counts although nothing of the kind can have the scope. */
    private static List<String> unrelated(String scope, Json spec) {
        List<String> related = scope.equals("BestEffort") ? PODS : OF_PODS;
        return !SCOPES.contains(scope) ? List.of()
                : spec.object("hard").names().stream().sorted().filter(name -> isStandard(name) && !related.contains(name)).toList();
    }

    private static void conflicts(Set<String> scopes, Object shown, String path, Problems problems) {
        for (List<String> pair : List.of(List.of("BestEffort", "NotBestEffort"), List.of("Terminating", "NotTerminating"))) {
            if (scopes.containsAll(pair)) {
                problems.invalid(path, shown, "conflicting scopes");
            }
        }
    }

    private static void selector(Json spec, Problems problems) {
        String path = "spec.scopeSelector.matchExpressions";
        Set<String> scopes = new TreeSet<>();
        for (Json requirement : spec.objects("scopeSelector", "matchExpressions")) {
            String scope = requirement.textOrEmpty("scopeName");
            if (!SCOPES.contains(scope)) {
                problems.invalid(path + ".scopeName", scope, "unsupported scope");
            }
            unrelated(scope, spec).forEach(name -> problems.invalid(path, InternalTypes.shown("ScopeSelector", spec.object("scopeSelector")),
                    "unsupported scope applied to resource"));
            requirement(requirement, scope, path, problems);
            scopes.add(scope);
        }
        conflicts(scopes, spec.has("scopes") ? spec.list("scopes") : Checks.NULL, path, problems);
    }

    private static void requirement(Json requirement, String scope, String path, Problems problems) {
        String operator = requirement.textOrEmpty("operator");
        List<String> values = requirement.texts("values");
        if (EXISTING.contains(scope) && !operator.equals("Exists")) {
            problems.invalid(path + ".operator", operator, "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating,"
                    + " ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or"
                    + " ResourceQuotaScopeCrossNamespacePodAffinity");
        }
        switch (operator) {
            case "In", "NotIn" -> {
                if (values.isEmpty()) {
                    problems.required(path + ".values", "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
                }
            }
            case "Exists", "DoesNotExist" -> {
                if (!values.isEmpty()) {
                    problems.invalid(path + ".values", values, "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
                }
            }
            default -> problems.invalid(path + ".operator", operator, "not a valid selector operator");
        }
    }

    static void change(KubeObject before, KubeObject after, Problems problems) {
        Set<String> old = new TreeSet<>(before.spec().texts("scopes"));
        if (!old.equals(new TreeSet<>(after.spec().texts("scopes")))) {
            problems.invalid("spec.scopes", after.spec().has("scopes") ? after.spec().list("scopes") : Checks.NULL, "field is immutable");
        }
    }
}
