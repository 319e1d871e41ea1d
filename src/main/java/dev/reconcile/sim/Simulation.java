package dev.reconcile.sim;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs what is due, in order, and moves the clock along. */
public final class Simulation {
    private final VirtualClock clock;
    private final Agenda agenda;
    private final Map<String, Actor> actors = new HashMap<>();

    public Simulation(VirtualClock clock, Agenda agenda, List<? extends Actor> actors) {
        this.clock = clock;
        this.agenda = agenda;
        actors.forEach(this::add);
    }

    public void add(Actor actor) {
        if (actors.put(actor.name(), actor) != null) {
            throw new IllegalArgumentException("two actors are named " + actor.name());
        }
    }

    /** Runs the earliest due work. Empty if nothing is due, ever. */
    public Optional<Due> step() {
        Optional<Due> due = agenda.poll();
        due.ifPresent(this::run);
        return due;
    }

    private void run(Due due) {
        clock.advanceTo(due.at());
        Actor actor = actors.get(due.actor());
        if (actor == null) {
            throw new IllegalStateException("work is due for " + due.actor() + ", which does not exist");
        }
        actor.turn(due);
    }

    /**
     * Runs everything due up to and including {@code millis}, then sets the clock there.
     *
     * @param maxSteps stops early after so many pieces of work, with the clock at the last of them
     * @return the number of pieces of work done
     */
    public int runUntil(long millis, int maxSteps) {
        int steps = 0;
        while (agenda.peek().map(due -> due.at() <= millis).orElse(false)) {
            if (steps == maxSteps) {
                return steps;
            }
            step();
            steps++;
        }
        clock.advanceTo(millis);
        return steps;
    }
}
