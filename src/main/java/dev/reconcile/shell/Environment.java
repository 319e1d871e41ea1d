package dev.reconcile.shell;

import dev.reconcile.model.Json;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a process inherits: exported variables, the working directory (absolute), the user and the host. */
public record Environment(SortedMap<String, String> variables, String directory, String user, String hostname) {
    public Environment {
        variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    }

    /** The learner's own: home {@code /home/learner}, which is also the working directory. */
    public static Environment ofLearner(String hostname) {
        return new Environment(new TreeMap<>(), Files.HOME, "learner", hostname)
                .with("HOME", Files.HOME)
                .with("USER", "learner")
                .with("SHELL", "/bin/bash")
                .with("TERM", "xterm-256color")
                .with("LANG", "C.UTF-8")
                .with("PATH", Programs.SEARCH_PATH);
    }

    /** A container's: working directory {@code /}, user root. */
    public static Environment ofContainer(String hostname) {
        SortedMap<String, String> variables = new TreeMap<>();
        variables.put("HOME", "/root");
        variables.put("HOSTNAME", hostname);
        variables.put("PATH", Programs.SEARCH_PATH);
        return new Environment(variables, "/", "root", hostname);
    }

    /** The variable's value, or null. */
    public String get(String name) {
        return variables.get(name);
    }

    public String getOrEmpty(String name) {
        return variables.getOrDefault(name, "");
    }

    public Environment with(String name, String value) {
        return withAll(Map.of(name, value));
    }

    /** Those variables beside, and instead of, its own. */
    public Environment withAll(Map<String, String> others) {
        SortedMap<String, String> changed = new TreeMap<>(variables);
        changed.putAll(others);
        return new Environment(changed, directory, user, hostname);
    }

    public Environment withVariables(SortedMap<String, String> others) {
        return new Environment(others, directory, user, hostname);
    }

    public Environment in(String otherDirectory) {
        return new Environment(variables, otherDirectory, user, hostname);
    }

    public Json save() {
        return Json.of("variables", variables, "directory", directory, "user", user, "hostname", hostname);
    }

    public static Environment restore(Json state) {
        return new Environment(new TreeMap<>(state.textMap("variables")), state.text("directory"), state.text("user"), state.text("hostname"));
    }
}
