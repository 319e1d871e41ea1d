package dev.reconcile.cluster;

import dev.reconcile.api.Api;
import dev.reconcile.api.Caller;
import dev.reconcile.api.Connecting;
import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.control.Controllers;
import dev.reconcile.kubelet.StreamReply;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.shell.Network;
import dev.reconcile.shell.Stdio;
import dev.reconcile.shell.World;
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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * One simulated cluster: a plain single-threaded object in virtual time. The same seed and the same inputs give the same log, byte for byte.
 *
 * <p>Its state is the log (of which the objects are a fold) and a small tail: the clock, the agenda, the dice, and what its parts keep outside
 * the API. {@link #save} gives the tail; {@link #load} and {@link #fork} go on exactly where it was.
 */
public final class Cluster {
    /** How long before the learner arrives a cluster is set up, so that everything is running by then. Virtual milliseconds. */
    public static final long SET_UP_BEFORE = 60_000;

    /** The most pieces of work that one call runs before it stops and says so. */
    public static final int MAX_STEPS = 2_000_000;

    private static final String SETUP_ACTOR = "setup";

    private final VirtualClock clock;
    private final Log log = new Log();
    private Blueprint blueprint;
    private Dice dice;
    private Agenda agenda;
    private Store store;
    private Api api;
    private Controllers controllers;
    private Simulation simulation;
    private List<Saveable> saveables;
    private Connecting connecting;
    private Blueprint.Connector connector;
    private Faults faults;
    private Network outside;

    private Cluster(Blueprint blueprint, Dice dice, long startMillis) {
        this.clock = new VirtualClock(startMillis);
        wire(blueprint, dice);
    }

    private void wire(Blueprint newBlueprint, Dice newDice) {
        blueprint = newBlueprint;
        dice = newDice;
        agenda = new Agenda();
        store = new Store(log, clock);
        api = new Api(blueprint.kinds(), store, log, clock, dice, blueprint.admissions());
        Blueprint.Built built = blueprint.build(api, store, agenda);
        connecting = new Connecting(blueprint.kinds(), store, log, clock);
        connector = built.connector();
        faults = built.faults();
        outside = built.outside();
        controllers = new Controllers(api, log, store, agenda, built.reconcilers());
        controllers.caughtUp();
        saveables = Stream.concat(built.saveables().stream(), Stream.of(controllers.state())).toList();
        simulation = new Simulation(clock, agenda, controllers.actors());
    }

    /** @param startMillis what the clock shows when the learner arrives, since the epoch */
    public static Cluster create(Blueprint blueprint, long seed, long startMillis) {
        long second = startMillis / 1000 * 1000;
        Cluster cluster = new Cluster(blueprint, new Dice(seed), second - SET_UP_BEFORE);
        cluster.setUp(second, 0);
        return cluster;
    }

    /**
     * Makes it a new cluster in which nothing has been done yet. The log and the clock go on: in the log, everything there was goes, and then
     * the new cluster's own objects come.
     *
     * @param cause position of the entry because of which it starts over
     * @param startMillis what the clock shows when the learner arrives; at least {@link #SET_UP_BEFORE} from now
     */
    public void startOver(Blueprint next, long cause, long startMillis) {
        for (String resource : List.copyOf(store.resources())) {
            for (KubeObject object : store.list(resource, "")) {
                ObjectKey key = new ObjectKey(resource, object.namespace(), object.name());
                store.delete(key, object, new Store.Writer(SETUP_ACTOR, cause));
            }
        }
        Dice before = dice;
        wire(next, new Dice(before.nextLong()));
        long second = startMillis / 1000 * 1000;
        clock.advanceTo(second - SET_UP_BEFORE);
        setUp(second, cause);
    }

    private void setUp(long arrival, long cause) {
        blueprint.initialObjects().forEach(object -> setUp(object, cause));
        runUntil(arrival);
    }

    private void setUp(KubeObject object, long cause) {
        Kind kind = api.kinds().of(object.apiVersion(), object.kind()).orElseThrow();
        Caller setup = Caller.controller(SETUP_ACTOR, cause);
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
        // What is due at one instant stands in the order in which it was asked for; the numbers themselves mean nothing.
        List<Due> due = new ArrayList<>();
        for (Json item : tail.objects("agenda")) {
            due.add(new Due(item.number(0, "at"), due.size(), item.textOrEmpty("actor"), item.textOrEmpty("key"),
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
                .map(d -> Json.of("at", d.at(), "actor", d.actor(), "key", d.key(),
                        "attempt", d.attempt() == 0 ? null : d.attempt(), "cause", d.cause() == 0 ? null : d.cause()))
                .toList();
        return Json.of("clock", clock.now(), "dice", dice.state(), "agenda", due, "parts", parts);
    }

    public Reply request(Request request) {
        Reply reply = api.handle(request);
        controllers.observe();
        return reply;
    }

    /**
     * Opens a streaming request: {@code pods/exec}, {@code pods/attach}, {@code pods/portforward}, and {@code pods/log} as a stream. One door for every
     * client, in this process or behind a protocol.
     *
     * <p>The request is a GET on the subresource whose options are the API's own parameters ({@code PodExecOptions} and so on): {@code container},
     * {@code command} (a list of words), {@code stdin}, {@code stdout}, {@code stderr}, {@code tty}; {@code ports} (one number; one connection of many is
     * one request); {@code follow}, {@code tailLines} and the others of {@code PodLogOptions}. Values may be typed or the words of a query string. A
     * person's request is logged as a read of {@code pods/exec}.
     *
     * <p>{@link StreamReply.Refused} is the API's answer in place of a stream. {@link StreamReply.Open} has a conversation that nobody but the caller gives its
     * turns: call {@code advance} again whenever what its answer waits for has happened (virtual time reached, anything new in the log, input), after
     * everything that is due in the cluster by then. After {@code Exited}, {@code failure()} is the {@code Status} for the error channel if there is one, and
     * otherwise the exit code is the command's (0 for attach, logs and port-forward).
     *
     * <p>What a client types is written to {@code io.in()}: text as it comes after line editing. {@code Pipe.endOnce} is Ctrl-D in a terminal,
     * {@code Pipe.closeWriter} the end of what is piped in. {@code signal(INT)} and {@code signal(QUIT)} are the keys of a terminal; {@code signal(HUP)} says
     * that the client is gone: an attached container runs on without it (and finds its input at the end if it has {@code stdinOnce}), a command started by
     * exec ends. With {@code tty}, everything is written to {@code io.out()} and the process asks {@code world.terminal()} for the window's size. A client
     * whose terminal is in raw mode needs a line discipline in between, see {@link dev.reconcile.shell.RawTerminal}. For a port, {@code io.in()} and
     * {@code io.out()} carry the bytes of one connection and {@code io.err()} says why it failed.
     *
     * @param world the client's: virtual time, and its terminal where it has one
     */
    public StreamReply connect(Request request, Stdio io, World world) {
        StreamReply answer = switch (connecting.target(request)) {
            case Connecting.Target.Found found -> connector.connect(request, found.object(), io, world);
            case Connecting.Target.Refused refused -> new StreamReply.Refused(refused.status());
        };
        controllers.observe();
        return answer;
    }

    /**
     * Lets something go wrong, or makes it good again. It stands in the log as an act of its own, and what follows names it as its cause.
     *
     * @param actor who wants it: {@code exercise}, {@code instructor}, {@code learner}
     * @return why it cannot happen here, such as a node that does not exist; empty when it has happened
     */
    public Optional<Status> fault(String actor, Fault fault) {
        Optional<Status> problem = faults.problem(fault);
        if (problem.isEmpty()) {
            Entry act = append(actor, 0, new Body.Act(Body.ActKind.FAULT, fault.text(), fault.details()));
            faults.cause(fault, act.position());
            controllers.observe();
        }
        return problem;
    }

    /** What a machine beside the nodes can reach: their addresses and node ports. */
    public Network outside() {
        return outside;
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
