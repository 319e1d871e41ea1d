package dev.reconcile.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Patch;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.model.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class EphemeralContainersTest {
    private final Lab lab = Lab.standard();

    private Reply add(String name, String image, String... command) {
        Json container = Json.of("name", name, "image", image, "command", List.of(command), "targetContainerName", "main");
        Json patch = Json.of("spec", Json.of("ephemeralContainers", List.of(container)));
        return lab.cluster().request(Request.patch(Caller.learner(0), Lab.key("web"), new Patch(Patch.Type.STRATEGIC, patch), Options.NONE)
                .on("ephemeralcontainers"));
    }

    private Json status() {
        return lab.pod("web").status().objects("ephemeralContainerStatuses").getFirst();
    }

    @Test
    void a_running_pod_gets_a_container_to_look_into_it() {
        lab.pod("web", "nginx:1.20", "").after("10s");

        assertThat(add("debugger", "busybox:1.36", "sh", "-c", "wget -qO- localhost | grep -c nginx; sleep 100")).isInstanceOf(Reply.One.class);
        lab.after("5s");

        assertThat(status().has("state", "running")).isTrue();
        assertThat(lab.log("web", "container", "debugger")).isEqualTo("2\n");
        assertThat(lab.condition("web", "Ready")).isEqualTo("True");
        assertThat(lab.pod("web").spec().objects("ephemeralContainers").getFirst().text("imagePullPolicy")).isEqualTo("IfNotPresent");
    }

    @Test
    void it_is_never_started_again_and_does_not_trouble_the_pod() {
        lab.pod("web", "nginx:1.20", "").after("10s");
        add("debugger", "busybox:1.36", "sh", "-c", "exit 4");
        lab.after("60s");

        assertThat(status().number(0, "state", "terminated", "exitCode")).isEqualTo(4);
        assertThat(status().number(-1, "restartCount")).isZero();
        assertThat(lab.pod("web").status().text("phase")).isEqualTo("Running");
        assertThat(lab.events("web")).noneMatch(event -> event.startsWith("BackOff"));
    }

    @Test
    void what_is_there_stays_as_it_is() {
        lab.pod("web", "nginx:1.20", "").after("10s");
        add("debugger", "busybox:1.36", "sleep", "100");

        assertThat(((Reply.Failed) add("debugger", "alpine", "sleep", "100")).status().message()).contains(
                "spec.ephemeralContainers: Forbidden: existing ephemeral containers \"debugger\" may not be changed");
        assertThat(((Reply.Failed) add("main", "alpine", "sleep", "100")).status().message()).contains("spec.ephemeralContainers[0].name: Duplicate value: \"main\"");
    }

    @Test
    void it_has_no_ports_and_no_probes() {
        lab.pod("web", "nginx:1.20", "").after("10s");
        Json container = Json.of("name", "debugger", "image", "busybox", "ports", List.of(Json.of("containerPort", 80)));
        Json patch = Json.of("spec", Json.of("ephemeralContainers", List.of(container)));

        Reply reply = lab.cluster().request(Request.patch(Caller.learner(0), Lab.key("web"), new Patch(Patch.Type.STRATEGIC, patch), Options.NONE)
                .on("ephemeralcontainers"));

        assertThat(((Reply.Failed) reply).status().message())
                .contains("spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container");
    }
}
