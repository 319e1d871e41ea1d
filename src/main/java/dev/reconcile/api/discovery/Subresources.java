package dev.reconcile.api.discovery;

import dev.reconcile.api.Kind;
import java.util.List;

/**
 * A subresource as discovery names it.
 *
 * @param kind what is sent to it, or comes from it
 */
public record Subresources(String name, String group, String version, String kind, List<String> verbs) {
    private static final List<String> CHANGING = List.of("get", "patch", "update");
    private static final List<String> CONNECTING = List.of("create", "get");
    private static final List<String> CREATING = List.of("create");
    private static final List<String> PROXYING = List.of("create", "delete", "get", "patch", "update");

    public static List<Subresources> of(Kind kind) {
        return kind.subresources().stream().sorted().map(name -> of(kind, name)).toList();
    }

    private static Subresources of(Kind kind, String name) {
        return switch (name) {
            case "attach", "exec" -> own(kind, name, kind.kind() + (name.equals("exec") ? "Exec" : "Attach") + "Options", CONNECTING);
            case "portforward" -> own(kind, name, "PodPortForwardOptions", CONNECTING);
            case "proxy" -> own(kind, name, kind.kind() + "ProxyOptions", PROXYING);
            case "binding" -> own(kind, name, "Binding", CREATING);
            case "eviction" -> new Subresources(name, "policy", "v1", "Eviction", CREATING);
            case "token" -> new Subresources(name, "authentication.k8s.io", "v1", "TokenRequest", CREATING);
            case "scale" -> new Subresources(name, "autoscaling", "v1", "Scale", CHANGING);
            case "log" -> own(kind, name, kind.kind(), List.of("get"));
            case "finalize" -> own(kind, name, kind.kind(), List.of("update"));
            default -> own(kind, name, kind.kind(), CHANGING);
        };
    }

    private static Subresources own(Kind kind, String name, String sent, List<String> verbs) {
        return new Subresources(name, kind.group(), kind.version(), sent, verbs);
    }
}
