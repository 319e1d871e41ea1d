package dev.reconcile.controllers;

import static dev.reconcile.controllers.Given.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reconcile.cluster.Playground;
import dev.reconcile.control.Plan;
import dev.reconcile.model.Json;
import dev.reconcile.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AutoscalerReconcilerTest {
    private static final String AUTOSCALERS = "horizontalpodautoscalers.autoscaling";

    private final Memories memories = new Memories();

    private AutoscalerReconciler reconciler(Measurements measurements) {
        return new AutoscalerReconciler(Given.KINDS, measurements, memories);
    }

    /** Deeds but for what it notes to itself. */
    private static List<String> deeds(Plan plan) {
        return Given.deeds(plan).stream().filter(deed -> !deed.startsWith("note ")).toList();
    }

    /** At half of the requested cpu, between 2 and 10 replicas. */
    private static KubeObject autoscaler(String more) {
        return yaml("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: web, namespace: default, uid: uid-h, generation: 1}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: ReplicaSet, name: web}
                  minReplicas: 2
                  maxReplicas: 10
                  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
                  %s
                """.formatted(more));
    }

    /** Each asks for 200m and uses so many thousandths. */
    private static List<KubeObject> pods(long count, long used, String... traits) {
        List<KubeObject> pods = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pods.add(measured(Given.pod("pod-" + i, traits)).withAnnotation(PodUsage.CPU, used + "m").with(
                    List.of(Json.of("name", "main", "resources", Json.of("requests", Json.of("cpu", "200m")))), "spec", "containers"));
        }
        return pods;
    }

    private static KubeObject measured(KubeObject pod) {
        return pod.with(Given.ago(60), "status", "startTime")
                .with(List.of(Json.of("name", "main", "state", Json.of("running", Json.of("startedAt", Given.ago(60))))), "status", "containerStatuses");
    }

    static Stream<Arguments> sizes() {
        String fast = "behavior: {scaleDown: {stabilizationWindowSeconds: 0}}";
        return Stream.of(
                arguments("at the target nothing changes", 4, pods(4, 100), "", "stay ReadyForNewScale DesiredWithinRange"),
                arguments("nearly a tenth more is tolerated", 4, pods(4, 108), "", "stay ReadyForNewScale DesiredWithinRange"),
                arguments("nearly a tenth less is tolerated", 4, pods(4, 92), "", "stay ReadyForNewScale DesiredWithinRange"),
                arguments("above the target it grows in proportion, rounded up", 4, pods(4, 130), "", "scale to 6"),
                arguments("it grows no faster than to the double", 3, pods(3, 190), "", "scale to 6"),
                arguments("nor beyond the most", 8, pods(8, 180), "", "scale to 10"),
                arguments("it shrinks only later", 6, pods(6, 20), "", "stay ScaleDownStabilized DesiredWithinRange"),
                arguments("it shrinks no further than to the least", 4, pods(4, 1), fast, "scale to 2"),
                arguments("a policy makes it slower", 8, pods(8, 10), "behavior: {scaleDown: {stabilizationWindowSeconds: 0, policies: [{type: Pods, value: 1, "
                        + "periodSeconds: 60}]}}", "scale to 7"),
                arguments("the least of several policies if it says so", 4, pods(4, 190),
                        "behavior: {scaleUp: {selectPolicy: Min, policies: [{type: Pods, value: 1, periodSeconds: 60}, {type: Percent, value: 100, "
                                + "periodSeconds: 60}]}}", "scale to 5"),
                arguments("a direction may be disabled", 4, pods(4, 190), "behavior: {scaleUp: {selectPolicy: Disabled}}",
                        "stay ReadyForNewScale ScaleUpLimit"),
                arguments("more than the most is taken back", 12, pods(12, 100), "", "scale to 10"),
                arguments("less than the least is made up", 1, pods(1, 100), "", "scale to 2"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sizes")
    void follows_what_is_used(String because, long replicas, List<KubeObject> pods, String more, String result) {
        Plan plan = Given.objects(autoscaler(more), Given.replicaSet("web", replicas)).and(pods).plan(reconciler(Measurements.NONE), "default/web");

        Json status = Given.status(plan);
        String did = deeds(plan).isEmpty()
                ? "stay " + reason(status, "AbleToScale") + " " + reason(status, "ScalingLimited")
                : "scale to " + status.number(0, "desiredReplicas");
        assertThat(did).isEqualTo(result);
        assertThat(plan.lookAgainAt()).hasValue(Given.NOW + 15_000);
    }

    private static String reason(Json status, String type) {
        return status.objects("conditions").stream().filter(c -> type.equals(c.text("type"))).map(c -> c.text("reason")).findFirst().orElse("-");
    }

    private static KubeObject metrics(String... metrics) {
        return autoscaler("").with(Given.yaml("metrics: [" + String.join(", ", metrics) + "]").tree().get("metrics"), "spec", "metrics");
    }

    private static List<KubeObject> web(long count) {
        List<KubeObject> objects = new ArrayList<>(pods(count, 160));
        objects.add(Given.replicaSet("web", count));
        return objects;
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments("without requests there is no percentage", autoscaler(""), List.of(Given.replicaSet("web", 2),
                                measured(Given.pod("a")).with(List.of(Json.of("name", "main")), "spec", "containers")),
                        "FailedGetResourceMetric", "failed to get cpu utilization: missing request for cpu in container main of Pod a"),
                arguments("a pod may ask for resources as a whole, but not for these", autoscaler(""), Stream.concat(web(2).stream(),
                                Stream.of(measured(Given.pod("a")).with(Json.of("memory", "1Gi"), "spec", "resources", "requests"))).toList(),
                        "FailedGetResourceMetric", "failed to get cpu utilization: missing pod-level request for cpu in Pod a"),
                arguments("the version of the target may be none", autoscaler("").with("a/b/c", "spec", "scaleTargetRef", "apiVersion"), web(2),
                        "FailedGetScale", "unexpected GroupVersion string: a/b/c"),
                arguments("without ready pods nothing counts", autoscaler(""), List.of(Given.replicaSet("web", 2), measured(Given.pod("a", "unready"))),
                        "FailedGetResourceMetric", "failed to get cpu utilization: did not receive metrics for targeted pods (pods might be unready)"),
                arguments("a pod that has just started is not measured yet", autoscaler(""), List.of(Given.replicaSet("web", 2), Given.pod("a")),
                        "FailedGetResourceMetric",
                        "failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API"),
                arguments("the container may be missing", metrics("""
                        {type: ContainerResource, containerResource: {name: cpu, container: log, target: {type: Utilization, averageUtilization: 50}}}"""),
                        web(2), "FailedGetContainerResourceMetric", "failed to get cpu utilization: unable to get metrics for resource cpu: "
                                + "failed to get container metrics: container log not present in metrics for pod default/pod-0"),
                arguments("nobody serves metrics of one's own", metrics("""
                        {type: Pods, pods: {metric: {name: hits}, target: {type: AverageValue, averageValue: 1k}}}"""),
                        web(2), "FailedComputeMetricsReplicas", "invalid metrics (1 invalid out of 1), first error is: failed to get pods metric value: "
                                + "unable to get metric hits: unable to fetch metrics from custom metrics API: no custom metrics API "
                                + "(custom.metrics.k8s.io) registered"),
                arguments("nor of other objects", metrics("""
                        {type: Object, object: {describedObject: {kind: Ingress, name: main}, metric: {name: hits}, target: {type: Value, value: 1k}}}"""),
                        web(2), "FailedGetObjectMetric", "unable to get metric hits: Ingress on default main/unable to fetch metrics from custom metrics API: "
                                + "no custom metrics API (custom.metrics.k8s.io) registered"),
                arguments("nor of the world outside", metrics("""
                        {type: External, external: {metric: {name: jobs, selector: {matchLabels: {queue: a}}}, target: {type: AverageValue, averageValue: 30}}}"""),
                        web(2), "FailedGetExternalMetric", "unable to get external metric default/jobs/&LabelSelector{MatchLabels:map[string]string{queue: a,},"
                                + "MatchExpressions:[]LabelSelectorRequirement{},}: unable to fetch metrics from external metrics API: "
                                + "the server could not find the requested resource (get jobs.external.metrics.k8s.io)"),
                arguments("two autoscalers may want to size the same pods", autoscaler(""), Stream.concat(web(2).stream(),
                                Stream.of(autoscaler("").with("twin", "metadata", "name"))).toList(),
                        "AmbiguousSelector", "pods by selector app=web are controlled by multiple HPAs: [default/twin default/web]"),
                arguments("the group of the target may be wrong", autoscaler("").with("extensions/v1beta1", "spec", "scaleTargetRef", "apiVersion"), web(2),
                        "FailedGetScale", "no matches for kind \"ReplicaSet\" in group \"extensions\""),
                arguments("a daemon set has no scale", autoscaler("").with("DaemonSet", "spec", "scaleTargetRef", "kind"), List.of(),
                        "FailedGetScale", "the server could not find the requested resource"),
                arguments("the target may be missing", autoscaler(""), List.of(), "FailedGetScale", "replicasets.apps \"web\" not found"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void says_what_it_lacks(String because, KubeObject autoscaler, List<KubeObject> others, String reason, String message) {
        Plan plan = Given.objects(autoscaler).and(others).plan(reconciler(Measurements.NONE), "default/web");

        assertThat(Given.events(plan)).contains("Warning " + reason + " " + message);
        assertThat(deeds(plan)).isEmpty();
    }

    @Test
    void the_metric_that_asks_for_the_most_decides_and_one_that_fails_only_keeps_from_shrinking() {
        String fails = "{type: Pods, pods: {metric: {name: hits}, target: {type: AverageValue, averageValue: 1k}}}";
        String busy = "{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}";
        String memory = "{type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 1Gi}}}";
        Plan grows = Given.objects(metrics(fails, memory, busy)).and(web(4)).plan(reconciler(Measurements.NONE), "default/web");
        Plan stays = Given.objects(metrics(fails, memory)).and(web(4)).plan(reconciler(Measurements.NONE), "default/web");

        assertThat(Given.events(grows)).contains("Normal SuccessfulRescale New size: 7; reason: cpu resource utilization (percentage of request) above target")
                .anyMatch(event -> event.startsWith("Warning FailedGetPodsMetric"));
        assertThat(Given.status(grows).objects("currentMetrics").stream().map(metric -> metric.text("type")).toList()).containsExactly("", "Resource", "Resource");
        assertThat(deeds(stays)).isEmpty();
        assertThat(reason(Given.status(stays), "ScalingActive")).isEqualTo("FailedGetPodsMetric");
    }

    @Test
    void without_a_behaviour_the_highest_recommendation_of_the_last_minutes_is_still_gone_for() {
        memories.put(AutoscalerReconciler.memory("default/web"), AutoscalerMemory.of(Json.EMPTY, Given.NOW - 15_000).recommended(9).save());
        Plan plan = Given.objects(autoscaler(""), Given.replicaSet("web", 4)).and(pods(4, 100)).plan(reconciler(Measurements.NONE), "default/web");

        assertThat(Given.events(plan)).containsExactly("Normal SuccessfulRescale New size: 8; reason: ");
        assertThat(reason(Given.status(plan), "ScalingLimited")).isEqualTo("ScaleUpLimit");
    }

    @Test
    void a_container_counts_alone_where_the_metric_says_so() {
        KubeObject autoscaler = metrics("{type: ContainerResource, containerResource: {name: cpu, container: main, target: {type: Utilization, averageUtilization: 50}}}");
        Measurements requests = (pod, container) -> container.equals("main") ? 150 : 0;
        List<KubeObject> pods = web(2).stream().map(each -> each.kind().equals("Pod") ? each.withAnnotation(PodUsage.CPU, "10m") : each).toList();
        Plan plan = Given.objects(autoscaler).and(pods).plan(reconciler(requests), "default/web");

        assertThat(Given.events(plan)).containsExactly(
                "Normal SuccessfulRescale New size: 4; reason: cpu container resource utilization (percentage of request) above target");
        assertThat(Given.status(plan).objects("currentMetrics").getFirst()).isEqualTo(Json.of("type", "ContainerResource", "containerResource",
                Json.of("name", "cpu", "container", "main", "current", Json.of("averageUtilization", 80, "averageValue", "160m"))));
    }

    @Test
    void a_deployment_grows_with_its_load_and_shrinks_five_minutes_after_it() {
        Playground cluster = Playground.standard().apply("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, annotations: {lab.reconcile.dev/cpu-load: 100m}}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: main, image: nginx, resources: {requests: {cpu: 200m}}}]}
                ---
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: web}
                spec:
                  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
                  minReplicas: 1
                  maxReplicas: 5
                  metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]
                """).after(60);
        assertThat(cluster.get("deployments.apps", "web").spec().number(0, "replicas")).isEqualTo(1);

        cluster.change("deployments.apps", "web", d -> d.withAnnotation(PodUsage.LOAD, "400m")).after(90);
        assertThat(cluster.get("deployments.apps", "web").spec().number(0, "replicas")).isEqualTo(4);
        assertThat(cluster.events(AUTOSCALERS, "web")).contains("SuccessfulRescale: New size: 4; reason: cpu resource utilization (percentage of request) "
                + "above target");
        assertThat(cluster.get(AUTOSCALERS, "web").status().objects("currentMetrics").getFirst().number(0, "resource", "current", "averageUtilization"))
                .isEqualTo(50);

        cluster.change("deployments.apps", "web", d -> d.withAnnotation(PodUsage.LOAD, "100m")).after(200);
        assertThat(cluster.get("deployments.apps", "web").spec().number(0, "replicas")).isEqualTo(4);
        assertThat(cluster.get(AUTOSCALERS, "web").condition("AbleToScale").orElseThrow().text("reason")).isEqualTo("ScaleDownStabilized");
        cluster.fork().after(160);
        assertThat(cluster.get("deployments.apps", "web").spec().number(0, "replicas")).isEqualTo(1);
        assertThat(cluster.events(AUTOSCALERS, "web")).last().isEqualTo("SuccessfulRescale: New size: 1; reason: All metrics below target");
    }

    @Test
    void a_settled_autoscaler_writes_nothing() {
        KubeObject set = Given.replicaSet("web", 4);
        Given given = Given.objects(autoscaler(""), set).and(pods(4, 100));
        Plan first = given.plan(reconciler(Measurements.NONE), "default/web");
        first.steps().stream().map(Plan.Step::intent).filter(Plan.Intent.Local.class::isInstance).forEach(intent -> ((Plan.Intent.Local) intent).work().run());

        Plan second = Given.objects(autoscaler("").withStatus(Given.status(first)), set).and(pods(4, 100)).plan(reconciler(Measurements.NONE), "default/web");

        assertThat(second.steps()).isEmpty();
    }
}
