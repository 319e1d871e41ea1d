package dev.reconcile.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagePullTest {
    private final Lab lab = Lab.standard();

    @Test
    void an_unknown_tag_fails_as_a_registry_would_and_is_tried_less_and_less_often() {
        lab.pod("web", "nginx:1.2O", "").after("1800ms");
        String resolve = "rpc error: code = NotFound desc = failed to pull and unpack image \"docker.io/library/nginx:1.2O\": failed to resolve reference "
                + "\"docker.io/library/nginx:1.2O\": docker.io/library/nginx:1.2O: not found";

        assertThat(lab.state("web")).isEqualTo("waiting ErrImagePull");
        assertThat(lab.container("web").text("state", "waiting", "message")).isEqualTo(resolve);

        lab.after("3s");
        assertThat(lab.state("web")).isEqualTo("waiting ImagePullBackOff");
        assertThat(lab.container("web").text("state", "waiting", "message"))
                .isEqualTo("Back-off pulling image \"nginx:1.2O\": ErrImagePull: " + resolve);
        assertThat(lab.events("web")).contains(
                "Failed: Failed to pull image \"nginx:1.2O\": " + resolve,
                "Failed: Error: ErrImagePull",
                "BackOff: Back-off pulling image \"nginx:1.2O\"",
                "Failed: Error: ImagePullBackOff");
        assertThat(lab.pod("web").status().text("phase")).isEqualTo("Pending");
    }

    @Test
    void an_unknown_repository_is_access_denied() {
        lab.pod("web", "ngnix", "").after("2s");

        assertThat(lab.container("web").text("state", "waiting", "message")).isEqualTo("failed to pull and unpack image "
                + "\"docker.io/library/ngnix:latest\": failed to resolve reference \"docker.io/library/ngnix:latest\": pull access denied, "
                + "repository does not exist or may require authorization: server message: insufficient_scope: authorization failed");
    }

    @Test
    void a_name_that_is_no_name_is_refused_before_any_pull() {
        lab.pod("web", "Nginx:1.20", "").after("2s");

        assertThat(lab.state("web")).isEqualTo("waiting InvalidImageName");
        assertThat(lab.container("web").text("state", "waiting", "message")).isEqualTo("Failed to apply default image tag \"Nginx:1.20\": "
                + "couldn't parse image name \"Nginx:1.20\": invalid reference format: repository name (library/Nginx) must be lowercase");
        assertThat(lab.events("web")).endsWith("Failed: Error: InvalidImageName");
    }

    @Test
    void a_right_name_given_later_is_pulled_without_waiting_for_the_old_one() {
        lab.pod("web", "nginx:nope", "").after("60s");
        lab.setImage("web", "nginx:1.20").after("6s");

        assertThat(lab.state("web")).isEqualTo("running");
        assertThat(lab.condition("web", "Ready")).isEqualTo("True");
    }

    @Test
    void pods_of_one_node_share_a_pull_and_later_ones_find_the_image() {
        for (String name : new String[] {"a", "b", "c", "d"}) {
            lab.pod(name, "docker.io/library/nginx:1.20", "");
        }
        lab.after("10s").pod("e", "nginx:1.20", "").after("1s");

        assertThat(lab.state("e")).isEqualTo("running");
        assertThat(lab.container("e").text("image")).isEqualTo("docker.io/library/nginx:1.20");
        assertThat(lab.events("e")).contains("Pulled: Container image \"nginx:1.20\" already present on machine");
    }

    @Test
    void with_never_an_absent_image_stays_absent() {
        lab.pod("web", "nginx:1.20", "imagePullPolicy: Never").after("5s");

        assertThat(lab.state("web")).isEqualTo("waiting ErrImageNeverPull");
    }

    @ParameterizedTest
    @CsvSource({
        "nginx,                              docker.io/library/nginx:latest",
        "nginx:1.20,                         docker.io/library/nginx:1.20",
        "redis:7,                            docker.io/library/redis:7",
        "docker.io/nginx,                    docker.io/library/nginx:latest",
        "prom/node-exporter:latest,          docker.io/prom/node-exporter:latest",
        "registry.k8s.io/pause:3.10,         registry.k8s.io/pause:3.10",
        "localhost:5000/app,                 localhost:5000/app:latest",
        "Example.com/app:v1,                 example.com/app:v1",
    })
    void short_names_are_filled_in(String written, String whole) {
        assertThat(ImageName.parse(written)).hasToString("Optional[" + whole + "]");
    }

    @ParameterizedTest
    @CsvSource({"Nginx", "nginx:", "nginx:1.20:2", "'nginx 1.20'", "-nginx", "nginx@sha256:12"})
    void what_is_no_name_is_not_read(String written) {
        assertThat(ImageName.parse(written)).isEmpty();
    }
}
