package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Kind;
import dev.reconcile.api.Kinds;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardKindsTest {
    @Test
    void kubectl_get_all_shows_its_sections_in_the_order_of_a_real_discovery() {
        List<String> all = StandardKinds.registry().all().stream().filter(kind -> kind.categories().contains("all")).map(Kind::resource).toList();

        assertThat(all).containsExactly("pods", "replicationcontrollers", "services", "daemonsets.apps", "deployments.apps", "replicasets.apps",
                "statefulsets.apps", "horizontalpodautoscalers.autoscaling", "cronjobs.batch", "jobs.batch");
    }

    @Test
    void short_names_are_unique() {
        assertThat(StandardKinds.registry().all().stream().flatMap(kind -> kind.shortNames().stream())).doesNotHaveDuplicates();
    }

    @Test
    void every_kind_is_found_by_resource_and_by_version_and_kind() {
        Kinds kinds = StandardKinds.registry();
        for (Kind kind : kinds.served()) {
            assertThat(kinds.resource(kind.resource())).contains(kind);
            assertThat(kinds.resource(kind.group(), kind.version(), kind.plural())).contains(kind);
            assertThat(kinds.of(kind.apiVersion(), kind.kind())).contains(kind);
        }
    }
}
