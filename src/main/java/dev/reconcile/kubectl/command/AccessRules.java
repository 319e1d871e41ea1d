package dev.reconcile.kubectl.command;

import dev.reconcile.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What somebody may do, one line for each resource and each path: what a review lists is taken apart, put together by resource, and sorted by verbs first
 * ({@code component-helpers/auth/rbac/validation}, and the order of a {@code PolicyRule}'s text).
 */
final class AccessRules {
    /** What is taken together: verbs of one resource of one group, or of one path. */
    private record Subject(List<String> groups, List<String> resources, List<String> names, List<String> paths) {
        /** How a rule with these verbs is written where rules are sorted. */
        String sorted(List<String> verbs) {
            return "Verbs:" + verbs + ",APIGroups:" + groups + ",Resources:" + resources + ",ResourceNames:" + names + ",NonResourceURLs:" + paths;
        }

        String line(List<String> verbs) {
            String resource = String.join("", resources) + (groups.isEmpty() || groups.getFirst().isEmpty() ? "" : "." + groups.getFirst());
            return resource + "\t" + shown(paths) + "\t" + shown(names) + "\t" + shown(verbs);
        }
    }

    private AccessRules() {}

    private static String shown(List<String> words) {
        return "[" + String.join(" ", words) + "]";
    }

    /** Cells divided by tabs: resource, paths, names, verbs. */
    static List<String> lines(Json review) {
        Map<Subject, List<String>> verbs = new LinkedHashMap<>();
        Map<String, String> lines = new TreeMap<>();
        for (Json rule : review.objects("resourceRules")) {
            List<String> names = rule.texts("resourceNames");
            for (String group : rule.texts("apiGroups")) {
                for (String resource : rule.texts("resources")) {
                    for (String name : names.isEmpty() ? List.of("") : names) {
                        Subject subject = new Subject(List.of(group), List.of(resource), name.isEmpty() ? List.of() : List.of(name), List.of());
                        verbs.computeIfAbsent(subject, none -> new ArrayList<>()).addAll(rule.texts("verbs"));
                    }
                }
            }
        }
        verbs.forEach((subject, all) -> lines.put(subject.sorted(all), subject.line(all)));
        for (Json rule : review.objects("nonResourceRules")) {
            for (String path : rule.texts("nonResourceURLs")) {
                for (String verb : rule.texts("verbs")) {
                    Subject subject = new Subject(List.of(), List.of(), List.of(), List.of(path));
                    lines.put(subject.sorted(List.of(verb)), subject.line(List.of(verb)));
                }
            }
        }
        return List.copyOf(lines.values());
    }
}
