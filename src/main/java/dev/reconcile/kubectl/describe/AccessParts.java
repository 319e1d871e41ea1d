package dev.reconcile.kubectl.describe;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Descriptions of roles and of what binds them to people. */
final class AccessParts {
    /** What one line of a role's table allows; a rule has either a resource or a path. */
    private record Allowed(String group, String resource, String name, String path) {
        /** {@code deployments.apps/scale}. */
        String place() {
            String[] parts = resource.split("/", 2);
            return parts[0] + (group.isEmpty() ? "" : "." + group) + (parts.length == 2 ? "/" + parts[1] : "");
        }

        /** As upstream writes a rule when it sorts. */
        String sortedBy(List<String> verbs) {
            return "&PolicyRule{Verbs:" + go(verbs) + ",APIGroups:" + (path.isEmpty() ? "[" + group + "]" : "[]") + ",Resources:[" + resource
                    + "],ResourceNames:[" + name + "],NonResourceURLs:[" + path + "],}";
        }
    }

    private AccessParts() {}

    private static String go(List<String> words) {
        return "[" + String.join(" ", words) + "]";
    }

    static void role(Sheet sheet, KubeObject object) {
        sheet.line(0, "Name:\t%s", object.name());
        Describers.labels(sheet, object);
        sheet.line(0, "PolicyRule:")
                .line(1, "Resources\tNon-Resource URLs\tResource Names\tVerbs")
                .line(1, "---------\t-----------------\t--------------\t-----");
        Map<Allowed, List<String>> ofResources = new LinkedHashMap<>();
        Map<String, List<String>> lines = new TreeMap<>();
        for (Json rule : object.tree().objects("rules")) {
            for (String verb : rule.texts("verbs")) {
                resources(rule).forEach(allowed -> ofResources.computeIfAbsent(allowed, none -> new ArrayList<>()).add(verb));
                rule.texts("nonResourceURLs").forEach(path -> line(lines, new Allowed("", "", "", path), List.of(verb)));
            }
        }
        ofResources.forEach((allowed, verbs) -> line(lines, allowed, verbs));
        lines.values().forEach(same -> same.forEach(line -> sheet.line(1, "%s", line)));
    }

    /** Each resource of a rule by itself, with each name by itself. */
    private static List<Allowed> resources(Json rule) {
        List<String> names = rule.texts("resourceNames").isEmpty() ? List.of("") : rule.texts("resourceNames");
        List<Allowed> all = new ArrayList<>();
        for (String group : rule.texts("apiGroups")) {
            for (String resource : rule.texts("resources")) {
                names.forEach(name -> all.add(new Allowed(group, resource, name, "")));
            }
        }
        return all;
    }

    private static void line(Map<String, List<String>> lines, Allowed allowed, List<String> verbs) {
        lines.computeIfAbsent(allowed.sortedBy(verbs), none -> new ArrayList<>())
                .add("%s\t[%s]\t[%s]\t%s".formatted(allowed.place(), allowed.path(), allowed.name(), go(verbs)));
    }

    static void binding(Sheet sheet, KubeObject object) {
        sheet.line(0, "Name:\t%s", object.name());
        Describers.labels(sheet, object);
        sheet.line(0, "Role:")
                .line(1, "Kind:\t%s", object.tree().textOrEmpty("roleRef", "kind"))
                .line(1, "Name:\t%s", object.tree().textOrEmpty("roleRef", "name"));
        sheet.line(0, "Subjects:").line(1, "Kind\tName\tNamespace").line(1, "----\t----\t---------");
        for (Json subject : object.tree().objects("subjects")) {
            sheet.line(1, "%s\t%s\t%s", subject.textOrEmpty("kind"), subject.textOrEmpty("name"), subject.textOrEmpty("namespace"));
        }
    }
}
