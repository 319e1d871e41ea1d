package dev.reconcile.cluster;

import dev.reconcile.api.Api;
import dev.reconcile.api.Caller;
import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.control.Controllers;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.sim.Agenda;
import dev.reconcile.sim.Dice;
import dev.reconcile.sim.Due;
import dev.reconcile.sim.Simulation;
import dev.reconcile.sim.VirtualClock;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import dev.reconcile.store.EntryJson;
import dev.reconcile.store.Log;
import dev.reconcile.store.Saveable;
import dev.reconcile.store.Store;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * One simulated cluster: a plain single-threaded object in virtual time. The same seed and the same inputs give the same log, byte for byte.
 *
 * <p>Its state is the log (of which the objects are a fold) and a small tail: the clock, the agenda, the dice, and what its parts keep outside
 * the API. {@link #save} gives the tail; {@link #load} and {@link #fork} go on exactly where it was.
 */
public final class Cluster {
    /** How long before the learner arrives a cluster is set up, so that everything is running by then. Virtual milliseconds. */
    private static final long SET_UP_BEFORE = 60_000;

    /** The most pieces of work that one call runs before it stops and says so. */
    public static final int MAX_STEPS = 2_000_000;

    private static final String SETUP_ACTOR = "setup";

    private final Blueprint blueprint;
    private final VirtualClock clock;
    private final Dice dice;
    private final Agenda agenda = new Agenda();
    private final Log log = new Log();
    private final Store store;
    private final Api api;
    private final Controllers controllers;
    private final Simulation simulation;
    private final List<Saveable> saveables;

    private Cluster(Blueprint blueprint, Dice dice, long startMillis) {
        this.blueprint = blueprint;
        this.clock = new VirtualClock(startMillis);
        this.dice = dice;
        this.store = new Store(log, clock);
        this.api = new Api(blueprint.kinds(), store, log, clock, dice, blueprint.admissions());
        Blueprint.Built built = blueprint.build(api, store, agenda);
        this.saveables = built.saveables();
        this.controllers = new Controllers(api, log, store, agenda, built.reconcilers());
        this.simulation = new Simulation(clock, agenda, controllers.actors());
    }

    /** @param startMillis what the clock shows when the learner arrives, since the epoch */
    public static Cluster create(Blueprint blueprint, long seed, long startMillis) {
        long second = startMillis / 1000 * 1000;
        Cluster cluster = new Cluster(blueprint, new Dice(seed), second - SET_UP_BEFORE);
        for (KubeObject object : blueprint.initialObjects()) {
            cluster.setUp(object);
        }
        cluster.runUntil(second);
        return cluster;
    }

    private void setUp(KubeObject object) {
        Kind kind = api.kinds().of(object.apiVersion(), object.kind()).orElseThrow();
        Caller setup = Caller.controller(SETUP_ACTOR, 0);
        Reply reply = request(Request.create(setup, kind.resource(), object.namespace(), object.tree(), Options.NONE));
        if (reply instanceof Reply.Failed failed) {
            throw new IllegalStateException("the initial " + object + " was refused: " + failed.status().message());
        }
        if (kind.hasStatus() && !object.status().isEmpty()) {
            KubeObject made = ((Reply.One) reply).object();
            request(Request.update(setup, kind.resource(), made.withStatus(object.status()), Options.NONE).on("status"));
        }
    }

    /** A cluster that was saved: its whole log and the tail that belongs to the log's end. */
    public static Cluster load(Blueprint blueprint, List<Json> entries, Json tail) {
        Cluster cluster = new Cluster(blueprint, new Dice(0), 0);
        for (Json json : entries) {
            Entry entry = EntryJson.read(json, cluster.store);
            cluster.log.restore(entry);
            if (entry.body() instanceof Body.Change change) {
                cluster.store.fold(change);
            }
        }
        return cluster.resume(tail);
    }

    /** A second cluster with the same past, which goes its own way from here. */
    public Cluster fork() {
        Cluster fork = new Cluster(blueprint, new Dice(0), 0);
        fork.log.copy(log);
        fork.store.copy(store);
        return fork.resume(save());
    }

    private Cluster resume(Json tail) {
        clock.advanceTo(tail.number(0, "clock"));
        dice.restore(tail.number(0, "dice"));
        List<Due> due = new ArrayList<>();
        for (Json item : tail.objects("agenda")) {
            due.add(new Due(item.number(0, "at"), item.number(0, "order"), item.textOrEmpty("actor"), item.textOrEmpty("key"),
                    (int) item.number(0, "attempt"), item.number(0, "cause")));
        }
        agenda.restore(due);
        for (Saveable part : saveables) {
            part.restore(tail.object("parts", part.name()));
        }
        controllers.caughtUp();
        return this;
    }

    /** Everything that is not in the log. */
    public Json save() {
        Json parts = Json.EMPTY;
        for (Saveable part : saveables) {
            parts = parts.with(part.name(), part.save());
        }
        List<Json> due = agenda.entries().stream()
                .map(d -> Json.of("at", d.at(), "order", d.order(), "actor", d.actor(), "key", d.key(),
                        "attempt", d.attempt() == 0 ? null : d.attempt(), "cause", d.cause() == 0 ? null : d.cause()))
                .toList();
        return Json.of("clock", clock.now(), "dice", dice.state(), "agenda", due, "parts", parts);
    }

    public Reply request(Request request) {
        Reply reply = api.handle(request);
        controllers.observe();
        return reply;
    }

    /** Writes an entry of its own into the log: what a person did, what a command printed. */
    public Entry append(String actor, long cause, Body body) {
        return log.append(clock.now(), actor, cause, body);
    }

    public Log log() {
        return log;
    }

    public View view() {
        return store;
    }

    public Kinds kinds() {
        return api.kinds();
    }

    /** Virtual milliseconds since the epoch. */
    public long now() {
        return clock.now();
    }

    /** When something will happen next by itself. */
    public OptionalLong nextDue() {
        return agenda.peek().map(due -> OptionalLong.of(due.at())).orElse(OptionalLong.empty());
    }

    /** Does the next piece of work, whenever it is due. False if nothing ever is. */
    public boolean step() {
        return simulation.step().isPresent();
    }

    /** Works on until something new stands in the log. False if nothing more ever happens, or not within {@code withinMillis}. */
    public boolean stepVisibly(long withinMillis) {
        long before = log.position();
        long until = clock.now() + withinMillis;
        int steps = 0;
        while (log.position() == before && nextDue().orElse(Long.MAX_VALUE) <= until && steps++ < MAX_STEPS) {
            step();
        }
        return log.position() > before;
    }

    /** Runs everything due until then and sets the clock there. */
    public void runUntil(long millis) {
        if (simulation.runUntil(millis, MAX_STEPS) == MAX_STEPS) {
            throw new IllegalStateException("more than " + MAX_STEPS + " pieces of work before " + millis);
        }
    }

    /** Moves the clock without work in between, up to what is due next. */
    public void idleUntil(long millis) {
        clock.advanceTo(Math.min(millis, nextDue().orElse(millis)));
    }
}
