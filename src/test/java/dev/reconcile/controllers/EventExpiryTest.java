package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.kubelet.Lab;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Times;
import dev.reconcile.store.Body;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventExpiryTest {
    private static final long HOUR = 3_600_000;
    private final Lab lab = Lab.standard();

    private static List<Json> about(Lab lab, String name) {
        return lab.cluster().view().list("events", "default").stream().map(KubeObject::tree)
                .filter(event -> name.equals(event.text("involvedObject", "name"))).toList();
    }

    @Test
    void every_event_goes_within_a_minute_of_the_hour_after_it_was_last_written() {
        lab.pod("crashing", "busybox:1.36", "command: [sh, -c, 'sleep 70; false']").after("3h");

        List<Body.Change> changes = lab.cluster().log().since(0).stream().map(entry -> entry.body())
                .filter(body -> body instanceof Body.Change change && change.key().resource().equals("events")
                        && change.key().namespace().equals("default") && change.kind() == Body.ChangeKind.DELETED)
                .map(body -> (Body.Change) body).toList();
        assertThat(changes).isNotEmpty().allSatisfy(change -> {
            long gone = lab.cluster().log().at(change.after().revision()).time();
            long written = Times.millis(change.before().tree().text("lastTimestamp")).orElseThrow();
            assertThat(gone - written).isBetween(HOUR, HOUR + 60_000);
        });
        assertThat(about(lab, "crashing")).extracting(event -> event.text("reason")).contains("BackOff").doesNotContain("Scheduled");
        assertThat(about(lab, "crashing")).allSatisfy(event ->
                assertThat(lab.cluster().now() - Times.millis(event.text("lastTimestamp")).orElseThrow()).isLessThan(HOUR + 60_000));
    }

    @Test
    void a_cluster_that_was_read_again_forgets_the_same_events_at_the_same_times() {
        lab.pod("box", "busybox:1.36", "command: [sleep, '9999']").after("50m");
        Lab again = lab.reloaded();
        assertThat(about(again, "box")).isNotEmpty();
        lab.after("11m");
        again.after("11m");
        assertThat(about(lab, "box")).isEmpty();
        assertThat(again.cluster().view().list("events", "")).isEqualTo(lab.cluster().view().list("events", ""));
        assertThat(again.cluster().log().position()).isEqualTo(lab.cluster().log().position());
    }
}
