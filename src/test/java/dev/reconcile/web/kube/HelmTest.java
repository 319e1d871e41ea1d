package dev.reconcile.web.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import dev.reconcile.persistence.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Helm itself, as a library, installs, upgrades and removes the chart that {@code helm create} makes. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
@Timeout(180)
class HelmTest {
    private static final int SECONDS = 100;

    @Test
    void a_chart_is_installed_upgraded_listed_and_removed(@TempDir Path folder) {
        Endpoint cluster = Endpoint.fresh();
        String config = cluster.kubeconfig().extract().asString();
        Helm chart = Helm.create().withName("shop").withDir(folder).call();
        Release first = chart.install().withKubeConfigContents(config).withName("shop").withNamespace("market").createNamespace()
                .set("image.tag", "1.20").set("replicaCount", 2).waitReady().withTimeout(SECONDS).call();
        assertThat(first.getStatus()).isEqualTo("deployed");
        assertThat(first.getRevision()).isEqualTo("1");
        cluster.get("/apis/apps/v1/namespaces/market/deployments/shop").statusCode(200).body("status.readyReplicas", equalTo(2))
                .body("metadata.labels.'app.kubernetes.io/managed-by'", equalTo("Helm"));
        cluster.get("/api/v1/namespaces/market/secrets?labelSelector=owner%3Dhelm").body("items.type", equalTo(List.of("helm.sh/release.v1")));

        Release second = chart.upgrade().withKubeConfigContents(config).withName("shop").withNamespace("market").reuseValues()
                .set("replicaCount", 3).waitReady().withTimeout(SECONDS).call();
        assertThat(second.getRevision()).isEqualTo("2");
        cluster.get("/apis/apps/v1/namespaces/market/deployments/shop").body("status.readyReplicas", equalTo(3));
        assertThat(Helm.list().withKubeConfigContents(config).withNamespace("market").call()).extracting(Release::getName).containsExactly("shop");

        assertThat(Helm.uninstall("shop").withKubeConfigContents(config).withNamespace("market").call()).contains("release \"shop\" uninstalled");
        cluster.get("/apis/apps/v1/namespaces/market/deployments").body("items", hasSize(0));
        cluster.get("/api/v1/namespaces/market/secrets?labelSelector=owner%3Dhelm").body("items", hasSize(0));
    }
}
