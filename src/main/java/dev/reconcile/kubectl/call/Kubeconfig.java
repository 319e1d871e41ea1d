package dev.reconcile.kubectl.call;

import dev.reconcile.model.Json;
import dev.reconcile.model.Yaml;
import dev.reconcile.shell.Invocation;
import java.util.List;

/** The learner's kubeconfig: one cluster, one user, and contexts that may differ in their namespace. */
public record Kubeconfig(Json tree, String path) {
    public static final String CLUSTER = "reconcile";
    private static final String USER = "learner";
    private static final String SERVER = "https://127.0.0.1:6443";

    /** {@code $KUBECONFIG}, else {@code ~/.kube/config}; without such a file, what every cluster starts with. */
    public static Kubeconfig of(Invocation invocation) throws CommandFailure {
        String named = invocation.environment().getOrEmpty("KUBECONFIG");
        String home = invocation.environment().getOrEmpty("HOME");
        String path = invocation.path(named.isEmpty() ? home + "/.kube/config" : named);
        String text = invocation.files().content(path).orElse("");
        if (text.isBlank()) {
            return new Kubeconfig(initial(), path);
        }
        try {
            return new Kubeconfig(Yaml.parse(text).object(), path);
        } catch (Yaml.Malformed e) {
            throw CommandFailure.error("error loading config file \"" + path + "\": " + e.getMessage());
        }
    }

    private static Json initial() {
        return Json.of(
                "apiVersion", "v1",
                "kind", "Config",
                "preferences", Json.EMPTY,
                "current-context", CLUSTER,
                "clusters", List.of(Json.of("name", CLUSTER, "cluster", Json.of("server", SERVER))),
                "contexts", List.of(Json.of("name", CLUSTER, "context", Json.of("cluster", CLUSTER, "user", USER))),
                "users", List.of(Json.of("name", USER, "user", Json.of("token", "REDACTED"))));
    }

    public String currentContext() {
        return tree.textOrEmpty("current-context");
    }

    public List<Json> contexts() {
        return tree.objects("contexts");
    }

    public boolean hasContext(String name) {
        return contexts().stream().anyMatch(context -> name.equals(context.text("name")));
    }

    /** The named context's fields, or none. */
    public Json context(String name) {
        return contexts().stream()
                .filter(context -> name.equals(context.text("name")))
                .map(context -> context.object("context"))
                .findFirst()
                .orElse(Json.EMPTY);
    }

    public String namespace() {
        String namespace = context(currentContext()).textOrEmpty("namespace");
        return namespace.isEmpty() ? "default" : namespace;
    }

    /** Address of the current context's cluster; empty for none. */
    public String server() {
        String cluster = context(currentContext()).textOrEmpty("cluster");
        return tree.objects("clusters").stream().filter(entry -> cluster.equals(entry.text("name")))
                .map(entry -> entry.textOrEmpty("cluster", "server")).findFirst().orElse("");
    }

    public boolean has(String list, String name) {
        return tree.objects(list).stream().anyMatch(item -> name.equals(item.text("name")));
    }

    public Kubeconfig with(Json changed) {
        return new Kubeconfig(changed, path);
    }

    /** Writes it to the learner's files. */
    public void save(Invocation invocation) throws CommandFailure {
        invocation.files().makeDirectories(path.substring(0, Math.max(1, path.lastIndexOf('/'))));
        var problem = invocation.files().write(path, Yaml.print(tree));
        if (problem.isPresent()) {
            throw CommandFailure.error("open " + path + ": " + problem.get().text());
        }
    }
}
