package dev.reconcile.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Api;
import dev.reconcile.api.Caller;
import dev.reconcile.api.kinds.StandardKinds;
import dev.reconcile.model.KubeObject;
import dev.reconcile.sim.Dice;
import dev.reconcile.sim.VirtualClock;
import dev.reconcile.store.Log;
import dev.reconcile.store.Store;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsTest {
    private final VirtualClock clock = new VirtualClock(1_764_000_000_000L);
    private final Log log = new Log();
    private final Store store = new Store(log, clock);
    private final Api api = new Api(StandardKinds.registry(), store, log, clock, new Dice(1), List.of());
    private final EventFlood flood = new EventFlood();
    private final Events events = new Events(api, store, log, flood);
    private final KubeObject about = KubeObject.of("apps/v1", "ReplicaSet", "default", "web").with("the-uid", "metadata", "uid");

    private void happens(String message, int times) {
        for (int i = 0; i < times; i++) {
            events.record(new EventRecord(about, "Normal", "Tested", message), new Events.Source("tester", "", ""), Caller.controller("tester", 0));
            clock.advanceTo(clock.now() + 1000);
        }
    }

    private List<String> told() {
        return store.list("events", "default").stream().map(e -> e.tree().number(0, "count") + " " + e.tree().text("message")).toList();
    }

    @Test
    void the_same_event_again_is_counted() {
        happens("again", 3);
        happens("other", 1);
        assertThat(told()).containsExactly("3 again", "1 other");
    }

    @Test
    void from_the_tenth_message_on_similar_events_are_combined() {
        for (int i = 1; i <= 12; i++) {
            happens("pod " + i, 1);
        }
        assertThat(told()).hasSize(10).contains("1 pod 9", "3 (combined from similar events): pod 12");
    }

    @Test
    void old_messages_are_not_combined_with() {
        for (int i = 1; i <= 9; i++) {
            happens("pod " + i, 1);
        }
        clock.advanceTo(clock.now() + 700_000);
        happens("pod 10", 1);
        assertThat(told()).contains("1 pod 10");
    }

    @Test
    void a_flood_is_held_back_after_25_and_its_count_comes_with_the_next_that_passes() {
        happens("again", 100);
        assertThat(told()).containsExactly("25 again");
        clock.advanceTo(clock.now() + 300_000);
        happens("again", 1);
        assertThat(told()).containsExactly("101 again");
        happens("again", 10);
        assertThat(told()).containsExactly("101 again");
    }

    @Test
    void of_many_events_that_are_held_back_the_latest_are_remembered() {
        for (int i = 1; i <= 600; i++) {
            happens("pod " + i, 1);
            clock.advanceTo(clock.now() + 99_000);
        }
        List<String> held = flood.save().objects("floods").getFirst().objects("heldBack").stream().map(json -> json.text("event")).toList();
        assertThat(held).hasSize(256).contains("Tested/pod 599").doesNotContain("Tested/pod 100");
    }

    @Test
    void a_flood_goes_on_where_it_was_saved() {
        happens("again", 30);
        happens("other", 2);
        EventFlood restored = new EventFlood();
        restored.restore(flood.save());
        assertThat(restored.save()).isEqualTo(flood.save());
    }
}
