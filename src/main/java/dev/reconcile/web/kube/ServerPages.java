package dev.reconcile.web.kube;

import java.util.List;
import java.util.stream.Collectors;

/** What the server says of its health. */
final class ServerPages {
    private static final List<String> CHECKS = List.of("ping", "log", "etcd");

    private ServerPages() {}

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
}
