package dev.reconcile.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.kinds.Requests;
import dev.reconcile.cluster.Cluster;
import dev.reconcile.cluster.StandardBlueprint;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.MergePatch;
import dev.reconcile.store.Body;
import dev.reconcile.store.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a client sends, the door answers, and what it refuses changes nothing. Set {@code fuzz.seed} and {@code fuzz.rounds} to go on elsewhere. */
class ApiFuzzTest {
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_126L);
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 6_000);
    private static final Caller LEARNER = Caller.learner(0);
    private static final Object[] ODD = {"", "x", "-1", "100%", "1e3", "0.5", "10Mi", "a b", "A", "앱", "*", "../..", 0L, -1L, 1L, 80L, 70_000L, 99_999_999_999L, 1.5,
        true, false, List.of(), Json.EMPTY, List.of("a", "a"), Json.of("a", "b"), List.of(Json.EMPTY), "2026-01-01T00:00:00Z", "999999999999999999999"};
    private static final String[] NAMES = {"name", "namespace", "labels", "spec", "status", "metadata", "replicas", "selector", "template", "$patch", "$retainKeys",
        "$setElementOrder/containers", "$deleteFromPrimitiveList/finalizers", "managedFields", "resourceVersion", "finalizers", "ownerReferences", "kind", "apiVersion"};
    private static final String[] SUBRESOURCES = {"", "", "", "", "", "", "status", "scale", "finalize", "ephemeralcontainers", "eviction", "binding", "token",
        "nothing"};

    private final Random random = new Random(SEED);
    private final Cluster cluster = Cluster.create(StandardBlueprint.INSTANCE, 3, 1_764_000_000_000L);
    private final List<Json> bodies = Requests.all();

    @Test
    void nothing_is_thrown_and_a_refusal_changes_nothing() {
        System.out.println("fuzz.seed=" + SEED + " fuzz.rounds=" + ROUNDS);
        int refused = 0;
        int done = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Request request = request();
            if (i % 50 == 0) {
                // What was let in must not break those who work with it.
                cluster.runUntil(cluster.now() + 2_000);
            }
            long before = cluster.log().position();
            Reply reply = send(i, request);
            if (reply instanceof Reply.Failed failed) {
                refused++;
                assertThat(failed.status().message()).as("round %d: %s", i, request).isNotNull();
                // A collection is deleted one by one, up to the first that cannot be.
                assertThat(request.verb() == Verb.DELETE_COLLECTION ? List.<Entry>of() : cluster.log().since(before)).as("round %d: %s answered %s", i, request, failed.status())
                        .extracting(Entry::body).noneMatch(Body.Change.class::isInstance);
            } else {
                done++;
            }
        }
        assertThat(refused).as("refused").isGreaterThan(ROUNDS / 10);
        assertThat(done).as("done").isGreaterThan(ROUNDS / 20);
    }

    private Reply send(int round, Request request) {
        try {
            Reply reply = cluster.request(request);
            if (reply instanceof Reply.Watching watching) {
                watching.watch().next();
            }
            return reply;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("fuzz.seed=" + SEED + ", round " + round + ": " + request, e);
        }
    }

    private Request request() {
        Json body = bodies.get(random.nextInt(bodies.size()));
        Kind kind = cluster.kinds().of(body.textOrEmpty("apiVersion"), body.textOrEmpty("kind")).orElseThrow();
        String namespace = kind.namespaced() ? "default" : "";
        List<KubeObject> there = cluster.view().list(kind.resource(), namespace);
        Verb verb = there.isEmpty() ? Verb.CREATE : Verb.values()[random.nextInt(Verb.values().length)];
        if (verb == Verb.CREATE && random.nextInt(4) > 0) {
            return Request.create(LEARNER, kind.resource(), namespace, mutated(body, 1 + random.nextInt(3) * random.nextInt(2)), options());
        }
        String subresource = SUBRESOURCES[random.nextInt(SUBRESOURCES.length)];
        Json live = there.isEmpty() ? body : there.get(random.nextInt(there.size())).tree();
        String name = random.nextInt(20) == 0 ? "nobody" : live.textOrEmpty("metadata", "name");
        boolean one = verb != Verb.LIST && verb != Verb.WATCH && verb != Verb.DELETE_COLLECTION;
        return new Request(LEARNER, verb, kind.resource(), namespace, one ? name : "", one ? subresource : "",
                verb == Verb.UPDATE || verb == Verb.CREATE ? mutated(live, random.nextInt(3)) : null, verb == Verb.PATCH ? patch(live) : null, options());
    }

    private Patch patch(Json live) {
        Patch.Type type = Patch.Type.values()[random.nextInt(Patch.Type.values().length)];
        Json changed = mutated(live, 1 + random.nextInt(3));
        return switch (type) {
            case JSON -> new Patch(type, random.nextInt(5) == 0 ? odd() : operations());
            case MERGE, STRATEGIC -> new Patch(type, random.nextInt(10) == 0 ? odd() : MergePatch.between(live, changed));
            case APPLY -> new Patch(type, random.nextInt(2) == 0 ? changed.withAt(null, "metadata", "managedFields") : mutated(Json.of(
                    "apiVersion", live.get("apiVersion"), "kind", live.get("kind"), "spec", live.get("spec")), random.nextInt(3)));
        };
    }

    private List<Object> operations() {
        List<Object> operations = new ArrayList<>();
        String[] verbs = {"add", "remove", "replace", "move", "copy", "test", "jump"};
        String[] paths = {"/spec/replicas", "/metadata/labels", "/metadata/labels/a", "/spec/template/spec/containers/0", "/spec/template/spec/containers/-", "/spec",
            "", "/", "/nope/x", "/metadata/name", "nope"};
        for (int i = 0; i <= random.nextInt(3); i++) {
            operations.add(Json.of("op", verbs[random.nextInt(verbs.length)], "path", paths[random.nextInt(paths.length)],
                    "from", paths[random.nextInt(paths.length)], "value", odd()));
        }
        return operations;
    }

    private Options options() {
        Options options = Options.NONE;
        Object[][] choices = {{"dryRun", List.of("All")}, {"fieldValidation", "Strict"}, {"fieldManager", "fuzz"}, {"force", true}, {"limit", 1L},
            {"continue", "abc"}, {"resourceVersion", "1"}, {"resourceVersionMatch", "Exact"}, {"labelSelector", "a=b,c in (d)"}, {"labelSelector", "a=="},
            {"fieldSelector", "metadata.name=x"}, {"fieldSelector", "spec.odd=1"}, {"propagationPolicy", "Foreground"}, {"propagationPolicy", "Odd"},
            {"gracePeriodSeconds", -5L}, {"orphanDependents", true}, {"preconditions", Json.of("uid", "other")}, {"sendInitialEvents", true},
            {"impersonateUser", "system:serviceaccount:default:default"}};
        for (int i = 0; i < random.nextInt(3); i++) {
            Object[] choice = choices[random.nextInt(choices.length)];
            options = options.with((String) choice[0], choice[1]);
        }
        return options;
    }

    private Object odd() {
        return ODD[random.nextInt(ODD.length)];
    }

    private Json mutated(Json json, int times) {
        Json changed = json;
        for (int i = 0; i < times; i++) {
            changed = (Json) mutated(changed, true);
        }
        return changed;
    }

    /** The value with one place in it changed. */
    private Object mutated(Object value, boolean root) {
        boolean deeper = root || random.nextInt(4) > 0;
        if (value instanceof Json json && !json.isEmpty() && deeper) {
            String name = json.names().get(random.nextInt(json.size()));
            return switch (random.nextInt(8)) {
                case 0 -> json.without(name);
                case 1 -> json.with(NAMES[random.nextInt(NAMES.length)], odd());
                default -> json.with(name, mutated(json.get(name), false));
            };
        }
        if (value instanceof List<?> list && !list.isEmpty() && deeper) {
            List<Object> items = new ArrayList<>(list);
            int at = random.nextInt(items.size());
            switch (random.nextInt(6)) {
                case 0 -> items.remove(at);
                case 1 -> items.add(items.get(at));
                default -> items.set(at, mutated(items.get(at), false));
            }
            return items;
        }
        return odd();
    }
}
