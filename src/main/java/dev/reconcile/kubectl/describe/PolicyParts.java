package dev.reconcile.kubectl.describe;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The description of a network policy. */
final class PolicyParts {
    private static final DateTimeFormatter CREATED = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xx 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** What a direction is called in the lines of a rule. */
    private enum Direction {
        INGRESS("ingress", "from", "From", "source"),
        EGRESS("egress", "to", "To", "destination");

        private final String field;
        private final String peers;
        private final String word;
        private final String end;

        Direction(String field, String peers, String word, String end) {
            this.field = field;
            this.peers = peers;
            this.word = word;
            this.end = end;
        }
    }

    private PolicyParts() {}

    static void policy(Sheet sheet, KubeObject object) {
        Json spec = object.spec();
        Describers.head(sheet, object);
        sheet.line(0, "Created on:\t%s", Times.millis(object.metadata().text("creationTimestamp"))
                .map(millis -> CREATED.format(Instant.ofEpochMilli(millis))).orElse("<unset>"));
        Describers.labels(sheet, object);
        String pods = Describers.selector(spec.object("podSelector"));
        sheet.line(0, "Spec:").line(1, "PodSelector:     %s", pods.equals("<none>") ? "<none> (Allowing the specific traffic to all pods in this namespace)" : pods);
        List<String> types = spec.texts("policyTypes");
        rules(sheet, spec, Direction.INGRESS, types.isEmpty() || types.contains("Ingress"));
        rules(sheet, spec, Direction.EGRESS, types.contains("Egress"));
        sheet.line(1, "Policy Types: %s", types.isEmpty() ? "<none>" : String.join(", ", types));
    }

    private static void rules(Sheet sheet, Json spec, Direction direction, boolean affected) {
        if (!affected) {
            sheet.line(1, "Not affecting %s traffic", direction.field);
            return;
        }
        sheet.line(1, "Allowing %s traffic:", direction.field);
        List<Json> rules = spec.objects(direction.field);
        if (rules.isEmpty()) {
            sheet.line(2, "<none> (Selected pods are isolated for %s connectivity)", direction.field);
        }
        for (int i = 0; i < rules.size(); i++) {
            ports(sheet, rules.get(i).objects("ports"));
            peers(sheet, rules.get(i).objects(direction.peers), direction);
            if (i + 1 < rules.size()) {
                sheet.line(2, "----------");
            }
        }
    }

    private static void ports(Sheet sheet, List<Json> ports) {
        if (ports.isEmpty()) {
            sheet.line(2, "To Port: <any> (traffic allowed to all ports)");
        }
        for (Json port : ports) {
            String protocol = port.has("protocol") ? port.text("protocol") : "TCP";
            if (port.has("endPort")) {
                sheet.line(2, "To Port Range: %s-%d/%s", port.get("port"), port.number(0, "endPort"), protocol);
            } else {
                sheet.line(2, "To Port: %s/%s", port.has("port") ? port.get("port") : "<nil>", protocol);
            }
        }
    }

    private static void peers(Sheet sheet, List<Json> peers, Direction direction) {
        if (peers.isEmpty()) {
            sheet.line(2, "%s: <any> (traffic not restricted by %s)", direction.word, direction.end);
        }
        for (Json peer : peers) {
            sheet.line(2, "%s:", direction.word);
            if (peer.has("namespaceSelector")) {
                sheet.line(3, "NamespaceSelector: %s", Describers.selector(peer.object("namespaceSelector")));
            }
            if (peer.has("podSelector")) {
                sheet.line(3, "PodSelector: %s", Describers.selector(peer.object("podSelector")));
            }
            if (peer.has("ipBlock")) {
                sheet.line(3, "IPBlock:").line(4, "CIDR: %s", peer.textOrEmpty("ipBlock", "cidr"))
                        .line(4, "Except: %s", String.join(", ", peer.texts("ipBlock", "except")));
            }
        }
    }
}
