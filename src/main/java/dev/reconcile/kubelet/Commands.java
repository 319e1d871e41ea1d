package dev.reconcile.kubelet;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.View;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
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
 * @param problem why it cannot be started, as upstream says it; empty if it can
 */
record Commands(List<String> words, SortedMap<String, String> variables, String problem) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([^)]*)\\)");

    static Commands of(KubeObject pod, Json container, Image image, ImageName imageName, String podIp, View view) {
        Reader reader = new Reader(pod, container, podIp, view);
        SortedMap<String, String> variables = new TreeMap<>(image.environment(imageName));
        reader.fill(variables);
        List<String> words = image.command(
                expanded(container.texts("command"), variables), expanded(container.texts("args"), variables));
        String problem = reader.problem;
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
        Matcher references = REFERENCE.matcher(text);
        return references.replaceAll(found -> Matcher.quoteReplacement(found.group(1) == null
                ? "$"
                : variables.getOrDefault(found.group(1), found.group())));
    }

    /** Reads {@code env} and {@code envFrom} in their order. */
    private static final class Reader {
        private final KubeObject pod;
        private final Json container;
        private final String podIp;
        private final View view;
        private String problem = "";

        private Reader(KubeObject pod, Json container, String podIp, View view) {
            this.pod = pod;
            this.container = container;
            this.podIp = podIp;
            this.view = view;
        }

        private void fill(SortedMap<String, String> variables) {
            for (Json from : container.objects("envFrom")) {
                String prefix = from.textOrEmpty("prefix");
                source(from.object("configMapRef"), "configmap").ifPresent(data -> data.forEach((k, v) -> variables.put(prefix + k, v)));
                source(from.object("secretRef"), "secret").ifPresent(data -> data.forEach((k, v) -> variables.put(prefix + k, v)));
            }
            Map<String, String> own = new TreeMap<>();
            for (Json variable : container.objects("env")) {
                String name = variable.textOrEmpty("name");
                value(variable, own).ifPresent(value -> {
                    own.put(name, value);
                    variables.put(name, value);
                });
            }
        }

        private Optional<String> value(Json variable, Map<String, String> before) {
            Json from = variable.object("valueFrom");
            if (from.has("fieldRef")) {
                return Optional.of(field(from.textOrEmpty("fieldRef", "fieldPath")));
            }
            if (from.has("resourceFieldRef")) {
                return Optional.of(resource(from.textOrEmpty("resourceFieldRef", "resource")));
            }
            if (from.has("configMapKeyRef")) {
                return key(from.object("configMapKeyRef"), "configmap", "ConfigMap");
            }
            if (from.has("secretKeyRef")) {
                return key(from.object("secretKeyRef"), "secret", "Secret");
            }
            return Optional.of(expand(variable.textOrEmpty("value"), before));
        }

        private Optional<String> key(Json reference, String resource, String kind) {
            Optional<Map<String, String>> data = source(reference, resource);
            String key = reference.textOrEmpty("key");
            if (data.isPresent() && !data.get().containsKey(key) && !reference.isTrue("optional")) {
                fail("couldn't find key %s in %s %s/%s".formatted(key, kind, pod.namespace(), reference.textOrEmpty("name")));
            }
            return data.map(values -> values.get(key));
        }

        /** The data of a ConfigMap or Secret; a missing one is a problem unless it is optional. */
        private Optional<Map<String, String>> source(Json reference, String resource) {
            if (reference.isEmpty()) {
                return Optional.empty();
            }
            String name = reference.textOrEmpty("name");
            Optional<KubeObject> found = view.get(resource + "s", pod.namespace(), name);
            if (found.isEmpty() && !reference.isTrue("optional")) {
                fail("%s \"%s\" not found".formatted(resource, name));
            }
            return found.map(object -> data(object, resource));
        }

        private static Map<String, String> data(KubeObject object, String resource) {
            Map<String, String> data = new TreeMap<>(object.tree().textMap("data"));
            if (resource.equals("secret")) {
                data.replaceAll((key, value) -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
            }
            return data;
        }

        private void fail(String text) {
            problem = problem.isEmpty() ? text : problem;
        }

        private String field(String path) {
            return switch (path) {
                case "metadata.name" -> pod.name();
                case "metadata.namespace" -> pod.namespace();
                case "metadata.uid" -> pod.uid();
                case "spec.nodeName" -> pod.spec().textOrEmpty("nodeName");
                case "spec.serviceAccountName" -> pod.spec().textOrEmpty("serviceAccountName");
                case "status.podIP", "status.podIPs" -> podIp;
                case "status.hostIP", "status.hostIPs" -> pod.status().textOrEmpty("hostIP");
                default -> subscript(path);
            };
        }

        private String subscript(String path) {
            Matcher form = Pattern.compile("metadata\\.(labels|annotations)\\['(.*)']").matcher(path);
            return form.matches() ? pod.metadata().textOrEmpty(form.group(1), form.group(2)) : "";
        }

        private String resource(String path) {
            List<String> parts = new ArrayList<>(List.of(path.split("\\.", 2)));
            Object amount = container.at("resources", parts.get(0), parts.size() > 1 ? parts.get(1) : "");
            return amount == null ? "0" : amount.toString();
        }
    }
}
