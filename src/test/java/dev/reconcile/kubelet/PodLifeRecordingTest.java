package dev.reconcile.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Body;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The lives of pods beside those recorded from a real cluster. Newer versions differ in two things: there is a condition
 * PodReadyToStartContainers, and a pod that has been stopped gets its last phase before it goes.
 */
class PodLifeRecordingTest {
    private final Lab lab = Lab.standard();

    private static List<String> recorded(String life) throws IOException {
        try (InputStream stream = PodLifeRecordingTest.class.getResourceAsStream("/recordings/k8s-1.20.2/pod-lives.txt")) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            String part = Arrays.stream(text.split("(?m)^life: ")).filter(each -> each.startsWith(life + "\n")).findFirst().orElseThrow();
            return part.lines().skip(1).filter(line -> !line.isBlank()).toList();
        }
    }

    private List<String> lived(String name) {
        return lab.cluster().log().since(0).stream()
                .map(entry -> entry.body())
                .filter(body -> body instanceof Body.Change change && change.key().equals(Lab.key(name)))
                .map(body -> line(((Body.Change) body).after()))
                .distinct()
                .toList();
    }

    private static String line(KubeObject pod) {
        String conditions = pod.status().objects("conditions").stream()
                .filter(condition -> !"PodReadyToStartContainers".equals(condition.text("type")))
                .map(condition -> condition.text("type") + "=" + condition.text("status")
                        + (condition.has("reason") ? ":" + condition.text("reason") : ""))
                .collect(Collectors.joining(","));
        Json container = pod.status().objects("containerStatuses").stream().findFirst().orElse(Json.EMPTY);
        Json state = container.object("state");
        String kind = state.isEmpty() ? "-" : state.names().getFirst();
        String reason = kind.equals("waiting") ? ":" + state.text("waiting", "reason") : "";
        return String.join(" ", pod.spec().has("nodeName") ? "bound" : "unbound", pod.status().textOrEmpty("phase"),
                pod.isTerminating() ? "terminating" : "living", conditions.isEmpty() ? "none" : conditions,
                kind + reason + (container.isTrue("ready") ? " ready" : ""));
    }

    @Test
    void a_pod_runs_and_is_deleted_as_recorded() throws IOException {
        lab.pod("web", "nginx:1.20", "").after("10s").delete("web").after("5s");
        List<String> recorded = recorded("runs and is deleted");
        List<String> lived = lived("web");

        assertThat(lived.subList(0, 5)).isEqualTo(recorded.subList(0, 5));
        assertThat(recorded.get(5)).startsWith("bound Running terminating").endsWith("terminated");
        assertThat(lived.get(5)).startsWith("bound Succeeded terminating").endsWith("terminated");
        assertThat(lived).hasSameSizeAs(recorded);
    }

    @Test
    void a_pod_that_never_gets_its_image_waits_as_recorded() throws IOException {
        lab.pod("web", "nginx:nonexistent", "").after("1800ms");

        assertThat(lived("web")).isEqualTo(recorded("never gets its image"));
    }

    @Test
    void a_pod_deleted_before_its_container_ever_ran_ends_with_an_unknown_one() {
        lab.pod("web", "nginx:nonexistent", "").after("10s").delete("web").after("2s");

        assertThat(lab.life("web")).endsWith("bound Failed terminated:ContainerStatusUnknown unready", "deleted");
    }
}
