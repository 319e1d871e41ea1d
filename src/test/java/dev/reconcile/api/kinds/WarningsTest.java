package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.MergePatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What upstream tells the writer of an object although it takes it. */
class WarningsTest {
    private static final String TEMPLATE = "{'metadata': {'labels': {'a': 'b'}}, 'spec': {'containers': [{'name': 'c', 'image': 'i', 'env': [{'name': 'A'}, {'name': 'A'}]}]}}";
    private static final String HIDES = "hides previous definition of \"A\", which may be dropped when using apply";

    private static Json json(String kind, String patch) throws JsonText.Malformed {
        String[] names = kind.split(" ");
        Json body = Json.of("apiVersion", names[0], "kind", names[1], "metadata", Json.of("name", "o"));
        return MergePatch.apply(body, JsonText.patch(patch.replace('\'', '"')));
    }

    private static String warnings(KubeObject before, KubeObject after) {
        return String.join("; ", Prepared.kind(after.tree()).rules().warnings(before, after));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'spec': {'nodeSelector': {'beta.kubernetes.io/os': 'linux'}}} | spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use "kubernetes.io/os" instead
            {'spec': {'affinity': {'nodeAffinity': {'requiredDuringSchedulingIgnoredDuringExecution': {'nodeSelectorTerms': [{'matchExpressions': [{'key': 'node-role.kubernetes.io/master', 'operator': 'Exists'}]}]}}}}} | spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].key: node-role.kubernetes.io/master is use "node-role.kubernetes.io/control-plane" instead
            {'spec': {'topologySpreadConstraints': [{'maxSkew': 1, 'topologyKey': 'failure-domain.beta.kubernetes.io/zone', 'whenUnsatisfiable': 'DoNotSchedule'}]}} | spec.topologySpreadConstraints[0].topologyKey: failure-domain.beta.kubernetes.io/zone is deprecated since v1.17; use "topology.kubernetes.io/zone" instead; spec.topologySpreadConstraints[0].labelSelector: a null labelSelector results in matching no pod
            {'metadata': {'annotations': {'scheduler.alpha.kubernetes.io/critical-pod': ''}}} | metadata.annotations[scheduler.alpha.kubernetes.io/critical-pod]: non-functional in v1.16+; use the "priorityClassName" field instead
            {'spec': {'volumes': [{'name': 'v', 'gitRepo': {'repository': 'r'}}]}} | spec.volumes[0].gitRepo: deprecated in v1.11
            {'spec': {'hostAliases': [{'ip': '10.0.0.1'}, {'ip': '10.0.0.1'}], 'imagePullSecrets': [{'name': 'a'}, {'name': 'a'}, {}]}} | spec.hostAliases[1].ip: duplicate ip "10.0.0.1"; spec.imagePullSecrets[1].name: duplicate name "a"; spec.imagePullSecrets[2].name: invalid empty name ""
            {'spec': {'containers': [{'name': 'c', 'image': 'i', 'resources': {'limits': {'memory': '1500m'}}, 'env': [{'name': 'A', 'value': '1'}, {'name': 'A', 'value': '$(A)2'}, {'name': 'A', 'value': '$(A)'}]}]}} | spec.containers[0].resources.limits[memory]: fractional byte value "1500m" is invalid, must be an integer; spec.containers[0].resources.requests[memory]: fractional byte value "1500m" is invalid, must be an integer; spec.containers[0].env[2]: hides previous definition of "A", which may be dropped when using apply
            {'spec': {'containers': [{'name': 'c', 'image': 'i', 'ports': [{'containerPort': 80}, {'containerPort': 80, 'name': 'a'}, {'containerPort': 80, 'hostPort': 8080}, {'containerPort': 80, 'hostPort': 8080, 'hostIP': '10.0.0.1'}]}]}} | spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]; spec.containers[0].ports[2]: overlapping port definition with spec.containers[0].ports[0]; spec.containers[0].ports[2]: overlapping port definition with spec.containers[0].ports[1]; spec.containers[0].ports[3]: overlapping port definition with spec.containers[0].ports[0]; spec.containers[0].ports[3]: overlapping port definition with spec.containers[0].ports[1]; spec.containers[0].ports[3]: dangerously ambiguous port definition with spec.containers[0].ports[2]
            {'spec': {'terminationGracePeriodSeconds': -1}} | spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1
            {'spec': {'affinity': {'podAntiAffinity': {'requiredDuringSchedulingIgnoredDuringExecution': [{'topologyKey': 'z'}], 'preferredDuringSchedulingIgnoredDuringExecution': [{'weight': 1, 'podAffinityTerm': {'topologyKey': 'z'}}]}}}} | spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector: a null labelSelector results in matching no pod; spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector: a null labelSelector results in matching no pod
            {'spec': {'volumes': [{'name': 'v', 'projected': {'sources': [{'serviceAccountToken': {'path': 't'}}, {'secret': {'name': 's', 'items': [{'key': 'k', 'path': 't'}]}}]}}]}} | spec.volumes[0].projected.sources.secrets[0]: has duplicated path with ServiceAccountToken "t"
            {'spec': {}} |
            """)
    void a_pod(String patch, String outcome) throws JsonText.Malformed {
        KubeObject pod = Prepared.created(MergePatch.apply(json("v1 Pod", "{'spec': {'containers': [{'name': 'c', 'image': 'i'}]}}"),
                JsonText.patch(patch.replace('\'', '"'))));

        assertThat(warnings(null, pod)).isEqualTo(outcome == null ? "" : outcome);
        assertThat(warnings(pod, pod)).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            v1 Service               | {'spec': {'clusterIP': 'None', 'externalIPs': ['10.0.0.1'], 'sessionAffinity': 'ClientIP'}} | spec.externalIPs is ignored for headless services; spec.SessionAffinity is ignored for headless services
            v1 Service               | {'spec': {'type': 'ExternalName', 'externalName': 'a.b', 'externalIPs': ['10.0.0.1']}} | spec.externalIPs is ignored when spec.type is "ExternalName"
            v1 Service               | {'spec': {'externalName': 'a.b'}} | spec.externalName is ignored when spec.type is not "ExternalName"
            v1 PersistentVolumeClaim | {'metadata': {'annotations': {'volume.beta.kubernetes.io/storage-class': 'a'}}, 'spec': {'resources': {'requests': {'storage': '1500m'}}}} | metadata.annotations[volume.beta.kubernetes.io/storage-class]: deprecated since v1.8; use "storageClassName" attribute instead; spec.resources.requests[storage]: fractional byte value "1500m" is invalid, must be an integer
            v1 PersistentVolume      | {'spec': {'persistentVolumeReclaimPolicy': 'Recycle', 'cephfs': {}}} | spec.persistentVolumeReclaimPolicy: The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.; spec.cephfs: deprecated in v1.28, non-functional in v1.31+
            networking.k8s.io/v1 Ingress | {'metadata': {'annotations': {'kubernetes.io/ingress.class': 'a'}}} | annotation "kubernetes.io/ingress.class" is deprecated, please use 'spec.ingressClassName' instead
            apps/v1 StatefulSet      | {'spec': {'revisionHistoryLimit': -1, 'volumeClaimTemplates': [{'spec': {'resources': {'requests': {'storage': '1500m'}}}}]}} | spec.volumeClaimTemplates[0].resources.requests[storage]: fractional byte value "1500m" is invalid, must be an integer; spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended
            """)
    void another_object(String kind, String patch, String outcome) throws JsonText.Malformed {
        assertThat(warnings(null, Prepared.created(json(kind, patch)))).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            apps/v1 Deployment       | {'spec': {'template': T}}                  | spec.template
            apps/v1 ReplicaSet       | {'spec': {'template': T}}                  | spec.template
            apps/v1 DaemonSet        | {'spec': {'template': T}}                  | spec.template
            apps/v1 StatefulSet      | {'spec': {'template': T}}                  | spec.template
            batch/v1 Job             | {'spec': {'template': T}}                  | spec.template
            batch/v1 CronJob         | {'spec': {'jobTemplate': {'spec': {'template': T}}}} | spec.jobTemplate.spec.template
            v1 ReplicationController | {'spec': {'template': T}}                  | spec.template
            """)
    void a_template_warns_as_its_pods_do_whenever_the_spec_changes(String kind, String patch, String path) throws JsonText.Malformed {
        KubeObject workload = Prepared.created(json(kind, patch.replace("T}", TEMPLATE + "}")));
        String outcome = path + ".spec.containers[0].env[1]: " + HIDES;

        assertThat(warnings(null, workload)).isEqualTo(outcome);
        assertThat(warnings(workload, workload)).isEmpty();
        assertThat(warnings(workload, workload.with(2L, "metadata", "generation"))).isEqualTo(outcome);
    }

    @Test
    void a_name_that_is_no_host_name() throws JsonText.Malformed {
        String text = ", which can result in surprising behavior; a DNS label is recommended: [must not contain dots]";

        assertThat(warnings(null, Prepared.created(json("v1 Pod", "{'metadata': {'name': 'a.b'}}"))))
                .isEqualTo("metadata.name: this is used in the Pod's hostname" + text);
        assertThat(warnings(null, Prepared.created(json("apps/v1 Deployment", "{'metadata': {'name': 'a.b'}}"))))
                .isEqualTo("metadata.name: this is used in Pod names and hostnames" + text);
        assertThat(warnings(null, Prepared.created(json("apps/v1 DaemonSet", "{'metadata': {'name': 'a.b'}}")))).isEmpty();
    }
}
