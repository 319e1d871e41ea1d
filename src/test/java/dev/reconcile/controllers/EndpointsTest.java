package dev.reconcile.controllers;

import static dev.reconcile.controllers.Given.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reconcile.control.Plan;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EndpointsTest {
    private static KubeObject service(String... extras) {
        return Given.yaml("""
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: default, uid: uid-service, labels: {tier: front}}
                spec: {%sselector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080, protocol: TCP}]}
                """.formatted(Stream.of(extras).map(extra -> extra + ", ").reduce("", String::concat)));
    }

    private static KubeObject at(String address, KubeObject pod) {
        return pod.with(address, "status", "podIP");
    }

    private static Plan endpoints(KubeObject... objects) {
        return Given.objects(objects).plan(new EndpointsReconciler(), "default/web");
    }

    private static Plan slices(KubeObject... objects) {
        return Given.objects(objects).plan(new EndpointSliceReconciler(), "default/web");
    }

    private static KubeObject created(Plan plan) {
        return ((Plan.Intent.Create) plan.steps().getFirst().intent()).object();
    }

    private static List<String> addresses(Plan plan, String field) {
        return created(plan).tree().objects("subsets").stream()
                .flatMap(subset -> subset.objects(field).stream()).map(address -> address.text("ip")).toList();
    }

    /** Conditions of the only endpoint as letters: ready, serving, terminating; empty without an endpoint. */
    private static String conditions(Plan plan) {
        return created(plan).tree().objects("endpoints").stream()
                .map(endpoint -> Stream.of("ready", "serving", "terminating")
                        .filter(c -> endpoint.isTrue("conditions", c)).map(c -> c.substring(0, 1)).reduce("", String::concat))
                .findFirst().orElse("none");
    }

    static Stream<Arguments> pods() {
        return Stream.of(
                arguments("a ready pod is reached", service(), at("10.0.0.1", pod("a")), List.of("10.0.0.1"), List.of(), "rs"),
                arguments("an unready one is listed apart", service(), at("10.0.0.1", pod("a", "unready")), List.of(), List.of("10.0.0.1"), ""),
                arguments("a dying one is reached no longer, though it serves", service(), at("10.0.0.1", pod("a", "terminating")), List.of(),
                        List.of(), "st"),
                arguments("one without an address is not listed", service(), pod("a"), List.of(), List.of(), "none"),
                arguments("one that has ended is not listed", service(), at("10.0.0.1", pod("a", "finished")), List.of(), List.of(), "none"),
                arguments("one that does not match is not listed", service(), at("10.0.0.1", pod("a", "stranger")), List.of(), List.of(), "none"),
                arguments("unready ones are published where that is asked for", service("publishNotReadyAddresses: true"),
                        at("10.0.0.1", pod("a", "unready")), List.of("10.0.0.1"), List.of(), "r"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pods")
    void lists_the_pods_behind_a_service(String because, KubeObject service, KubeObject pod, List<String> ready, List<String> notReady,
            String conditions) {
        assertThat(addresses(endpoints(service, pod), "addresses")).isEqualTo(ready);
        assertThat(addresses(endpoints(service, pod), "notReadyAddresses")).isEqualTo(notReady);
        assertThat(conditions(slices(service, pod))).isEqualTo(conditions);
    }

    @Test
    void names_labels_and_owners_are_those_of_a_real_cluster() {
        KubeObject endpoints = created(endpoints(service(), at("10.0.0.1", pod("a"))));
        assertThat(endpoints.name()).isEqualTo("web");
        assertThat(endpoints.labels()).containsEntry("tier", "front").containsEntry("endpoints.kubernetes.io/managed-by", "endpoint-controller");
        assertThat(endpoints.tree().objects("subsets")).containsExactly(Json.of(
                "addresses", List.of(Json.of("ip", "10.0.0.1", "nodeName", "worker-1",
                        "targetRef", Json.of("kind", "Pod", "name", "a", "namespace", "default", "uid", "uid-a"))),
                "ports", List.of(Json.of("name", "http", "port", 8080, "protocol", "TCP"))));

        KubeObject slice = created(slices(service("clusterIP: None"), at("10.0.0.1", pod("a"))));
        assertThat(slice.metadata().text("generateName")).isEqualTo("web-");
        assertThat(slice.isControlledBy("uid-service")).isTrue();
        assertThat(slice.labels()).containsEntry("kubernetes.io/service-name", "web").containsEntry("service.kubernetes.io/headless", "")
                .containsEntry("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
    }

    @Test
    void a_named_target_port_is_looked_up_in_each_pod() {
        KubeObject service = service().with(List.of(Json.of("port", 80, "targetPort", "web")), "spec", "ports");
        KubeObject with = at("10.0.0.1", pod("a")).with(List.of(Json.of("ports", List.of(Json.of("name", "web", "containerPort", 9000)))),
                "spec", "containers");
        KubeObject without = at("10.0.0.2", pod("b"));

        assertThat(created(endpoints(service, with, without)).tree().objects("subsets")).singleElement().satisfies(subset -> {
            assertThat(subset.objects("addresses")).hasSize(1);
            assertThat(subset.objects("ports")).containsExactly(Json.of("port", 9000, "protocol", "TCP"));
        });
    }

    @Test
    void a_pod_of_a_stateful_set_keeps_its_host_name() {
        KubeObject pod = at("10.0.0.1", pod("web-0")).with("web-0", "spec", "hostname").with("web", "spec", "subdomain");

        assertThat(created(endpoints(service("clusterIP: None"), pod)).tree().objects("subsets").getFirst().objects("addresses").getFirst()
                .text("hostname")).isEqualTo("web-0");
    }

    @Test
    void an_endpoint_is_in_the_zone_of_its_node() {
        KubeObject node = KubeObject.of("v1", "Node", "", "worker-1").withLabel("topology.kubernetes.io/zone", "a");
        Plan plan = slices(service(), node, at("10.0.0.1", pod("web")).with("worker-1", "spec", "nodeName"));

        assertThat(created(plan).tree().objects("endpoints").getFirst().text("zone")).isEqualTo("a");
    }

    @Test
    void services_without_a_selector_are_left_alone() {
        KubeObject service = service().with(null, "spec", "selector");

        assertThat(endpoints(service)).isEqualTo(Plan.NOTHING);
        assertThat(slices(service)).isEqualTo(Plan.NOTHING);
    }

    @Test
    void many_endpoints_are_spread_over_slices_of_a_hundred() {
        List<KubeObject> objects = new ArrayList<>(List.of(service()));
        for (int i = 0; i < 250; i++) {
            objects.add(at("10.0.1." + i, pod("p%03d".formatted(i))));
        }
        Plan plan = slices(objects.toArray(KubeObject[]::new));

        assertThat(plan.steps().stream().map(step -> ((Plan.Intent.Create) step.intent()).object().tree().list("endpoints").size()))
                .containsExactly(100, 100, 50);
    }

    @ParameterizedTest
    @CsvSource({"1000, 0, 1000, 0", "600, 400, 600, 400", "1001, 5, 1000, 0", "900, 300, 900, 100"})
    void endpoints_hold_a_thousand_addresses_and_say_if_there_are_more(int ready, int notReady, int shown, int notShown) {
        List<KubeObject> objects = new ArrayList<>(List.of(service()));
        for (int i = 0; i < ready + notReady; i++) {
            KubeObject pod = at("10.%d.%d.1".formatted(i / 250, i % 250), pod("p%04d".formatted(i)));
            objects.add(i < ready ? pod : pod.with(List.of(), "status", "conditions"));
        }
        KubeObject endpoints = created(endpoints(objects.toArray(KubeObject[]::new)));

        Json subset = endpoints.tree().objects("subsets").getFirst();
        assertThat(subset.list("addresses")).hasSize(shown);
        assertThat(subset.list("notReadyAddresses")).hasSize(notShown);
        assertThat(endpoints.annotation("endpoints.kubernetes.io/over-capacity").orElse("")).isEqualTo(ready + notReady > 1000 ? "truncated" : "");
    }

    @Test
    void the_endpoints_of_a_service_follow_its_pods_and_go_with_it() {
        Bench bench = Bench.with(500, 500);
        bench.create(service().with(null, "metadata", "uid")).after(1);
        assertThat(bench.get("endpoints", "web").tree().has("subsets")).isFalse();
        assertThat(bench.list("endpointslices.discovery.k8s.io")).hasSize(1);

        KubeObject running = at("10.0.0.1", pod("a")).with(List.of(Json.of("name", "c", "image", "nginx")), "spec", "containers");
        bench.create(running.with(null, "metadata", "uid")).after(1);
        bench.change("pods", "a", pod -> pod.with("changed", "metadata", "annotations", "note")).after(3);
        assertThat(bench.list("endpointslices.discovery.k8s.io")).hasSize(1);

        bench.cluster().request(dev.reconcile.api.Request.delete(dev.reconcile.api.Caller.learner(0),
                new dev.reconcile.model.ObjectKey("services", "default", "web"), dev.reconcile.api.Options.NONE));
        bench.after(1);
        assertThat(bench.has("endpoints", "web")).isFalse();
        assertThat(bench.list("endpointslices.discovery.k8s.io")).isEmpty();
    }
}
