package dev.reconcile.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import org.junit.jupiter.api.Test;

class RawPathsTest {
    private static final String NOWHERE = "Error from server (NotFound): the server could not find the requested resource\n";

    private final Bench bench = new Bench();

    private String raw(String path) {
        Bench.Result result = bench.run("kubectl get --raw " + path);
        return result.exit() == 0 ? result.out() : result.err();
    }

    @Test
    void the_api_describes_itself() throws JsonText.Malformed {
        Json second = JsonText.object(raw("/openapi/v2"));
        assertThat(second.text("swagger")).isEqualTo("2.0");
        assertThat(second.has("definitions", "io.k8s.api.apps.v1.Deployment")).isTrue();
        String apps = JsonText.object(raw("/openapi/v3")).text("paths", "apis/apps/v1", "serverRelativeURL");
        assertThat(apps).startsWith("/openapi/v3/apis/apps/v1?hash=");
        assertThat(JsonText.object(raw("'" + apps + "'")).has("components", "schemas", "io.k8s.api.apps.v1.Deployment")).isTrue();
        assertThat(raw("/openapi/v3/apis/nosuch/v1")).isEqualTo(NOWHERE);
        assertThat(raw("/openapi")).isEqualTo(NOWHERE);
    }

    @Test
    void objects_are_created_replaced_and_deleted_through_paths() {
        String maps = "/api/v1/namespaces/default/configmaps";
        bench.run("kubectl create cm a --from-literal=k=v --dry-run=client -o json > a.json");
        assertThat(bench.run("kubectl create --raw " + maps + " -f a.json").out()).startsWith("{\"apiVersion\":\"v1\",\"data\":{\"k\":\"v\"},\"kind\":\"ConfigMap\"");
        assertThat(bench.run("kubectl create --raw " + maps + " -f a.json").err()).isEqualTo("Error from server (AlreadyExists): configmaps \"a\" already exists\n");
        assertThat(bench.run("sed s/\\\"v\\\"/\\\"w\\\"/ a.json | kubectl replace --raw " + maps + "/a -f -").out()).contains("{\"k\":\"w\"}");
        assertThat(bench.run("kubectl replace --raw " + maps + " -f a.json").err())
                .isEqualTo("Error from server (MethodNotAllowed): the server does not allow this method on the requested resource\n");
        assertThat(bench.run("kubectl delete --raw " + maps + "/a").out()).contains("\"status\":\"Success\"");
        assertThat(bench.run("kubectl delete --raw " + maps + "/a").err()).isEqualTo("Error from server (NotFound): configmaps \"a\" not found\n");
        assertThat(bench.run("echo no | kubectl create --raw " + maps + " -f -").err()).startsWith("Error from server (BadRequest): the object provided is unrecognized"
                + " (must be of type ConfigMap): couldn't get version/kind; json parse error: invalid character 'o' in literal null (expecting 'u') (6e6f0a)");
    }

    @Test
    void a_stream_is_no_answer() {
        bench.run("kubectl run web --image=nginx");
        assertThat(raw("/api/v1/namespaces/default/pods/web/exec")).isEqualTo("Error from server (BadRequest): Upgrade request required\n");
    }

    @Test
    void a_deletion_through_a_path_takes_options() {
        bench.run("kubectl run web --image=nginx");
        bench.pass(20);
        bench.run("echo '{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"gracePeriodSeconds\":7}' > options.json");
        assertThat(bench.run("kubectl delete --raw /api/v1/namespaces/default/pods/web -f options.json").out()).contains("\"deletionGracePeriodSeconds\":7");
    }

    @Test
    void pods_and_services_are_reached_through_the_proxy() {
        bench.run("kubectl run web --image=nginx --port=80");
        bench.run("kubectl create service clusterip empty --tcp=80:80");
        bench.pass(20);

        assertThat(raw("/api/v1/namespaces/default/pods/web/proxy/")).contains("Welcome to nginx!");
        assertThat(raw("/api/v1/namespaces/default/pods/http:web:80/proxy/index.html")).contains("Welcome to nginx!");
        assertThat(raw("/api/v1/namespaces/default/pods/web:80/proxy/nosuch")).isEqualTo(NOWHERE);
        assertThat(raw("/api/v1/namespaces/default/pods/web:81/proxy/")).startsWith("Error from server (ServiceUnavailable): error trying to reach service: dial tcp ");
        assertThat(raw("/api/v1/namespaces/default/services/empty:80/proxy/")).isEqualTo(
                "Error from server (ServiceUnavailable): no endpoints available for service \"empty\"\n");
        assertThat(raw("/api/v1/namespaces/default/services/nosuch/proxy/")).isEqualTo("Error from server (NotFound): services \"nosuch\" not found\n");
    }
}
