package dev.reconcile.web.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.reconcile.persistence.TestDatabase;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Client libraries with informers, each running a small controller: every ConfigMap with the label copy=yes gets a copy. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
@Timeout(300)
class ClientLibrariesTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final Path FRONTEND = Path.of("frontend");
    private static final Path SCRIPT = FRONTEND.resolve("tests/clients/copies.mjs");
    private static final Path LIBRARY = FRONTEND.resolve("node_modules/@kubernetes/client-node");
    private static final int SECONDS = 30;

    private static void original(Endpoint cluster, String name) {
        cluster.post(MAPS, Endpoint.configMap(name, "k", "1").withAt("yes", "metadata", "labels", "copy")).statusCode(201);
    }

    private static void change(Endpoint cluster, String name) {
        cluster.as().contentType("application/merge-patch+json").body("{\"data\":{\"k\":\"2\"}}").patch(cluster.path(MAPS + "/" + name)).then().statusCode(200);
    }

    /** What a controller tells; the test waits for it. */
    private static void awaits(BlockingQueue<String> told, String wanted) throws InterruptedException {
        for (String line = told.poll(SECONDS, TimeUnit.SECONDS); line != null; line = told.poll(SECONDS, TimeUnit.SECONDS)) {
            if (line.equals(wanted)) {
                return;
            }
        }
        throw new AssertionError("the controller never said: " + wanted);
    }

    private static void theCopiesGoWithTheOriginal(Endpoint cluster) {
        cluster.get(MAPS + "/a-copy").statusCode(200).body("data.k", equalTo("2"));
        cluster.as().delete(cluster.path(MAPS + "/a")).then().statusCode(200);
        cluster.as().contentType(ContentType.JSON).body("{\"action\":\"jump\",\"to\":\"+1m\"}").post("/api/sessions/" + cluster.session() + "/clock");
        cluster.get(MAPS + "/a-copy").statusCode(404);
    }

    @Test
    void a_controller_on_the_fabric8_client_does_its_work() throws Exception {
        Endpoint cluster = Endpoint.fresh();
        original(cluster, "a");
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        Config config = new ConfigBuilder(Config.empty()).withMasterUrl(cluster.server()).withNamespace("default").build();
        try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
                SharedIndexInformer<ConfigMap> informer = client.configMaps().inNamespace("default").withLabel("copy", "yes").inform(copying(client, told))) {
            awaits(told, "copied a 1");
            original(cluster, "b");
            awaits(told, "copied b 1");
            change(cluster, "a");
            awaits(told, "copied a 2");
            assertThat(informer.getStore().listKeys()).contains("default/a", "default/b");
        }
        theCopiesGoWithTheOriginal(cluster);
    }

    private static ResourceEventHandler<ConfigMap> copying(KubernetesClient client, BlockingQueue<String> told) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(ConfigMap original) {
                ConfigMap copy = new ConfigMapBuilder().withNewMetadata().withName(original.getMetadata().getName() + "-copy").addNewOwnerReference()
                        .withApiVersion("v1").withKind("ConfigMap").withName(original.getMetadata().getName()).withUid(original.getMetadata().getUid())
                        .endOwnerReference().endMetadata().withData(original.getData()).build();
                client.configMaps().inNamespace("default").resource(copy).serverSideApply();
                told.add("copied " + original.getMetadata().getName() + " " + original.getData().get("k"));
            }

            @Override
            public void onUpdate(ConfigMap before, ConfigMap after) {
                onAdd(after);
            }

            @Override
            public void onDelete(ConfigMap original, boolean unknown) {
                told.add("deleted " + original.getMetadata().getName());
            }
        };
    }

    @Test
    void a_controller_on_the_javascript_client_does_its_work() throws Exception {
        install();
        Endpoint cluster = Endpoint.fresh();
        original(cluster, "a");
        Process node = new ProcessBuilder("node", SCRIPT.toString(), cluster.server(), cluster.token()).redirectErrorStream(true).start();
        try {
            BlockingQueue<String> told = new LinkedBlockingQueue<>();
            Thread.ofVirtual().start(() -> read(node, told));
            awaits(told, "created a-copy");
            original(cluster, "b");
            awaits(told, "created b-copy");
            change(cluster, "a");
            awaits(told, "updated a-copy");
        } finally {
            node.destroyForcibly().waitFor();
        }
        theCopiesGoWithTheOriginal(cluster);
    }

    /** Where the front end has not been built yet, its packages are fetched as its build does. */
    private static void install() throws IOException, InterruptedException {
        if (!Files.exists(LIBRARY)) {
            Process npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund").directory(FRONTEND.toFile())
                    // Not the input: npm would change how the test runner reads its own.
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            assertThat(npm.waitFor()).as("npm ci in frontend").isZero();
        }
    }

    private static void read(Process process, BlockingQueue<String> told) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(told::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            told.add("gone: " + e.getMessage());
        }
    }
}
