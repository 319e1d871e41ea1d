package dev.reconcile.kubectl.command;

import dev.reconcile.kubectl.call.CommandFailure;
import dev.reconcile.kubectl.call.Selection.Found;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonPath;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code --for} says. */
sealed interface WaitCondition {
    /** @param now the object; empty while there is none */
    boolean met(Optional<KubeObject> now, Found waited) throws CommandFailure;

    static WaitCondition parse(String text) throws CommandFailure {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("delete")) {
            return new Deleted();
        }
        if (lower.equals("create")) {
            return new Created();
        }
        if (text.startsWith("condition=")) {
            String[] halves = text.substring("condition=".length()).split("=", 2);
            return new HasCondition(halves[0], halves.length > 1 ? halves[1] : "true");
        }
        if (text.startsWith("jsonpath=")) {
            return jsonPath(split(text.substring("jsonpath=".length())));
        }
        throw CommandFailure.error("unrecognized condition: \"" + text + "\"");
    }

    private static WaitCondition jsonPath(List<String> halves) throws CommandFailure {
        if (halves.size() > 2) {
            throw CommandFailure.error("jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'");
        }
        String value = halves.size() == 2 ? halves.get(1).replaceAll("^['\"]+|['\"]+$", "") : "";
        if (halves.size() == 2 && value.isEmpty()) {
            throw CommandFailure.error("jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3");
        }
        if (halves.getFirst().isEmpty()) {
            throw CommandFailure.error("jsonpath expression cannot be empty");
        }
        try {
            return new HasValue(JsonPath.relaxed(halves.getFirst()), value);
        } catch (JsonPath.Bad e) {
            throw CommandFailure.error(e.getMessage());
        }
    }

    /** At single equals signs; a double one belongs to the expression. */
    private static List<String> split(String input) {
        List<String> parts = new ArrayList<>(List.of(""));
        for (int i = 0; i < input.length(); i++) {
            if (input.startsWith("==", i)) {
                parts.add(parts.removeLast() + "==");
                i++;
            } else if (input.charAt(i) == '=') {
                parts.add("");
            } else {
                parts.add(parts.removeLast() + input.charAt(i));
            }
        }
        return parts;
    }

    record Deleted() implements WaitCondition {
        @Override
        public boolean met(Optional<KubeObject> now, Found waited) {
            return now.isEmpty();
        }
    }

    record Created() implements WaitCondition {
        @Override
        public boolean met(Optional<KubeObject> now, Found waited) {
            return true;
        }
    }

    /** A status condition; one that was written for an older generation does not count. */
    record HasCondition(String type, String status) implements WaitCondition {
        @Override
        public boolean met(Optional<KubeObject> now, Found waited) throws CommandFailure {
            if (now.isEmpty()) {
                return false;
            }
            KubeObject object = now.get();
            for (Json condition : object.status().objects("conditions")) {
                if (type.equalsIgnoreCase(condition.textOrEmpty("type"))) {
                    long observed = condition.number("observedGeneration").or(() -> object.status().number("observedGeneration")).orElse(Long.MAX_VALUE);
                    return observed >= object.generation() && status.equalsIgnoreCase(condition.textOrEmpty("status"));
                }
            }
            return false;
        }
    }

    /** @param value empty for any */
    record HasValue(JsonPath path, String value) implements WaitCondition {
        @Override
        public boolean met(Optional<KubeObject> now, Found waited) throws CommandFailure {
            if (now.isEmpty()) {
                return false;
            }
            try {
                List<Object> found = path.values(now.get().tree());
                if (found.isEmpty()) {
                    return false;
                }
                if (found.size() > 1) {
                    throw CommandFailure.error("given jsonpath expression matches more than one value");
                }
                Object only = found.getFirst();
                if (value.isEmpty()) {
                    return true;
                }
                if (only instanceof Json || only instanceof List<?>) {
                    throw CommandFailure.error("jsonpath leads to a nested object or list which is not supported");
                }
                return only.toString().strip().equals(value.strip());
            } catch (JsonPath.Bad e) {
                throw CommandFailure.error(e.getMessage());
            }
        }
    }
}
