package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.MergePatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may change in an object once it is there, and what not. */
class ChangesTest {
    private static final String POD = "{'restartPolicy': '%s', 'containers': [{'name': 'c', 'image': 'nginx:1.20'}]}";
    private static final String TEMPLATE = "'selector': {'matchLabels': {'app': 'web'}}, 'template': {'metadata': {'labels': {'app': 'web'}}, 'spec': "
            + POD.formatted("Always") + "}";

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            Deployment            | {"spec": {"replicas": 5}}                                                            | fine
            Deployment            | {"spec": {"replicas": -1}}                                                           | spec.replicas: Invalid value: -1: must be greater than or equal to 0
            Deployment            | {"spec": {"selector": {"matchLabels": {"tier": "x"}}}}                               | spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`; spec.selector: Invalid value: {"matchLabels":{"app":"web","tier":"x"}}: field is immutable
            Deployment            | {"spec": {"selector": null}}                                                         | spec.selector: Required value; spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`; spec.selector: Invalid value: "null": field is immutable
            Deployment            | {"spec": {"strategy": {"type": "Recreate"}}}                                         | spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'
            StatefulSet           | {"spec": {"replicas": 5, "updateStrategy": {"rollingUpdate": {"partition": 2}}}}     | fine
            StatefulSet           | {"spec": {"serviceName": "other"}}                                                   | spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden
            DaemonSet             | {"spec": {"selector": {"matchLabels": {"app": "zzz"}}}}                              | spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`; spec.selector: Invalid value: {"matchLabels":{"app":"zzz"}}: field is immutable
            Job                   | {"spec": {"parallelism": 3, "suspend": true}}                                        | fine
            Job                   | {"spec": {"completions": 5}}                                                         | spec.completions: Invalid value: 5: field is immutable
            Pod                   | {"metadata": {"labels": {"a": "b"}}}                                                 | fine
            Pod                   | {"spec": {"activeDeadlineSeconds": 5}}                                               | fine
            Pod                   | {"spec": {"containers": [{"name": "c", "image": "nginx:1.21"}]}}                     | fine
            Pod                   | {"spec": {"containers": [{"name": "c", "image": "a"}, {"name": "d", "image": "a"}]}} | spec.containers: Forbidden: pod updates may not add or remove containers
            Pod                   | {"spec": {"tolerations": [{"key": "a", "operator": "Exists"}]}}                      | fine
            ConfigMap             | {"data": {"a": "2"}}                                                                 | data: Forbidden: field is immutable when `immutable` is set
            ConfigMap             | {"immutable": false}                                                                 | immutable: Forbidden: field is immutable when `immutable` is set
            Secret                | {"type": "x/y"}                                                                      | type: Invalid value: "x/y": field is immutable
            Secret                | {"stringData": {"a": "2"}}                                                           | fine
            PersistentVolumeClaim | {"spec": {"accessModes": ["ReadOnlyMany"]}}                                          | spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims
            Service               | {"spec": {"selector": {"app": "other"}}}                                             | fine
            Service               | {"spec": {"clusterIP": "10.96.99.99", "clusterIPs": ["10.96.99.99"]}}                | spec.clusterIPs[0]: Invalid value: ["10.96.99.99"]: may not change once set
            """)
    void a_change_is_fine_or_refused(String kind, String patch, String outcome) throws JsonText.Malformed {
        KubeObject before = stored(kind);
        KubeObject after = new KubeObject(MergePatch.apply(before.tree(), JsonText.patch(patch)));

        String problems = String.join("; ", Prepared.problems(before, after));

        assertThat(problems.isEmpty() ? "fine" : problems.lines().findFirst().orElseThrow()).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            a node is chosen by binding alone | {"nodeName": "worker-1"} | "NodeName": "worker-1",
            variables stay                    | {"hostname": "other"}    | "Hostname": "other",
            """)
    void a_pod_keeps_the_rest_of_its_spec(String because, String change, String shown) throws JsonText.Malformed {
        KubeObject before = stored("Pod");
        Json spec = MergePatch.apply(before.spec(), JsonText.patch(change));

        assertThat(Prepared.problems(before, before.with(spec, "spec"))).as(because).singleElement().asString()
                .startsWith("spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
                        + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
                        + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n")
                .contains("+ " + shown);
    }

    @Test
    void an_annotation_counts_as_a_generation_of_a_deployment_but_not_of_a_daemon_set() {
        KubeObject deployment = stored("Deployment");
        KubeObject daemonSet = stored("DaemonSet");

        assertThat(prepared(deployment, deployment.withAnnotation("note", "1")).generation()).isEqualTo(2);
        assertThat(prepared(daemonSet, daemonSet.withAnnotation("note", "1")).generation()).isEqualTo(1);
    }

    @Test
    void the_template_of_a_daemon_set_is_counted() {
        KubeObject set = stored("DaemonSet");
        KubeObject changed = set.with("b", "spec", "template", "metadata", "annotations", "a");

        assertThat(prepared(set, changed).annotation("deprecated.daemonset.template.generation")).contains("2");
    }

    private static KubeObject prepared(KubeObject before, KubeObject after) {
        return Prepared.kind(before.tree()).rules().prepareUpdate(before, after);
    }

    private static KubeObject stored(String kind) {
        String body = switch (kind) {
            case "Deployment", "DaemonSet", "StatefulSet" -> "'apiVersion': 'apps/v1', 'spec': {" + TEMPLATE + "}";
            case "Job" -> "'apiVersion': 'batch/v1', 'spec': {'template': {'spec': " + POD.formatted("Never") + "}}";
            case "Pod" -> "'apiVersion': 'v1', 'spec': " + POD.formatted("Always");
            case "ConfigMap" -> "'apiVersion': 'v1', 'immutable': true, 'data': {'a': '1'}";
            case "Secret" -> "'apiVersion': 'v1', 'data': {'a': 'MQ=='}";
            case "PersistentVolumeClaim" ->
                "'apiVersion': 'v1', 'spec': {'accessModes': ['ReadWriteOnce'], 'resources': {'requests': {'storage': '1Gi'}}}";
            case "Service" -> "'apiVersion': 'v1', 'spec': {'clusterIP': '10.96.0.9', 'ports': [{'port': 80}]}";
            default -> throw new IllegalArgumentException(kind);
        };
        String text = "{'kind': '" + kind + "', 'metadata': {'name': 'web'}, " + body + "}";
        return Prepared.created(JsonText.trusted(text.replace('\'', '"'))).with("7", "metadata", "resourceVersion");
    }
}
