package dev.reconcile.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private final VirtualClock clock = new VirtualClock(1_000);
    private final Agenda agenda = new Agenda();
    private final List<String> done = new ArrayList<>();
    private final Simulation simulation = new Simulation(clock, agenda, List.of(new Actor() {
        @Override
        public String name() {
            return "worker";
        }

        @Override
        public void turn(Due due) {
            done.add(due.key() + "@" + clock.now());
        }
    }));

    @Test
    void work_is_done_in_the_order_of_its_time_and_then_of_asking() {
        agenda.add("worker", "late", 3_000, 0);
        agenda.add("worker", "first", 2_000, 0);
        agenda.add("worker", "second", 2_000, 0);

        simulation.runUntil(2_500, 100);

        assertThat(done).containsExactly("first@2000", "second@2000");
        assertThat(clock.now()).isEqualTo(2_500);
    }

    @Test
    void asking_again_for_the_same_key_moves_it_forward_but_never_back() {
        agenda.add("worker", "a", 5_000, 1);
        agenda.add("worker", "a", 2_000, 2);
        agenda.add("worker", "a", 9_000, 3);

        assertThat(agenda.entries()).singleElement().satisfies(due -> {
            assertThat(due.at()).isEqualTo(2_000);
            assertThat(due.cause()).isEqualTo(2);
        });
    }

    @Test
    void a_bound_on_steps_leaves_the_clock_at_the_last_of_them() {
        agenda.add("worker", "a", 1_100, 0);
        agenda.add("worker", "b", 1_200, 0);

        assertThat(simulation.runUntil(5_000, 1)).isEqualTo(1);
        assertThat(clock.now()).isEqualTo(1_100);
    }

    @Test
    void a_restored_agenda_goes_on_in_the_same_order() {
        agenda.add("worker", "b", 2_000, 0);
        agenda.add("worker", "a", 2_000, 0);
        Agenda other = new Agenda();
        other.restore(agenda.entries());
        other.add("worker", "c", 2_000, 0);

        assertThat(other.entries()).extracting(Due::key).containsExactly("b", "a", "c");
    }

    @Test
    void the_clock_never_goes_back() {
        clock.advanceTo(500);
        assertThat(clock.now()).isEqualTo(1_000);
    }
}
