package dev.reconcile.exercise;

import dev.reconcile.model.Json;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All objects of a resource, as expressions see them: a list of those that are not Kubernetes' own, which are there for whoever names their namespace. */
final class Objects extends AbstractList<Map<String, Object>> {
    private static final String SYSTEM = "kube-";

    private final List<Map<String, Object>> all;
    private final List<Map<String, Object>> shown;

    Objects(List<Map<String, Object>> all) {
        this.all = all;
        this.shown = all.stream().filter(object -> !namespace(object).startsWith(SYSTEM)).toList();
    }

    /** The list as it is, or what has been filtered out of one. */
    @SuppressWarnings("unchecked")
    static Objects of(List<?> list) {
        return list instanceof Objects objects ? objects : new Objects((List<Map<String, Object>>) list);
    }

    @Override
    public Map<String, Object> get(int index) {
        return shown.get(index);
    }

    @Override
    public int size() {
        return shown.size();
    }

    /** Those of a namespace. */
    List<Map<String, Object>> in(String namespace) {
        return all.stream().filter(object -> namespace(object).equals(namespace)).toList();
    }

    /** The one of that name, in that namespace or in none. */
    Optional<Map<String, Object>> named(String namespace, String name) {
        return all.stream()
                .filter(object -> name.equals(json(object).text("metadata", "name")) && (namespace(object).isEmpty() || namespace(object).equals(namespace)))
                .findFirst();
    }

    private static String namespace(Map<String, Object> object) {
        return json(object).textOrEmpty("metadata", "namespace");
    }

    private static Json json(Map<String, Object> object) {
        return ((JsonMap) object).json();
    }
}
