package dev.reconcile.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.ObjectKey;
import dev.reconcile.sim.VirtualClock;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreTest {
    private static final ObjectKey WEB = new ObjectKey("pods", "default", "web");
    private static final Store.Writer ME = new Store.Writer("me", 7);

    private final Log log = new Log();
    private final VirtualClock clock = new VirtualClock(1_000);
    private final Store store = new Store(log, clock);

    private static KubeObject pod(String name) {
        return KubeObject.of("v1", "Pod", "default", name);
    }

    private KubeObject create(String name) {
        return ((Store.Outcome.Written) store.create(new ObjectKey("pods", "default", name), pod(name), ME)).object();
    }

    @Test
    void a_written_object_carries_the_position_of_its_change() {
        KubeObject made = create("web");

        assertThat(made.revision()).isEqualTo(1);
        assertThat(log.at(1)).satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo("me");
            assertThat(entry.cause()).isEqualTo(7);
            assertThat(entry.time()).isEqualTo(1_000);
            assertThat(entry.body()).isEqualTo(new Body.Change(Body.ChangeKind.ADDED, WEB, null, made));
        });
    }

    @Test
    void a_name_is_taken_only_once() {
        create("web");
        assertThat(store.create(WEB, pod("web"), ME)).isEqualTo(new Store.Outcome.Exists());
    }

    @Test
    void a_write_that_looked_at_an_older_version_is_refused_and_changes_nothing() {
        KubeObject first = create("web");
        store.update(WEB, first.withLabel("a", "1"), first.revision(), ME);

        assertThat(store.update(WEB, first.withLabel("a", "2"), first.revision(), ME)).isInstanceOf(Store.Outcome.Stale.class);
        assertThat(store.get(WEB).orElseThrow().label("a")).contains("1");
        assertThat(log.position()).isEqualTo(2);
    }

    @Test
    void writing_the_same_again_is_no_change() {
        KubeObject first = create("web");
        assertThat(store.update(WEB, pod("web"), 0, ME)).isEqualTo(new Store.Outcome.Written(first));
        assertThat(log.position()).isEqualTo(1);
    }

    @Test
    void lists_are_sorted_and_end_at_their_namespace() {
        create("b");
        create("a");
        store.create(new ObjectKey("pods", "default2", "c"), KubeObject.of("v1", "Pod", "default2", "c"), ME);

        assertThat(store.list("pods", "default")).extracting(KubeObject::name).containsExactly("a", "b");
        assertThat(store.list("pods", "")).extracting(KubeObject::name).containsExactly("a", "b", "c");
    }

    @Test
    void owners_and_nodes_find_their_objects_as_these_come_and_go() {
        KubeObject owner = pod("owner").with("u1", "metadata", "uid");
        KubeObject child = pod("web").withController(owner).with("n1", "spec", "nodeName");
        store.create(WEB, child, ME);
        assertThat(store.ownedBy("u1")).hasSize(1);
        assertThat(store.podsOn("n1")).hasSize(1);

        KubeObject now = store.get(WEB).orElseThrow();
        store.update(WEB, now.withoutOwner("u1").with("n2", "spec", "nodeName"), 0, ME);
        assertThat(store.ownedBy("u1")).isEmpty();
        assertThat(store.podsOn("n1")).isEmpty();
        assertThat(store.podsOn("n2")).hasSize(1);

        store.delete(WEB, store.get(WEB).orElseThrow(), ME);
        assertThat(store.podsOn("n2")).isEmpty();
    }

    @Test
    void folding_the_log_as_it_was_written_gives_the_same_objects() {
        KubeObject first = create("web");
        store.update(WEB, first.withStatus(Json.of("phase", "Running", "conditions", List.of(Json.of("type", "Ready")))), 0, ME);
        create("gone");
        store.delete(new ObjectKey("pods", "default", "gone"), pod("gone"), ME);
        log.append(2_000, "learner", 0, new Body.Act(Body.ActKind.COMMAND, "kubectl get pods", Json.EMPTY));
        log.append(2_000, "rs", 5, new Body.Decision("rs", "default/web", Json.of("pods", 1), Json.of("replicas", 2),
                List.of(new Body.Step("create", "Pod/web-*", Reason.of("replicaset.too-few", "want", 2)))));
        log.append(2_000, "learner", 5, new Body.Output(Body.Stream.ERR, "한글\n"));
        log.append(2_000, "learner", 5, new Body.FileChanged(Body.FileChangeKind.WRITTEN, "/a", "x", true));

        Log readLog = new Log();
        Store read = new Store(readLog, clock);
        for (Entry entry : log.since(0)) {
            Entry again = EntryJson.read(EntryJson.write(entry), read);
            readLog.restore(again);
            if (again.body() instanceof Body.Change change) {
                read.fold(change);
            }
        }

        assertThat(readLog.since(0)).isEqualTo(log.since(0));
        assertThat(read.list("pods", "")).isEqualTo(store.list("pods", ""));
    }
}
