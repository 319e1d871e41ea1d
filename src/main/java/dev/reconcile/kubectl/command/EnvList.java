package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.Call;
import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code kubectl set env --list}: the variables of an object's containers, with {@code --resolve} the values that they refer to
 * ({@code kubectl/pkg/cmd/set/env/env_resolve.go}).
 */
record EnvList(Call call, KubeObject object) {
    private static final Pattern SUBSCRIPT = Pattern.compile("(.+?)\\['(.*)'\\]");
    private static final List<String> RESOURCES = List.of("cpu", "memory", "ephemeral-storage");

    /** What could not be resolved is said on standard error, and shown as the reference that it is. */
    void print(Json container) {
        call.out().line("# %s %s, container %s".formatted(object.kind(), object.name(), container.textOrEmpty("name")));
        Map<String, TreeSet<String>> unresolved = new TreeMap<>();
        for (Json variable : container.objects("env")) {
            String name = variable.textOrEmpty("name");
            Json from = variable.object("valueFrom");
            if (from.isEmpty()) {
                call.out().line(name + "=" + variable.textOrEmpty("value"));
                continue;
            }
            if (call.flags().is("resolve")) {
                try {
                    call.out().line(name + "=" + value(from, container));
                    continue;
                } catch (CommandFailure failure) {
                    unresolved.computeIfAbsent(failure.getMessage(), message -> new TreeSet<>()).add(name);
                }
            }
            call.out().line("# " + name + " from " + reference(from));
        }
        unresolved.entrySet().stream().map(entry -> "error retrieving reference for " + String.join(", ", entry.getValue()) + ": " + entry.getKey())
                .sorted().forEach(call.err()::line);
    }

    private static String reference(Json from) {
        if (from.has("configMapKeyRef")) {
            return "configmap " + from.textOrEmpty("configMapKeyRef", "name") + ", key " + from.textOrEmpty("configMapKeyRef", "key");
        }
        if (from.has("secretKeyRef")) {
            return "secret " + from.textOrEmpty("secretKeyRef", "name") + ", key " + from.textOrEmpty("secretKeyRef", "key");
        }
        if (from.has("fieldRef")) {
            return "field path " + from.textOrEmpty("fieldRef", "fieldPath");
        }
        if (from.has("resourceFieldRef")) {
            String container = from.textOrEmpty("resourceFieldRef", "containerName");
            return "resource field " + (container.isEmpty() ? "" : container + "/") + from.textOrEmpty("resourceFieldRef", "resource");
        }
        return "invalid valueFrom";
    }

    private String value(Json from, Json container) throws CommandFailure {
        if (from.has("secretKeyRef")) {
            return new String(Base64.getDecoder().decode(data(from.object("secretKeyRef"), "secrets", "secret")), StandardCharsets.UTF_8);
        }
        if (from.has("configMapKeyRef")) {
            return data(from.object("configMapKeyRef"), "configmaps", "config map");
        }
        if (from.has("fieldRef")) {
            return field(from.textOrEmpty("fieldRef", "fieldPath"));
        }
        if (from.has("resourceFieldRef")) {
            return resource(from.object("resourceFieldRef"), container);
        }
        throw CommandFailure.error("invalid valueFrom");
    }

    private String data(Json reference, String resource, String called) throws CommandFailure {
        String name = reference.textOrEmpty("name");
        String key = reference.textOrEmpty("key");
        Json data = call.get(call.kind(resource), call.namespace(), name).tree().object("data");
        if (!data.has(key)) {
            throw CommandFailure.error("key %s not found in %s %s".formatted(key, called, name));
        }
        return data.textOrEmpty(key);
    }

    /** Of the workload, not of its pods. */
    private String field(String path) throws CommandFailure {
        Matcher subscript = SUBSCRIPT.matcher(path);
        if (subscript.matches()) {
            return switch (subscript.group(1)) {
                case "metadata.annotations" -> object.metadata().textOrEmpty("annotations", subscript.group(2));
                case "metadata.labels" -> object.metadata().textOrEmpty("labels", subscript.group(2));
                default -> throw CommandFailure.error("fieldPath \"" + path + "\" does not support subscript");
            };
        }
        return switch (path) {
            case "metadata.annotations", "metadata.labels" -> object.metadata().textMap(path.substring("metadata.".length())).entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + JsonText.compact(entry.getValue())).collect(Collectors.joining("\n"));
            case "metadata.name" -> object.name();
            case "metadata.namespace" -> object.namespace();
            case "metadata.uid" -> object.uid();
            default -> throw CommandFailure.error("unsupported fieldPath: " + path);
        };
    }

    /** In units of the divisor, rounded up; of the container that has the variable, whichever the reference names. */
    private static String resource(Json reference, Json container) throws CommandFailure {
        String resource = reference.textOrEmpty("resource");
        String[] parts = resource.split("\\.", 2);
        boolean known = parts.length == 2 && List.of("limits", "requests").contains(parts[0]) && (RESOURCES.contains(parts[1]) || parts[1].startsWith("hugepages-"));
        if (!known) {
            throw CommandFailure.error("Unsupported container resource : " + resource);
        }
        Object amount = container.at("resources", parts[0], parts[1]);
        if (amount == null) {
            return "0";
        }
        BigDecimal divisor = reference.has("divisor") ? Quantity.of(reference.get("divisor")).value() : BigDecimal.ZERO;
        return Quantity.of(amount).value().divide(divisor.signum() == 0 ? BigDecimal.ONE : divisor, 0, RoundingMode.CEILING).toPlainString();
    }
}
