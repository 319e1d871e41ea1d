package dev.reconcile.controllers.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.Pods;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The entries of upstream's conformance suite about DaemonSets and their revisions, by their names there. */
class DaemonSetConformanceTest {
    private static final String SETS = "daemonsets.apps";
    private static final String REVISIONS = "controllerrevisions.apps";
    private static final String DS = "daemonset-name=ds";

    /** Workers of the standard cluster; the control plane's node is tainted. */
    private static final int NODES = 3;

    private final Candidate candidate = new Candidate();

    private void ds(String pod) {
        candidate.create("""
                apiVersion: apps/v1
                kind: DaemonSet
                metadata: {name: ds, labels: {daemonset-name: ds}}
                spec:
                  selector: {matchLabels: {daemonset-name: ds}}
                  template:
                    metadata: {labels: {daemonset-name: ds}}
                    spec: {terminationGracePeriodSeconds: 1, containers: [{name: c, image: "nginx:1.20"}]%s}
                """.formatted(pod));
    }

    /** So many daemons run as are wanted, on as many nodes, and the status says so. */
    private void runs(int count) {
        candidate.untilReady(DS, count);
        assertThat(candidate.pods(DS).stream().filter(Pods::isActive).map(Pods::node)).hasSize(count).doesNotHaveDuplicates();
        candidate.until("the status says so", () -> {
            Json status = candidate.get(SETS, "ds").status();
            return List.of("desiredNumberScheduled", "currentNumberScheduled", "numberReady").stream().allMatch(field -> status.number(-1, field) == count);
        });
    }

    /** All pods belong to the newest revision, which has that number. */
    private String revision(long number) {
        KubeObject newest = candidate.list(REVISIONS, DS).stream().max(Comparator.comparingLong(each -> each.tree().number(0, "revision"))).orElseThrow();
        assertThat(newest.tree().number("revision")).contains(number);
        String hash = newest.labels().get("controller-revision-hash");
        assertThat(candidate.pods(DS)).allMatch(pod -> hash.equals(pod.labels().get("controller-revision-hash")));
        return hash;
    }

    private void image(String image) {
        candidate.patch(SETS, "ds", Json.of("spec", Json.of("template", Json.of("spec", Json.of("containers", List.of(Json.of("name", "c", "image", image)))))));
    }

    @Test
    @DisplayName("[sig-apps] ControllerRevision [Serial] should manage the lifecycle of a ControllerRevision [Conformance]")
    void controller_revisions() {
        ds("");
        candidate.untilReady(DS, NODES);
        KubeObject first = candidate.list(REVISIONS, DS).getFirst();
        assertThat(candidate.list(REVISIONS, DS)).hasSize(1);
        candidate.patch(REVISIONS, first.name(), Json.of("metadata", Json.of("labels", Json.of(first.name(), "patched"))));
        assertThat(candidate.get(REVISIONS, first.name()).labels()).containsEntry(first.name(), "patched");

        KubeObject second = candidate.create(new KubeObject(Json.of("apiVersion", "apps/v1", "kind", "ControllerRevision",
                "metadata", Json.of("name", "ds-second", "labels", Json.of("daemonset-name", "ds"), "ownerReferences", first.ownerReferences()),
                "data", first.tree().get("data"), "revision", first.tree().number(0, "revision") + 1)));
        assertThat(candidate.list(REVISIONS, DS)).hasSize(2);
        candidate.delete(REVISIONS, first.name(), "Background");
        candidate.until("one is left", () -> candidate.list(REVISIONS, DS).size() == 1);
        candidate.update(REVISIONS, second.name(), revision -> revision.withLabel(second.name(), "updated"));
        assertThat(candidate.get(REVISIONS, second.name()).labels()).containsEntry(second.name(), "updated");

        candidate.patch(SETS, "ds", Json.of("spec", Json.of("template", Json.of("spec", Json.of("terminationGracePeriodSeconds", 2L)))));
        candidate.until("there are two", () -> candidate.list(REVISIONS, DS).size() == 2);
        candidate.deleteCollection(REVISIONS, second.name() + "=updated");
        candidate.until("one is left", () -> candidate.list(REVISIONS, DS).size() == 1);
        assertThat(candidate.list(REVISIONS, DS).getFirst().tree().number("revision")).contains(3L);
    }

