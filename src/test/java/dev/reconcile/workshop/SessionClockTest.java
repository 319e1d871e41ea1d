package dev.reconcile.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The learner's clock: it moves only as far as something happens. */
class SessionClockTest {
    private final Rehearsal rehearsal = new Rehearsal(Exercises.read(Path.of("exercises")), "deployment-rollout", 1);
    private final Session session = rehearsal.session();

    private List<Entry> decisionsAfter(long position) {
        return session.entries(position, Integer.MAX_VALUE).stream().filter(entry -> entry.body() instanceof Body.Decision).toList();
    }

    @Test
    void where_nothing_ever_happens_neither_step_nor_next_moves_time() {
        long now = session.clock().now();
        assertThat(session.next().now()).isEqualTo(now);
        assertThat(session.step().now()).isEqualTo(now);
    }

    @Test
    void a_step_is_one_decision_and_stops_the_clock() {
        rehearsal.run("kubectl create deployment web --image=nginx:1.20 --replicas=2");
        long position = session.position();
        Session.ClockState after = session.step();
        assertThat(after.running()).isFalse();
        assertThat(decisionsAfter(position)).singleElement().extracting(Entry::actor).isEqualTo("deployment-controller");
        long second = session.position();
        session.step();
        assertThat(decisionsAfter(second)).hasSize(1);
    }

    @Test
    void next_jumps_to_the_next_instant_at_which_something_happens() {
        rehearsal.run("kubectl create deployment web --image=nginx:1.20");
        long now = session.clock().now();
        long position = session.position();
        assertThat(session.next().now()).isGreaterThan(now).isLessThan(now + 1_000);
        assertThat(session.entries(position, Integer.MAX_VALUE)).anyMatch(entry -> entry.body() instanceof Body.Change);
    }

    @Test
    void next_brings_a_sleeping_command_to_its_end() {
        assertThat(session.command("sleep 300")).isInstanceOf(Answer.Good.class);
        assertThat(session.busy()).isTrue();
        long now = session.clock().now();
        assertThat(session.next().now()).isEqualTo(now + 300_000);
        assertThat(session.busy()).isFalse();
    }

    @Test
    void time_follows_the_wall_at_the_chosen_speed_while_somebody_looks() {
        long now = session.clock().now();
        session.tick(1_000);
        session.tick(2_000);
        assertThat(session.clock().now()).isEqualTo(now + 1_000);
        session.speed(60);
        session.tick(3_000);
        assertThat(session.clock().now()).isEqualTo(now + 61_000);
        session.pause();
        session.tick(4_000);
        assertThat(session.clock().now()).isEqualTo(now + 61_000);
    }

    @Test
    void time_that_nobody_looked_at_is_not_caught_up_with() {
        session.tick(1_000);
        long now = session.clock().now();
        session.tick(1_000 + Limits.LOOKING_MILLIS + 1);
        assertThat(session.clock().now()).isEqualTo(now);
    }
}
