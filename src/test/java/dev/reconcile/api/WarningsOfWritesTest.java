package dev.reconcile.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is told that an object is odd. */
class WarningsOfWritesTest {
    private static final String SERVICE = "{metadata: {name: a}, spec: {clusterIP: None, ports: [{port: 80}], sessionAffinity: ClientIP}}";
    private static final String IGNORED = "spec.SessionAffinity is ignored for headless services";

    private final Lab lab = new Lab();

    private static List<String> warnings(Reply reply) {
        return ((Reply.One) reply).warnings();
    }

    @Test
    void a_person_is_told_at_creation_and_change() {
        assertThat(warnings(lab.create("services", "default", SERVICE, "dryRun", List.of("All")))).containsExactly(IGNORED);
        assertThat(warnings(lab.create("services", "default", SERVICE))).containsExactly(IGNORED);
        assertThat(warnings(lab.patch("services", "default", "a", Patch.Type.MERGE, Lab.patchText("{metadata: {labels: {b: c}}}")))).containsExactly(IGNORED);
    }

    @Test
    void a_controller_is_not() {
        assertThat(warnings(lab.api.handle(Request.create(Caller.controller("c", 0), "services", "default", Lab.yaml(SERVICE), Options.NONE)))).isEmpty();
    }
}
