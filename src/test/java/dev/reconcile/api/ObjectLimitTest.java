package dev.reconcile.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import org.junit.jupiter.api.Test;

/** How many objects a lab holds. */
class ObjectLimitTest {
    private static Reply create(Lab lab, int number) {
        Json object = Json.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Json.of("name", "c" + number));
        return lab.api.handle(Request.create(Lab.LEARNER, "configmaps", "default", object, Options.NONE));
    }

    @Test
    void one_more_than_a_lab_holds_is_refused_as_by_a_quota() {
        Lab lab = new Lab();
        for (int i = 0; i < Api.MAX_OBJECTS; i++) {
            assertThat(create(lab, i)).isInstanceOf(Reply.One.class);
        }
        Status refused = ((Reply.Failed) create(lab, Api.MAX_OBJECTS)).status();
        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.reason()).isEqualTo("Forbidden");
        assertThat(refused.message())
                .isEqualTo("configmaps \"c20000\" is forbidden: exceeded quota: lab, requested: objects=1, used: objects=20000, limited: objects=20000");
        lab.delete("configmaps", "default", "c0");
        assertThat(create(lab, Api.MAX_OBJECTS)).isInstanceOf(Reply.One.class);
    }
}
