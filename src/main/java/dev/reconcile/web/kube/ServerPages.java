package dev.reconcile.web.kube;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
import dev.reconcile.model.KubernetesVersion;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the server says of itself: its version, its health, its paths. */
final class ServerPages {
    private static final List<String> CHECKS = List.of("ping", "log", "etcd");

    private ServerPages() {}

    static Map<String, Object> version() {
        return Discovery.fields(
                "major", KubernetesVersion.MAJOR,
                "minor", KubernetesVersion.MINOR,
                "emulationMajor", KubernetesVersion.MAJOR,
                "emulationMinor", KubernetesVersion.MINOR,
                "gitVersion", KubernetesVersion.GIT,
                "gitCommit", "",
                "gitTreeState", "clean",
                "buildDate", "1970-01-01T00:00:00Z",
                "goVersion", "",
                "compiler", "",
                "platform", "linux/amd64");
    }

    /** {@code apiserver/pkg/server/healthz/healthz.go}. */
    static HttpReply health(String page, List<String> check, HttpCall call) {
        if (!check.isEmpty()) {
            return check.size() == 1 && CHECKS.contains(check.getFirst()) ? HttpReply.text(200, "ok") : HttpReply.noPage();
        }
        if (!call.query().containsKey("verbose")) {
            return HttpReply.text(200, "ok");
        }
        String checks = CHECKS.stream().map(name -> "[+]" + name + " ok\n").collect(Collectors.joining());
        return HttpReply.text(200, checks + page + " check passed\n");
    }

    static List<String> paths(Kinds kinds) {
        SortedSet<String> paths = new TreeSet<>(List.of("/api", "/api/v1", "/apis", "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"));
        for (Kind kind : kinds.served()) {
            if (!kind.group().isEmpty()) {
                paths.add("/apis/" + kind.group());
                paths.add("/apis/" + kind.group() + "/" + kind.version());
            }
        }
        return List.copyOf(paths);
    }
}
