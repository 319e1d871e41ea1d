package dev.reconcile.control;

import dev.reconcile.api.Api;
import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.api.Status;
import dev.reconcile.api.Verb;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.sim.Actor;
import dev.reconcile.sim.Agenda;
import dev.reconcile.sim.Due;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import dev.reconcile.store.Log;
import dev.reconcile.store.Saveable;
import dev.reconcile.store.View;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reconcile runtime: wakes reconcilers by what the log says, applies their plans through the API, and records each decision before its
 * effects, so that every effect can name its cause.
 */
public final class Controllers {
    private record Interest(Reconciler reconciler, Watch watch) {}

    private final Api api;
    private final Log log;
    private final View view;
    private final Agenda agenda;
    private final EventFlood flood = new EventFlood();
    private final Events events;
    private final Map<String, List<Interest>> interests = new HashMap<>();
    private final List<Actor> actors = new ArrayList<>();
    private long observed;

    public Controllers(Api api, Log log, View view, Agenda agenda, List<Reconciler> reconcilers) {
        this.api = api;
        this.log = log;
        this.view = view;
        this.agenda = agenda;
        this.events = new Events(api, view, log, flood);
        reconcilers.forEach(this::add);
    }

    private void add(Reconciler reconciler) {
        for (Watch watch : reconciler.watches()) {
            interests.computeIfAbsent(watch.resource(), r -> new ArrayList<>()).add(new Interest(reconciler, watch));
        }
        actors.add(new Turn(reconciler));
    }

    /** What the runtime itself keeps outside the API. */
    public Saveable state() {
        return flood;
    }

    /** One actor per reconciler, for the simulation. */
    public List<Actor> actors() {
        return List.copyOf(actors);
    }

    /** Reads the log's news and puts the keys that they wake on the agenda. To be called after every write from outside. */
    public void observe() {
        while (observed < log.position()) {
            observed++;
            Entry entry = log.at(observed);
            if (entry.body() instanceof Body.Change change) {
                wake(entry, change);
            }
        }
    }

    /** Takes the log up to here as seen: what is due because of it is on the agenda already. */
    public void caughtUp() {
        observed = log.position();
    }

    private void wake(Entry entry, Body.Change change) {
        List<Interest> others = interests.getOrDefault(Watch.OTHERS, List.of());
        for (Interest interest : interests.getOrDefault(change.key().resource(), others)) {
            Reconciler reconciler = interest.reconciler();
            if (reconciler.ignoresOwnReports() && entry.actor().equals(reconciler.name()) && change.isReport()) {
                continue;
            }
            for (String key : interest.watch().keys().apply(change, view)) {
                long at = Math.max(entry.time() + reconciler.delay().millis(), interest.watch().notBefore().applyAsLong(change, view));
                agenda.add(reconciler.name(), key, at, entry.position());
            }
        }
    }

    private final class Turn implements Actor {
        private final Reconciler reconciler;

        private Turn(Reconciler reconciler) {
            this.reconciler = reconciler;
        }

        @Override
        public String name() {
            return reconciler.name();
        }

        @Override
        public void turn(Due due) {
            Plan plan = reconciler.reconcile(due.key(), view);
            boolean done = plan.steps().isEmpty() || apply(plan, due);
            observe();
            if (!done && reconciler.retries()) {
                long backOff = Math.min(reconciler.retry().millis() << Math.min(due.attempt(), 18), reconciler.retryMax().millis());
                agenda.add(name(), due.key(), view.now() + backOff, due.cause(), due.attempt() + 1);
            }
            plan.lookAgainAt().ifPresent(at -> agenda.add(name(), due.key(), Math.max(at, view.now() + 1), due.cause()));
        }

        private boolean apply(Plan plan, Due due) {
            List<Body.Step> steps = new ArrayList<>(plan.steps().size());
            plan.steps().forEach(step -> steps.add(logged(step)));
            Entry decision = log.append(view.now(), name(), due.cause(),
                    new Body.Decision(name(), due.key(), plan.saw(), plan.wanted(), Collections.unmodifiableList(steps)));
            return apply(plan.steps(), decision.position());
        }

        private static Body.Step logged(Plan.Step step) {
            return new Body.Step(step.intent().action(), step.intent().target(), step.reason());
        }

        private boolean apply(List<Plan.Step> steps, long cause) {
            for (Plan.Step step : steps) {
                Optional<Status> refused = perform(step.intent(), cause);
                if (refused.isPresent()) {
                    Status status = refused.get();
                    log.append(view.now(), name(), cause,
                            new Body.Refusal(step.intent().target(), status.code(), status.reason(), status.message()));
                    if (step.otherwise() != null) {
                        apply(step.otherwise().apply(status), cause);
                    }
                    return false;
                }
            }
            return true;
        }

        private Optional<Status> perform(Plan.Intent intent, long cause) {
            Caller caller = Caller.controller(name(), cause);
            return switch (intent) {
                case Plan.Intent.Create create -> refusal(
                        Request.create(caller, create.resource(), create.object().namespace(), create.object().tree(), Options.NONE));
                case Plan.Intent.Update update -> refusal(Request.update(caller, update.resource(), update.object(), Options.NONE));
                case Plan.Intent.SetStatus set -> setStatus(set, caller);
                case Plan.Intent.Delete delete -> refusal(Request.delete(caller, delete.key(), delete.options()));
                case Plan.Intent.Post post -> refusal(new Request(caller, Verb.CREATE, post.key().resource(), post.key().namespace(),
                        post.key().name(), post.subresource(), post.body(), null, Options.NONE));
                case Plan.Intent.Put put -> refusal(new Request(caller, Verb.UPDATE, put.key().resource(), put.key().namespace(),
                        put.key().name(), put.subresource(), put.body(), null, Options.NONE));
                case Plan.Intent.Event event -> {
                    events.record(event.event(), new Events.Source(reconciler.component(), reconciler.host(), reconciler.instance()), caller);
                    yield Optional.empty();
                }
                case Plan.Intent.Local local -> {
                    local.work().run();
                    yield Optional.empty();
                }
            };
        }

        private Optional<Status> setStatus(Plan.Intent.SetStatus set, Caller caller) {
            ObjectKey key = set.key();
            Optional<KubeObject> current = view.get(key);
            Json tree = current.map(object -> object.withStatus(set.status()).withAnnotations(set.annotations()).tree()).orElse(Json.EMPTY);
            return refusal(new Request(caller, Verb.UPDATE, key.resource(), key.namespace(), key.name(), "status", tree, null, Options.NONE));
        }

        private Optional<Status> refusal(Request request) {
            return api.handle(request) instanceof Reply.Failed failed ? Optional.of(failed.status()) : Optional.empty();
        }
    }
}
