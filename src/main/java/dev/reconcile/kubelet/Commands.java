package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a container is started with: its variables and the words of its command ({@code pkg/kubelet/kubelet_pods.go}, {@code makeEnvironmentVariables};
 * {@code third_party/forked/golang/expansion}).
 *
 * @param variables what the image sets, what Services there are, and what the specification says, the latter winning
 * @param problem why it cannot be started, as upstream says it; empty if it can
 */
record Commands(List<String> words, SortedMap<String, String> variables, String problem) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([^)]*)\\)");

    static Commands of(KubeObject pod, Json container, Image image, ImageName imageName, String podIp, View view) {
        Sources sources = new Sources(pod.namespace(), view);
        DownwardApi downward = new DownwardApi(pod, podIp, view.get("nodes", "", pod.spec().textOrEmpty("nodeName")));
        Map<String, String> given = new TreeMap<>(ServiceVariables.of(pod, view));
        fill(given, container, sources, downward);
        List<String> words = image.command(expanded(container.texts("command"), given), expanded(container.texts("args"), given));
        SortedMap<String, String> variables = new TreeMap<>(image.environment(imageName));
        variables.putAll(given);
        String problem = sources.problem();
        if (problem.isEmpty() && words.isEmpty()) {
            problem = "no command specified";
        }
        return new Commands(words, variables, problem);
    }

    private static List<String> expanded(List<String> words, Map<String, String> variables) {
        return words.stream().map(word -> expand(word, variables)).toList();
    }

    /** {@code $(NAME)} is replaced, {@code $$} is a dollar sign, unknown names stay as they are. */
    static String expand(String text, Map<String, String> variables) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        Matcher references = REFERENCE.matcher(text);
        return references.replaceAll(found -> Matcher.quoteReplacement(found.group(1) == null
                ? "$"
                : variables.getOrDefault(found.group(1), found.group())));
    }

    /** Reads {@code envFrom}, then {@code env}, each in its order. */
    private static void fill(Map<String, String> given, Json container, Sources sources, DownwardApi downward) {
        for (Json from : container.objects("envFrom")) {
            String prefix = from.textOrEmpty("prefix");
            whole(Sources.Kind.CONFIG_MAP, from.object("configMapRef"), sources).forEach((key, value) -> given.put(prefix + key, value));
            whole(Sources.Kind.SECRET, from.object("secretRef"), sources).forEach((key, value) -> given.put(prefix + key, value));
        }
        for (Json variable : container.objects("env")) {
            value(variable, given, container, sources, downward).ifPresent(value -> given.put(variable.textOrEmpty("name"), value));
        }
    }

    private static Map<String, String> whole(Sources.Kind kind, Json reference, Sources sources) {
        return reference.isEmpty() ? Map.of() : sources.all(kind, reference.textOrEmpty("name"), reference.isTrue("optional")).orElse(Map.of());
    }

    private static Optional<String> value(Json variable, Map<String, String> given, Json container, Sources sources, DownwardApi downward) {
        Json from = variable.object("valueFrom");
        if (from.has("fieldRef")) {
            return Optional.of(downward.field(from.textOrEmpty("fieldRef", "fieldPath")));
        }
        if (from.has("resourceFieldRef")) {
            return Optional.of(downward.resource(from.object("resourceFieldRef"), container));
        }
        if (from.has("configMapKeyRef")) {
            return sources.key(Sources.Kind.CONFIG_MAP, from.object("configMapKeyRef"));
        }
        if (from.has("secretKeyRef")) {
            return sources.key(Sources.Kind.SECRET, from.object("secretKeyRef"));
        }
        return Optional.of(expand(variable.textOrEmpty("value"), given));
    }
}
