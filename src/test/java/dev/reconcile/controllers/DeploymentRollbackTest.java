package dev.reconcile.controllers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.cluster.Playground;
import dev.reconcile.model.KubeObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rollback that an annotation asks for. */
class DeploymentRollbackTest {
    private final Playground cluster = Playground.standard().apply("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, annotations: {kubernetes.io/change-cause: first}}
            spec:
              replicas: 1
              selector: {matchLabels: {app: web}}
              template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c, image: "nginx:1.20"}]}}
            """).after(30)
            .change("deployments.apps", "web", web -> Bench.image("nginx:1.21").apply(web).withAnnotation("kubernetes.io/change-cause", "second")).after(30);

    @ParameterizedTest(name = "to revision {0}: {3}")
    @CsvSource(delimiter = '|', value = {
        "0 | nginx:1.20 | first  | DeploymentRollback: Rolled back deployment \"web\" to revision 1",
        "1 | nginx:1.20 | first  | DeploymentRollback: Rolled back deployment \"web\" to revision 1",
        "2 | nginx:1.21 | second | DeploymentRollbackTemplateUnchanged: The rollback revision contains the same template as current deployment \"web\"",
        "7 | nginx:1.21 | second | DeploymentRollbackRevisionNotFound: Unable to find the revision to rollback to."})
    void is_done_or_given_up(String revision, String image, String cause, String event) {
        cluster.change("deployments.apps", "web", web -> web.withAnnotation("deprecated.deployment.rollback.to", revision)).after(60);

        KubeObject web = cluster.get("deployments.apps", "web");
        assertThat(web.tree().objects("spec", "template", "spec", "containers").getFirst().text("image")).isEqualTo(image);
        assertThat(web.annotations()).containsEntry("kubernetes.io/change-cause", cause).doesNotContainKey("deprecated.deployment.rollback.to");
        assertThat(cluster.events("deployments.apps", "web")).contains(event);
        assertThat(cluster.list("pods")).singleElement().satisfies(pod ->
                assertThat(pod.spec().objects("containers").getFirst().text("image")).isEqualTo(image));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"''", "x", "1.5"})
    void what_is_no_number_asks_for_nothing(String text) {
        cluster.change("deployments.apps", "web", web -> web.withAnnotation("deprecated.deployment.rollback.to", text)).after(10);

        assertThat(cluster.get("deployments.apps", "web").annotations()).containsEntry("deprecated.deployment.rollback.to", text);
    }
}
