package dev.reconcile.api.access;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks through roles and their bindings ({@code plugin/pkg/auth/authorizer/rbac/rbac.go}). */
final class Authorizer {
    private static final String RBAC = ".rbac.authorization.k8s.io";

    /** What everybody who is known may do ({@code system:basic-user}, {@code system:discovery}). */
    private static final List<Json> EVERYBODY = List.of(
            Json.of("verbs", List.of("create"), "apiGroups", List.of("authentication.k8s.io"), "resources", List.of("selfsubjectreviews")),
            Json.of("verbs", List.of("create"), "apiGroups", List.of("authorization.k8s.io"),
                    "resources", List.of("selfsubjectaccessreviews", "selfsubjectrulesreviews")),
            Json.of("verbs", List.of("get"), "nonResourceURLs", List.of("/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi",
                    "/openapi/*", "/readyz", "/version", "/version/")));

    private static final Json EVERYTHING = Json.of("verbs", List.of("*"), "apiGroups", List.of("*"), "resources", List.of("*"));
    private static final Json EVERY_PATH = Json.of("verbs", List.of("*"), "nonResourceURLs", List.of("*"));

    /**
     * One question.
     *
     * @param resource with its subresource: {@code pods}, {@code pods/exec}
     * @param path of a request about no resource; empty otherwise
     */
    record Question(String verb, String group, String resource, String namespace, String name, String path) {}

    /** @param reason the binding that allows it; empty for none */
    record Answer(boolean allowed, String reason) {}

    /** A rule with the words by which it came to the user. */
    private record Granted(Json rule, String reason) {}

    private final View view;

    Authorizer(View view) {
        this.view = view;
    }

    Answer ask(User user, Question question) {
        if (user.mayEverything()) {
            return new Answer(true, "");
        }
        return granted(user, question.namespace()).stream()
                .filter(granted -> allows(granted.rule(), question))
                .findFirst()
                .map(granted -> new Answer(true, granted.reason()))
                .orElse(new Answer(false, ""));
    }

    /** All rules that hold for the user in the namespace. */
    List<Json> rules(User user, String namespace) {
        List<Json> rules = new ArrayList<>();
        if (user.mayEverything()) {
            rules.add(EVERYTHING);
            rules.add(EVERY_PATH);
        }
        granted(user, namespace).forEach(granted -> rules.add(granted.rule()));
        return rules;
    }

    private List<Granted> granted(User user, String namespace) {
        List<Granted> granted = new ArrayList<>();
        if (user.groups().contains("system:authenticated")) {
            EVERYBODY.forEach(rule -> granted.add(new Granted(rule, "")));
        }
        for (KubeObject binding : view.list("clusterrolebindings" + RBAC, "")) {
            subject(binding, user).ifPresent(subject -> add(binding, "ClusterRoleBinding \"" + binding.name() + "\"", subject, granted));
        }
        if (!namespace.isEmpty()) {
            for (KubeObject binding : view.list("rolebindings" + RBAC, namespace)) {
                subject(binding, user).ifPresent(subject ->
                        add(binding, "RoleBinding \"" + binding.name() + "/" + binding.namespace() + "\"", subject, granted));
            }
        }
        return granted;
    }

    /** The subject of the binding that the user is, in upstream's words. */
    private static Optional<String> subject(KubeObject binding, User user) {
        for (Json subject : binding.tree().objects("subjects")) {
            String name = subject.textOrEmpty("name");
            String namespace = subject.has("namespace") ? subject.textOrEmpty("namespace") : binding.namespace();
            switch (subject.textOrEmpty("kind")) {
                case "User" -> {
                    if (user.name().equals(name)) {
                        return Optional.of("User \"" + name + "\"");
                    }
                }
                case "Group" -> {
                    if (user.groups().contains(name)) {
                        return Optional.of("Group \"" + name + "\"");
                    }
                }
                case "ServiceAccount" -> {
                    if (user.name().equals(User.serviceAccount(namespace, name))) {
                        return Optional.of("ServiceAccount \"" + name + "/" + namespace + "\"");
                    }
                }
                default -> {
                    continue;
                }
            }
        }
        return Optional.empty();
    }

    private void add(KubeObject binding, String bound, String subject, List<Granted> granted) {
        Json reference = binding.tree().object("roleRef");
        boolean clusterRole = "ClusterRole".equals(reference.text("kind"));
        String name = reference.textOrEmpty("name");
        Optional<KubeObject> role = clusterRole
                ? view.get("clusterroles" + RBAC, "", name)
                : view.get("roles" + RBAC, binding.namespace(), name);
        String reason = "RBAC: allowed by %s of %s \"%s\" to %s".formatted(bound, reference.textOrEmpty("kind"), name, subject);
        role.ifPresent(found -> found.tree().objects("rules").forEach(rule -> granted.add(new Granted(rule, reason))));
    }

    private static boolean allows(Json rule, Question question) {
        if (!has(rule.texts("verbs"), question.verb())) {
            return false;
        }
        if (!question.path().isEmpty()) {
            return rule.texts("nonResourceURLs").stream().anyMatch(path -> path.equals(question.path())
                    || path.endsWith("*") && question.path().startsWith(path.substring(0, path.length() - 1)));
        }
        List<String> names = rule.texts("resourceNames");
        return has(rule.texts("apiGroups"), question.group())
                && resource(rule.texts("resources"), question.resource())
                && (names.isEmpty() || names.contains(question.name()));
    }

    private static boolean has(List<String> values, String value) {
        return values.contains("*") || values.contains(value);
    }

    private static boolean resource(List<String> resources, String resource) {
        int slash = resource.indexOf('/');
        return has(resources, resource) || slash > 0 && resources.contains("*" + resource.substring(slash));
    }
}