    @Test
    @DisplayName("[sig-apps] Daemon set [Serial] should list and delete a collection of DaemonSets [Conformance]")
    void collection() {
        ds("");
        runs(NODES);
        candidate.isListedAndDeletedAsCollection(SETS, DS, 1);
    }

    @Test
    @DisplayName("[sig-apps] Daemon set [Serial] should retry creating failed daemon pods [Conformance]")
    void retries_failed_pods() {
        ds("");
        runs(NODES);
        KubeObject failed = candidate.pods(DS).getFirst();
        candidate.updateStatus("pods", failed.name(), status -> status.with("phase", "Failed"));
        assertThat(candidate.ready(DS)).isEqualTo(NODES - 1);
        runs(NODES);
        candidate.until("it is gone", () -> !candidate.has("pods", failed.name()));
    }

    @Test
    @DisplayName("[sig-apps] Daemon set [Serial] should rollback without unnecessary restarts [Conformance]")
    void rolls_back_without_restarts() {
        ds("");
        candidate.untilReady(DS, NODES);
        image("foo:non-existent");
        candidate.until("a broken pod is there", () -> candidate.images(DS).contains("foo:non-existent"));
        List<String> untouched = candidate.pods(DS).stream().filter(pod -> pod.spec().objects("containers").getFirst().text("image").equals("nginx:1.20"))
                .filter(pod -> !pod.isTerminating()).map(KubeObject::uid).toList();
        assertThat(untouched).isNotEmpty();
        image("nginx:1.20");
        candidate.until("all is well", () -> {
            assertThat(candidate.ready(DS)).as("at most one is missing").isGreaterThanOrEqualTo(NODES - 1);
            return candidate.ready(DS) == NODES && candidate.images(DS).stream().allMatch("nginx:1.20"::equals);
        });
        assertThat(candidate.pods(DS).stream().map(KubeObject::uid)).containsAll(untouched);
    }

    @Test
    @DisplayName("[sig-apps] Daemon set [Serial] should run and stop complex daemon [Conformance]")
    void node_selection() {
        ds(", nodeSelector: {color: blue}");
        candidate.after(5);
        assertThat(candidate.pods(DS)).isEmpty();
        candidate.update("nodes", "worker-1", node -> node.withLabel("color", "blue"));
        runs(1);
        assertThat(Pods.node(candidate.pods(DS).getFirst())).isEqualTo("worker-1");
        candidate.update("nodes", "worker-1", node -> node.withLabel("color", "green"));
        candidate.until("it stops", () -> candidate.pods(DS).isEmpty());
        candidate.patch(SETS, "ds", Json.of("spec", Json.of("template", Json.of("spec", Json.of("nodeSelector", Json.of("color", "green"))),
                "updateStrategy", Json.of("type", "RollingUpdate"))));
        runs(1);
        assertThat(Pods.node(candidate.pods(DS).getFirst())).isEqualTo("worker-1");
    }

    @Test
    @DisplayName("[sig-apps] Daemon set [Serial] should run and stop simple daemon [Conformance]")
    void simple_daemon() {
        ds("");
        runs(NODES);
        String lost = candidate.pods(DS).getFirst().name();
        candidate.delete("pods", lost, "Background");
        candidate.until("it is gone", () -> !candidate.has("pods", lost));
        runs(NODES);
    }

    @Test
    @DisplayName("[sig-apps] Daemon set [Serial] should update pod when spec was updated and update strategy is RollingUpdate [Conformance]")
    void rolling_update() {
        ds("");
        runs(NODES);
        String before = revision(1);
        image("nginx:1.21");
        candidate.until("all run the new image", () -> {
            assertThat(candidate.ready(DS)).as("at most one is missing").isGreaterThanOrEqualTo(NODES - 1);
            return candidate.ready(DS) == NODES && candidate.images(DS).stream().allMatch("nginx:1.21"::equals);
        });
        assertThat(candidate.list(REVISIONS, DS)).hasSize(2);
        assertThat(revision(2)).isNotEqualTo(before);
    }

    @Test
    @DisplayName("[sig-apps] Daemon set [Serial] should verify changes to a daemon set status [Conformance]")
    void status() {
        ds("");
        candidate.untilReady(DS, NODES);
        candidate.hasWorkingStatus(SETS, "ds", DS);
    }
}
