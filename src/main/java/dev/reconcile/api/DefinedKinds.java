package dev.reconcile.api;

import dev.reconcile.model.KubeObject;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kinds that the CustomResourceDefinitions of a cluster make: a fold over the store, remembered per version of a definition. */
final class DefinedKinds {
    private static final String RESOURCE = "customresourcedefinitions.apiextensions.k8s.io";

    private final Optional<Kind> definition;
    private final View view;
    private Map<KubeObject, List<Kind>> made = new LinkedHashMap<>();
    private List<KubeObject> seen = List.of();
    private List<Kind> kinds = List.of();

    DefinedKinds(Kinds fixed, View view) {
        this.definition = fixed.resource(RESOURCE);
        this.view = view;
    }

    List<Kind> kinds() {
        List<KubeObject> objects = view.list(RESOURCE, "");
        if (!isSame(objects)) {
            Map<KubeObject, List<Kind>> now = new LinkedHashMap<>();
            List<Kind> all = new ArrayList<>();
            for (KubeObject object : objects) {
                List<Kind> own = made.containsKey(object) ? made.get(object) : definition.map(kind -> kind.rules().defines(object)).orElse(List.of());
                now.put(object, own);
                all.addAll(own);
            }
            made = now;
            seen = objects;
            kinds = List.copyOf(all);
        }
        return kinds;
    }

    private boolean isSame(List<KubeObject> objects) {
        if (objects.size() != seen.size()) {
            return false;
        }
        for (int i = 0; i < objects.size(); i++) {
            if (objects.get(i) != seen.get(i)) {
                return false;
            }
        }
        return true;
    }
}
