package dev.reconcile.controllers;

import static dev.reconcile.controllers.Bench.image;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Options;
import dev.reconcile.control.Reconciler;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Pods of an ordered set come from the lowest and go from the highest, one after the other. */
final class StatefulSetWalk extends Walk {
    private final StatefulSetReconciler reconciler = new StatefulSetReconciler();

    StatefulSetWalk(long seed) {
        super(seed);
    }

    @Override
    Reconciler reconciler() {
        return reconciler;
    }

    @Override
    String resource() {
        return StatefulSetReconciler.RESOURCE;
    }

    @Override
    String name() {
        return "db";
    }

    @Override
    void begin() {
        KubeObject set = Given.yaml("""
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db, namespace: default}
                spec:
                  replicas: %d
                  serviceName: db
                  selector: {matchLabels: {app: db}}
                  template: {metadata: {labels: {app: db}}, spec: {containers: [{name: c, image: "db:0"}]}}
                  volumeClaimTemplates:
                  - {metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
                """.formatted(dice.below(5)));
        List<String> policies = List.of("Retain", "Delete");
        bench.create(set.with(dice.below(4) == 0 ? "Parallel" : "OrderedReady", "spec", "podManagementPolicy")
                .with(Json.of("whenScaled", policies.get(dice.below(2)), "whenDeleted", policies.get(dice.below(2))),
                        "spec", "persistentVolumeClaimRetentionPolicy"));
    }

    @Override
    void act() {
        switch (dice.below(9)) {
            case 0, 1 -> change(image("db:" + dice.below(3)));
            case 2, 3 -> change(s -> s.with((long) dice.below(5), "spec", "replicas"));
            case 4 -> change(s -> s.with((long) dice.below(4), "spec", "updateStrategy", "rollingUpdate", "partition"));
            case 5 -> change(image("db:nonexistent"));
            case 6 -> change(s -> s.with((long) dice.below(3), "spec", "ordinals", "start"));
            default -> mishap();
        }
    }

    /** An update that is broken halts until people delete the broken pods. */
    @Override
    void calm() {
        change(s -> image("db:last").apply(s).with(0L, "spec", "updateStrategy", "rollingUpdate", "partition"));
        for (int i = 0; i < 9; i++) {
            bench.after(40);
            pods().stream().filter(pod -> !Pods.isReady(pod)).forEach(pod -> bench.delete("pods", pod.name(), Options.NONE));
        }
        bench.after(60);
    }

    @Override
    void look(Entry entry, Body.Change change, Past past) {
        if (!isOurs(entry) || !change.key().resource().equals("pods")) {
            return;
        }
        KubeObject set = past.get(resource(), "db").orElseThrow();
        Ordinals ordinals = new Ordinals(set);
        TreeMap<Long, KubeObject> pods = new TreeMap<>();
        past.all("pods").forEach(pod -> pods.put(ordinals.of(pod), pod));
        boolean ordered = !"Parallel".equals(set.spec().text("podManagementPolicy"));
        long ordinal = ordinals.of(change.after() == null ? change.before() : change.after());
        if (isBirth(change, "pods")) {
            assertThat(ordinals.isWanted(ordinal)).as("seed %d: %s is wanted", seed, change.key().name()).isTrue();
            LongStream lower = ordered ? LongStream.range(ordinals.start(), ordinal) : LongStream.empty();
            assertThat(lower).as("seed %d: ordinals that are healthy before %s comes", seed, change.key().name())
                    .allMatch(n -> pods.containsKey(n) && Ordinals.isHealthy(pods.get(n)));
        } else if (isDismissal(change) && !Pods.isFinished(change.before())) {
            goes(change, ordinals, pods, ordinal, ordered);
        }
    }

    private void goes(Body.Change change, Ordinals ordinals, TreeMap<Long, KubeObject> pods, long ordinal, boolean ordered) {
        List<KubeObject> higher = pods.tailMap(ordinal, false).values().stream()
                .filter(pod -> ordinals.isWanted(ordinals.of(pod)) == ordinals.isWanted(ordinal)).toList();
        if (!ordinals.isWanted(ordinal)) {
            assertThat(ordered ? higher : List.of()).as("seed %d: pods that should have gone before %s", seed, change.key().name()).isEmpty();
            return;
        }
        assertThat(ordinal).as("seed %d: the partition keeps %s", seed, change.key().name()).isGreaterThanOrEqualTo(ordinals.start() + ordinals.partition());
        assertThat(higher).as("seed %d: pods above %s that have been updated", seed, change.key().name())
                .allMatch(Ordinals::isHealthy).noneMatch(pod -> Ordinals.revision(pod).equals(Ordinals.revision(change.before())));
    }

    @Override
    void rest() {
        Ordinals ordinals = new Ordinals(workload());
        List<String> names = LongStream.range(ordinals.start(), ordinals.end()).mapToObj(ordinals::name).toList();

        assertThat(pods()).as("seed %d", seed).extracting(KubeObject::name).containsExactlyElementsOf(names);
        assertThat(pods()).as("seed %d", seed).allMatch(Ordinals::isHealthy)
                .allMatch(pod -> pod.spec().objects("containers").getFirst().text("image").equals("db:last"));
        assertThat(workload().status().text("currentRevision")).as("seed %d", seed).isEqualTo(workload().status().text("updateRevision"));
        names.forEach(pod -> assertThat(bench.has(PodClaims.RESOURCE, "data-" + pod)).as("seed %d: the claim of %s", seed, pod).isTrue());
    }
}
