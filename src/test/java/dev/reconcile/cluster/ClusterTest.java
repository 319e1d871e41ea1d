package dev.reconcile.cluster;

import static dev.reconcile.cluster.Story.NGINX;
import static dev.reconcile.cluster.Story.START;
import static dev.reconcile.cluster.Story.lines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Entry;
import dev.reconcile.store.EntryJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cluster is its log and a small tail: the same seed gives the same log, and it goes on from anywhere. */
class ClusterTest {
    @Test
    void the_clock_shows_the_given_time_when_the_learner_arrives() {
        assertThat(Story.begin().now()).isEqualTo(START);
    }

    @Test
    void the_same_seed_and_inputs_give_the_same_log_in_this_and_in_another_java_machine() throws IOException {
        List<String> here = lines(Story.told());
        assertThat(lines(Story.told())).isEqualTo(here);
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process other = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8",
                "-cp", classPath, Story.class.getName()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> there = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        assertThat(there).isEqualTo(here);
    }

    @Test
    void a_deployment_comes_to_run_its_second_version() {
        KubeObject nginx = Story.told().view().get(NGINX).orElseThrow();
        assertThat(nginx.status().number(0, "availableReplicas")).isEqualTo(3);
        assertThat(nginx.status().number(0, "updatedReplicas")).isEqualTo(3);
        assertThat(nginx.annotation("deployment.kubernetes.io/revision")).contains("2");
    }

    @Test
    void a_cluster_saved_and_loaded_at_any_step_goes_on_as_the_original_did() throws JsonText.Malformed {
        Cluster cluster = Story.begin();
        Story.createDeployment(cluster, 3);
        int steps = 0;
        while (cluster.nextDue().orElse(Long.MAX_VALUE) <= START + 20_000) {
            cluster.step();
            if (steps++ % 3 == 0) {
                cluster = reloaded(cluster);
            }
        }
        cluster.idleUntil(START + 20_000);
        Story.updateImage(cluster);
        while (cluster.nextDue().orElse(Long.MAX_VALUE) <= START + 60_000) {
            cluster.step();
            if (steps++ % 5 == 0) {
                cluster = cluster.fork();
            }
        }
        assertThat(lines(cluster)).isEqualTo(lines(Story.told()));
    }

    private static Cluster reloaded(Cluster cluster) throws JsonText.Malformed {
        List<Json> entries = new ArrayList<>();
        for (Entry entry : cluster.log().since(0)) {
            entries.add(JsonText.patch(EntryJson.write(entry).toString()));
        }
        return Cluster.load(StandardBlueprint.INSTANCE, entries, JsonText.object(cluster.save().toString()));
    }

    @Test
    void a_fork_goes_its_own_way() {
        Cluster cluster = Story.begin();
        Story.createDeployment(cluster, 3);
        Cluster fork = cluster.fork();
        long position = cluster.log().position();

        fork.runUntil(START + 30_000);

        assertThat(fork.view().list("pods", "default")).hasSize(3);
        assertThat(cluster.log().position()).isEqualTo(position);
        assertThat(cluster.view().list("pods", "default")).isEmpty();
    }

    @Test
    void once_everything_has_settled_nothing_more_is_written() {
        Cluster cluster = Story.told();
        long position = cluster.log().position();
        cluster.runUntil(START + 50 * 60_000);
        assertThat(cluster.log().since(position)).isEmpty();
    }

    @Test
    void every_effect_of_a_controller_names_its_decision() {
        for (Entry entry : Story.told().log().since(0)) {
            if (entry.actor().endsWith("-controller")) {
                assertThat(entry.cause()).as(entry.toString()).isPositive().isLessThan(entry.position());
            }
        }
    }
}
