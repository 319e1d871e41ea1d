package dev.reconcile.api.kinds;

import dev.reconcile.model.Json;
import dev.reconcile.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Labels of nodes that have other names today ({@code pkg/api/node/util.go}). */
final class NodeLabels {
    private static final Map<String, String> DEPRECATED = new TreeMap<>();

    static {
        DEPRECATED.put("beta.kubernetes.io/arch", "deprecated since v1.14; use \"kubernetes.io/arch\" instead");
        DEPRECATED.put("beta.kubernetes.io/os", "deprecated since v1.14; use \"kubernetes.io/os\" instead");
        DEPRECATED.put("failure-domain.beta.kubernetes.io/region", "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead");
        DEPRECATED.put("failure-domain.beta.kubernetes.io/zone", "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead");
        DEPRECATED.put("beta.kubernetes.io/instance-type", "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead");
        DEPRECATED.put("app.kubernetes.io/created-by", "deprecated since v1.9");
        DEPRECATED.put("scheduler.alpha.kubernetes.io/preferAvoidPods", "deprecated since v1.22; use Taints and Tolerations instead");
        DEPRECATED.put("node-role.kubernetes.io/master", "use \"node-role.kubernetes.io/control-plane\" instead");
    }

    private NodeLabels() {}

    static Optional<String> deprecation(String label) {
        return Optional.ofNullable(DEPRECATED.get(label));
    }

    /** @param values whether values that no label can have are told, too */
    static List<String> term(Json term, boolean values, String path) {
        List<String> warnings = new ArrayList<>();
        List<Json> expressions = term.objects("matchExpressions");
        for (int i = 0; i < expressions.size(); i++) {
            String here = path + ".matchExpressions[" + i + "].";
            String key = expressions.get(i).textOrEmpty("key");
            deprecation(key).ifPresent(text -> warnings.add(here + "key: " + key + " is " + text));
            List<String> all = values ? expressions.get(i).texts("values") : List.of();
            for (int v = 0; v < all.size(); v++) {
                String value = all.get(v);
                String where = here + "values[" + v + "]: ";
                Names.labelValue(value).forEach(wrong -> warnings.add(where + value + " is invalid, " + wrong));
            }
        }
        return warnings;
    }
}
