package dev.reconcile.api.kinds;

import static dev.reconcile.api.kinds.CommonColumns.orNone;
import static dev.reconcile.api.kinds.CommonColumns.text;
import static dev.reconcile.api.kinds.CommonColumns.timed;
import static dev.reconcile.api.kinds.CommonColumns.wide;

import dev.reconcile.api.Column;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.List;

/** The table of pods ({@code printPod}). */
final class PodColumns {
    static final List<Column> ALL = List.of(
            CommonColumns.NAME,
            text("Ready", pod -> PodSummary.of(pod).readyText()),
            text("Status", pod -> PodSummary.of(pod).reason()),
            timed("Restarts", (pod, now) -> PodSummary.of(pod).restartsText(now)),
            CommonColumns.AGE,
            wide("IP", pod -> orNone(address(pod))),
            wide("Node", pod -> orNone(pod.spec().textOrEmpty("nodeName"))),
            wide("Nominated Node", pod -> orNone(pod.status().textOrEmpty("nominatedNodeName"))),
            wide("Readiness Gates", PodColumns::gates));

    private PodColumns() {}

    private static String address(KubeObject pod) {
        List<Json> addresses = pod.status().objects("podIPs");
        return addresses.isEmpty() ? "" : addresses.getFirst().textOrEmpty("ip");
    }

    private static String gates(KubeObject pod) {
        List<Json> gates = pod.spec().objects("readinessGates");
        long open = gates.stream().filter(gate -> CommonColumns.isTrue(pod, gate.textOrEmpty("conditionType"))).count();
        return gates.isEmpty() ? CommonColumns.NONE : open + "/" + gates.size();
    }
}
