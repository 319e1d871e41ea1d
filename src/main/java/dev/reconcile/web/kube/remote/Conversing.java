package dev.reconcile.web.kube.remote;

import dev.reconcile.api.Status;
import dev.reconcile.model.Json;
import dev.reconcile.workshop.Dialogue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Brings what a dialogue says to its client until one of them has ended. Runs on a thread of its own. */
final class Conversing {
    /** What a client hears. */
    interface Ear {
        void out(byte[] bytes);

        void err(byte[] bytes);

        /** @param status for the error channel */
        void end(Dialogue.Turn last, Json status);
    }

    private static final long LOOK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(30);

    private Conversing() {}

    static void run(Dialogue dialogue, Peer peer, Ear ear) {
        dialogue.listen(peer);
        try {
            while (peer.isThere()) {
                Dialogue.Turn turn = dialogue.take();
                if (!turn.out().isEmpty()) {
                    ear.out(turn.out().getBytes(StandardCharsets.UTF_8));
                }
                if (!turn.err().isEmpty()) {
                    ear.err(turn.err().getBytes(StandardCharsets.UTF_8));
                }
                if (turn.over()) {
                    ear.end(turn, status(turn));
                    return;
                }
                peer.awaitNews(LOOK_EVERY_NANOS);
            }
        } finally {
            dialogue.close();
        }
    }

    /** How it ended, as the kubelet tells it ({@code pkg/kubelet/server/remotecommand} of upstream's cri streaming). */
    private static Json status(Dialogue.Turn turn) {
        if (turn.failure().isPresent()) {
            return turn.failure().get().toJson();
        }
        if (turn.exitCode() == 0) {
            return Json.of("metadata", Json.EMPTY, "status", "Success");
        }
        String code = Integer.toString(turn.exitCode());
        return new Status(500, "NonZeroExitCode", "command terminated with non-zero exit code: exit status " + code,
                Json.of("causes", List.of(Json.of("reason", "ExitCode", "message", code)))).toJson().without("code");
    }
}
