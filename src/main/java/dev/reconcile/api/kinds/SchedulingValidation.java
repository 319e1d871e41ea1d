package dev.reconcile.api.kinds;

import dev.reconcile.api.Problems;
import dev.reconcile.model.Json;
import dev.reconcile.model.Names;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a pod asks of nodes and of its neighbours ({@code ValidateTolerations}, {@code validateAffinity}, topology spread). */
final class SchedulingValidation {
    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
    private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";
    private static final List<String> EFFECTS = List.of("NoSchedule", "PreferNoSchedule", "NoExecute");
    private static final List<String> WHEN_UNSATISFIABLE = List.of("DoNotSchedule", "ScheduleAnyway");

    private static final List<String> NODE_POLICIES = List.of("Honor", "Ignore");

    private SchedulingValidation() {}

    static void tolerations(List<Json> tolerations, String path, Problems problems) {
        for (int i = 0; i < tolerations.size(); i++) {
            toleration(tolerations.get(i), path + "[" + i + "]", problems);
        }
    }

    private static void toleration(Json toleration, String path, Problems problems) {
        String key = toleration.textOrEmpty("key");
        String operator = toleration.textOrEmpty("operator");
        String effect = toleration.textOrEmpty("effect");
        String value = toleration.textOrEmpty("value");
        if (!key.isEmpty()) {
            Checks.wrong(Names.qualified(key), path + ".key", key, problems);
        } else if (!operator.equals("Exists")) {
            problems.invalid(path + ".operator", operator,
                    "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }
        if (toleration.has("tolerationSeconds") && !effect.equals("NoExecute")) {
            problems.invalid(path + ".effect", effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
        }
        switch (operator) {
            case "", "Equal" -> {
                List<String> wrong = Names.labelValue(value);
                if (!wrong.isEmpty()) {
                    problems.invalid(path + ".operator", value, String.join(";", wrong));
                }
            }
            case "Exists" -> {
                if (!value.isEmpty()) {
                    problems.invalid(path + ".operator", value, "value must be empty when `operator` is 'Exists'");
                }
            }
            default -> problems.notSupported(path + ".operator", operator, List.of("Equal", "Exists"));
        }
        if (!effect.isEmpty() && !EFFECTS.contains(effect)) {
            problems.notSupported(path + ".effect", effect, EFFECTS);
        }
    }

    /** Taints of a node ({@code validateNodeTaints}). */
    static void taints(List<Json> taints, String path, Problems problems) {
        Set<String> taken = new TreeSet<>();
        for (int i = 0; i < taints.size(); i++) {
            Json taint = taints.get(i);
            String here = path + "[" + i + "]";
            String key = taint.textOrEmpty("key");
            Checks.wrong(Names.qualified(key), here + ".key", key, problems);
            List<String> wrong = Names.labelValue(taint.textOrEmpty("value"));
            if (!wrong.isEmpty()) {
                problems.invalid(here + ".value", taint.textOrEmpty("value"), String.join(";", wrong));
            }
            Checks.oneOf(taint.textOrEmpty("effect"), EFFECTS, here + ".effect", problems);
            if (!taken.add(key + "/" + taint.textOrEmpty("effect"))) {
                problems.duplicate(here, taint, "taints must be unique by key and effect pair");
            }
        }
    }

    static void affinity(Json affinity, String path, Problems problems) {
        node(affinity.object("nodeAffinity"), path + ".nodeAffinity", problems);
        for (String side : List.of("podAffinity", "podAntiAffinity")) {
            pods(affinity.object(side), path + "." + side, problems);
        }
    }

    private static void node(Json affinity, String path, Problems problems) {
        if (affinity.has(REQUIRED)) {
            nodeSelector(affinity.object(REQUIRED), path + "." + REQUIRED, problems);
        }
        List<Json> preferred = affinity.objects(PREFERRED);
        for (int i = 0; i < preferred.size(); i++) {
            String here = path + "." + PREFERRED + "[" + i + "]";
            weight(preferred.get(i), here, problems);
            term(preferred.get(i).object("preference"), here + ".preference", false, problems);
        }
    }

    /** {@code ValidateNodeSelector}. */
    static void nodeSelector(Json selector, String path, Problems problems) {
        List<Json> terms = selector.objects("nodeSelectorTerms");
        if (terms.isEmpty()) {
            problems.required(path + ".nodeSelectorTerms", "must have at least one node selector term");
        }
        for (int i = 0; i < terms.size(); i++) {
            term(terms.get(i), path + ".nodeSelectorTerms[" + i + "]", true, problems);
        }
    }

    private static void weight(Json weighted, String path, Problems problems) {
        long weight = weighted.number(0, "weight");
        if (weight <= 0 || weight > 100) {
            problems.invalid(path + ".weight", weight, "must be in the range 1-100");
        }
    }

    private static void term(Json term, String path, boolean strict, Problems problems) {
        List<Json> expressions = term.objects("matchExpressions");
        for (int i = 0; i < expressions.size(); i++) {
            nodeRequirement(expressions.get(i), path + ".matchExpressions[" + i + "]", strict, problems);
        }
        List<Json> fields = term.objects("matchFields");
        for (int i = 0; i < fields.size(); i++) {
            nodeField(fields.get(i), path + ".matchFields[" + i + "]", problems);
        }
    }

    private static void nodeRequirement(Json requirement, String path, boolean strict, Problems problems) {
        List<String> values = requirement.texts("values");
        String operator = requirement.textOrEmpty("operator");
        switch (operator) {
            case "In", "NotIn" -> {
                if (values.isEmpty()) {
                    problems.required(path + ".values", "must be specified when `operator` is 'In' or 'NotIn'");
                }
            }
            case "Exists", "DoesNotExist" -> {
                if (!values.isEmpty()) {
                    problems.forbidden(path + ".values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                }
            }
            case "Gt", "Lt" -> {
                if (values.size() != 1) {
                    problems.required(path + ".values", "must be specified single value when `operator` is 'Lt' or 'Gt'");
                }
            }
            default -> problems.invalid(path + ".operator", operator, "not a valid selector operator");
        }
        Checks.wrong(Names.qualified(requirement.textOrEmpty("key")), path + ".key", requirement.textOrEmpty("key"), problems);
        for (int i = 0; strict && i < values.size(); i++) {
            Checks.wrong(Names.labelValue(values.get(i)), path + ".values[" + i + "]", values.get(i), problems);
        }
    }

    private static void nodeField(Json requirement, String path, Problems problems) {
        String operator = requirement.textOrEmpty("operator");
        if (!List.of("In", "NotIn").contains(operator)) {
            problems.invalid(path + ".operator", operator, "not a valid selector operator");
        } else if (requirement.texts("values").size() != 1) {
            problems.required(path + ".values", "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        }
        String key = requirement.textOrEmpty("key");
        if (!key.equals("metadata.name")) {
            problems.invalid(path + ".key", key, "not a valid field selector key");
            return;
        }
        List<String> names = requirement.texts("values");
        for (int i = 0; i < names.size(); i++) {
            Checks.wrong(Names.subdomain(names.get(i)), path + ".values[" + i + "]", names.get(i), problems);
        }
    }

    private static void pods(Json affinity, String path, Problems problems) {
        List<Json> required = affinity.objects(REQUIRED);
        for (int i = 0; i < required.size(); i++) {
            podTerm(required.get(i), path + "." + REQUIRED + "[" + i + "]", problems);
        }
        List<Json> preferred = affinity.objects(PREFERRED);
        for (int i = 0; i < preferred.size(); i++) {
            String here = path + "." + PREFERRED + "[" + i + "]";
            weight(preferred.get(i), here, problems);
            podTerm(preferred.get(i).object("podAffinityTerm"), here + ".podAffinityTerm", problems);
        }
    }

    private static void podTerm(Json term, String path, Problems problems) {
        Checks.selector(term.object("labelSelector"), path + ".labelSelector", problems);
        Checks.selector(term.object("namespaceSelector"), path + ".namespaceSelector", problems);
        for (String namespace : term.texts("namespaces")) {
            Checks.wrong(Names.label(namespace), path + ".namespace", namespace, problems);
        }
        labelKeys(term, path, problems);
        topologyKey(term, path, problems);
    }

    /** Keys whose values in the pod itself are to be the same, or others, in its neighbours. */
    private static void labelKeys(Json term, String path, Problems problems) {
        for (String list : List.of("matchLabelKeys", "mismatchLabelKeys")) {
            List<String> keys = term.texts(list);
            if (!keys.isEmpty() && !term.has("labelSelector")) {
                problems.forbidden(path + "." + list, "must not be specified when labelSelector is not set");
                continue;
            }
            for (int i = 0; i < keys.size(); i++) {
                Checks.wrong(Names.qualified(keys.get(i)), path + "." + list + "[" + i + "]", keys.get(i), problems);
            }
        }
        List<String> keys = term.texts("matchLabelKeys");
        for (int i = 0; i < keys.size(); i++) {
            if (term.texts("mismatchLabelKeys").contains(keys.get(i))) {
                problems.invalid(path + ".matchLabelKeys[" + i + "]", keys.get(i), "exists in both matchLabelKeys and mismatchLabelKeys");
            }
        }
    }

    private static void topologyKey(Json term, String path, Problems problems) {
        String key = term.textOrEmpty("topologyKey");
        if (key.isEmpty()) {
            problems.required(path + ".topologyKey", "can not be empty");
        }
        Checks.wrong(Names.qualified(key), path + ".topologyKey", key, problems);
    }

    static void spread(List<Json> constraints, String path, Problems problems) {
        for (int i = 0; i < constraints.size(); i++) {
            Json constraint = constraints.get(i);
            String here = path + "[" + i + "]";
            long skew = constraint.number(0, "maxSkew");
            if (skew <= 0) {
                problems.invalid(here + ".maxSkew", skew, "must be greater than zero");
            }
            String key = constraint.textOrEmpty("topologyKey");
            if (key.isEmpty()) {
                problems.required(here + ".topologyKey", "can not be empty");
            } else {
                Checks.wrong(Names.qualified(key), here + ".topologyKey", key, problems);
            }
            String when = constraint.textOrEmpty("whenUnsatisfiable");
            if (!WHEN_UNSATISFIABLE.contains(when)) {
                problems.notSupported(here + ".whenUnsatisfiable", when, WHEN_UNSATISFIABLE);
            }
            if (constraints.subList(i + 1, constraints.size()).stream().anyMatch(other ->
                    key.equals(other.textOrEmpty("topologyKey")) && when.equals(other.textOrEmpty("whenUnsatisfiable")))) {
                problems.duplicate(here + ".{topologyKey, whenUnsatisfiable}", "{" + key + ", " + when + "}");
            }
            minDomains(constraint, when, here + ".minDomains", problems);
            for (String policy : List.of("nodeAffinityPolicy", "nodeTaintsPolicy")) {
                if (constraint.has(policy) && !NODE_POLICIES.contains(constraint.textOrEmpty(policy))) {
                    problems.notSupported(here + "." + policy, constraint.textOrEmpty(policy), NODE_POLICIES);
                }
            }
            matchLabelKeys(constraint, here + ".matchLabelKeys", problems);
            Checks.selector(constraint.object("labelSelector"), here + ".labelSelector", problems);
        }
    }

    private static void minDomains(Json constraint, String when, String path, Problems problems) {
        if (!constraint.has("minDomains")) {
            return;
        }
        long least = constraint.number(0, "minDomains");
        if (least <= 0) {
            problems.invalid(path, least, "must be greater than zero");
        }
        if (!when.equals("DoNotSchedule")) {
            problems.invalid(path, least, "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not " + when);
        }
    }

    private static void matchLabelKeys(Json constraint, String path, Problems problems) {
        List<String> keys = constraint.texts("matchLabelKeys");
        Set<String> selected = new TreeSet<>(constraint.object("labelSelector", "matchLabels").names());
        constraint.objects("labelSelector", "matchExpressions").forEach(expression -> selected.add(expression.textOrEmpty("key")));
        if (!keys.isEmpty() && !constraint.has("labelSelector")) {
            problems.forbidden(path, "must not be specified when labelSelector is not set");
        }
        for (int i = 0; i < keys.size(); i++) {
            Checks.wrong(Names.qualified(keys.get(i)), path + "[" + i + "]", keys.get(i), problems);
            if (selected.contains(keys.get(i))) {
                problems.invalid(path + "[" + i + "]", keys.get(i), "exists in both matchLabelKeys and labelSelector");
            }
        }
    }
}
