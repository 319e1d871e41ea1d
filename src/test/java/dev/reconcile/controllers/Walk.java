package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Options;
import dev.reconcile.control.Plan;
import dev.reconcile.control.Reconciler;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.sim.Dice;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import dev.reconcile.store.EntryJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One walk of a workload through what people and machines do to it, by chance and at any time, and what must hold all the way. The same seed
 * walks the same way.
 */
abstract class Walk {
    /** The objects before a change, as the log tells it. */
    static final class Past {
        private final TreeMap<String, TreeMap<String, KubeObject>> objects = new TreeMap<>();

        Collection<KubeObject> all(String resource) {
            return objects.getOrDefault(resource, new TreeMap<>()).values();
        }

        Optional<KubeObject> get(String resource, String name) {
            return Optional.ofNullable(objects.getOrDefault(resource, new TreeMap<>()).get(name));
        }

        private void fold(Body.Change change) {
            TreeMap<String, KubeObject> kind = objects.computeIfAbsent(change.key().resource(), r -> new TreeMap<>());
            if (change.kind() == Body.ChangeKind.DELETED) {
                kind.remove(change.key().name());
            } else {
                kind.put(change.key().name(), change.after());
            }
        }
    }

    private static final int STEPS = 4;

    final long seed;
    final Dice dice;
    final Bench bench;

    Walk(long seed) {
        this.seed = seed;
        this.dice = new Dice(seed);
        this.bench = Bench.with(seed, 200 + dice.below(2500), 100 + dice.below(2500));
    }

    /** Creates the workload. */
    abstract void begin();

    /** Does something to it. */
    abstract void act();

    /** Takes away what would keep it from coming to rest. */
    abstract void calm();

    /** Looks at a change before it counts. */
    abstract void look(Entry entry, Body.Change change, Past past);

    /** Looks at the end. */
    abstract void rest();

    abstract Reconciler reconciler();

    abstract String resource();

    abstract String name();

    final Walk go() {
        begin();
        for (int i = 0; i < STEPS; i++) {
            bench.cluster().runUntil(bench.cluster().now() + dice.below(pace()));
            act();
        }
        calm();
        return this;
    }

    /** The longest time between two deeds, in milliseconds. */
    int pace() {
        return 5000;
    }

    final void check() {
        Past past = new Past();
        bench.since(0).forEach(entry -> {
            if (entry.body() instanceof Body.Change change) {
                look(entry, change, past);
                past.fold(change);
            }
        });
        rest();
        Plan again = reconciler().reconcile("default/" + name(), bench.view());
        assertThat(again.steps()).as("seed %d: a workload at rest is left alone", seed).isEmpty();
    }

    final List<String> lines() {
        return bench.since(0).map(entry -> EntryJson.write(entry).toString()).toList();
    }

    final String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            lines().forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The controller did this, not a person or a node. */
    final boolean isOurs(Entry entry) {
        return entry.actor().equals(reconciler().name());
    }

    static boolean isBirth(Body.Change change, String resource) {
        return change.kind() == Body.ChangeKind.ADDED && change.key().resource().equals(resource);
    }

    /** The change is the order to go. */
    static boolean isDismissal(Body.Change change) {
        boolean gone = change.kind() == Body.ChangeKind.DELETED && !change.before().isTerminating();
        return change.key().resource().equals("pods") && change.before() != null
                && (gone || change.kind() == Body.ChangeKind.MODIFIED && !change.before().isTerminating() && change.after().isTerminating());
    }

    final List<KubeObject> pods() {
        return bench.list("pods");
    }

    final void anyPod(Consumer<KubeObject> deed) {
        List<KubeObject> all = new ArrayList<>(pods());
        if (!all.isEmpty()) {
            deed.accept(all.get(dice.below(all.size())));
        }
    }

    /** A deed that can befall any workload's pods. */
    final void mishap() {
        switch (dice.below(3)) {
            case 0 -> anyPod(pod -> bench.delete("pods", pod.name(), Options.NONE));
            case 1 -> anyPod(this::fail);
            default -> anyPod(pod -> {
                if (!Pods.isFinished(pod) && Pods.isReady(pod)) {
                    bench.status("pods", pod, pod.status().with("conditions", List.of(Json.of("type", "Ready", "status", "False"))));
                }
            });
        }
    }

    final void fail(KubeObject pod) {
        if (!Pods.isFinished(pod) && !Pods.node(pod).isEmpty()) {
            bench.status("pods", pod, HollowNodes.ended("1", bench.cluster().now()));
        }
    }

    final KubeObject workload() {
        return bench.get(resource(), name());
    }

    final void change(UnaryOperator<KubeObject> change) {
        bench.change(resource(), name(), change);
    }

    static boolean isOwnedBy(KubeObject object, KubeObject owner) {
        return object.isControlledBy(owner.uid());
    }

}
