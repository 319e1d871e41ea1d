package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods that say themselves what they ask for and may use: on in 1.34 ({@code PodLevelResources}). */
class PodLevelResourcesTest {
    private static Json pod(String resources, String first, String second) throws JsonText.Malformed {
        return JsonText.trusted(("{'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': 'p'}, 'spec': {'resources': {" + resources + "}, 'containers': ["
                + "{'name': 'a', 'image': 'nginx', 'resources': {" + first + "}}, {'name': 'b', 'image': 'nginx', 'resources': {" + second + "}}]}}").replace('\'', '"'));
    }

    /** After the rows of {@code TestSetDefaultPodRequests} and {@code TestPodResourcesDefaults}. */
    @ParameterizedTest(name = "{0} | {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            'limits': {'cpu': '2', 'memory': '1Gi'}    |                                                      | {"limits":{"cpu":"2","memory":"1Gi"},"requests":{"cpu":"2","memory":"1Gi"}} | Guaranteed
            'limits': {'cpu': '2', 'memory': '1Gi'}    | 'requests': {'cpu': '500m'}                          | {"limits":{"cpu":"2","memory":"1Gi"},"requests":{"cpu":"500m","memory":"1Gi"}} | Burstable
            'limits': {'cpu': '2'}                     | 'limits': {'cpu': '1', 'memory': '1Mi'}              | {"limits":{"cpu":"2"},"requests":{"cpu":"1","memory":"1Mi"}} | Burstable
            'requests': {'cpu': '2'}                   | 'requests': {'memory': '1Mi'}                        | {"requests":{"cpu":"2"}} | Burstable
            'limits': {'cpu': '2'}                     | 'requests': {'ephemeral-storage': '1Gi'}             | {"limits":{"cpu":"2"},"requests":{"cpu":"2"}} | Burstable
            'limits': {'cpu': '2'}                     | 'limits': {'hugepages-2Mi': '4Mi', 'cpu': '1'}       | {"limits":{"cpu":"2","hugepages-2Mi":"4Mi"},"requests":{"cpu":"1","hugepages-2Mi":"4Mi"}} | Burstable
            'limits': {}                               | 'requests': {'cpu': '1'}                             | {"limits":{}} | BestEffort
            """)
    void what_is_left_out_comes_from_the_containers_or_else_from_the_limits(String resources, String container, String expected, String quality)
            throws JsonText.Malformed {
        KubeObject created = Prepared.created(pod(resources, container == null ? "" : container, ""));

        assertThat(created.spec().get("resources")).hasToString(expected);
        assertThat(created.status().text("qosClass")).isEqualTo(quality);
    }

    @ParameterizedTest(name = "{0} | {1} | {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            'requests': {'cpu': '2'}          | 'requests': {'cpu': '1'}     | 'requests': {'cpu': '1'}     |
            'requests': {'cpu': '1500m'}      | 'requests': {'cpu': '1'}     | 'requests': {'cpu': '1'}     | .requests[cpu]: Invalid value: "1500m": must be greater than or equal to aggregate container requests of 2
            'limits': {'memory': '1Gi'}       | 'limits': {'memory': '2Gi'}  | 'requests': {'memory': '1Mi'} | .requests: Invalid value: "2049Mi": must be less than or equal to memory limit of 1Gi; R.containers[0][memory].limits: Invalid value: "2Gi": must be less than or equal to pod limits of 1Gi
            'limits': {'cpu': '1'}            | 'limits': {'cpu': '1'}       | 'limits': {'cpu': '1'}       | .requests: Invalid value: "2": must be less than or equal to cpu limit of 1
            'requests': {'memory': '2'}, 'limits': {'memory': '1'} | | | .requests: Invalid value: "2": must be less than or equal to memory limit of 1
            'requests': {'ephemeral-storage': '1Gi'} | | | .requests[ephemeral-storage]: Unsupported value: "ephemeral-storage": supported values: "cpu", "hugepages-", "memory"
            'requests': {'example.com/gpu': '1'} | | | .requests[example.com/gpu]: Unsupported value: "example.com/gpu": supported values: "cpu", "hugepages-", "memory"; R.limits: Required value: Limit must be set for non overcommitable resources
            'requests': {'cpus': '1'}         | | | .requests[cpus]: Invalid value: "cpus": must be a standard resource type or fully qualified
            'limits': {'cpu': '1', 'hugepages-2Mi': '3Mi'} | | | .limits[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi; R.requests[hugepages-2Mi]: Invalid value: "3Mi": 3Mi is not positive integer multiple of hugepages-2Mi
            'claims': [{'name': 'gpu'}]       | | | .claims: Forbidden: claims cannot be set for Resources at pod-level; R.claims[0]: Not found: "gpu": must be one of the names in pod.spec.resourceClaims which is empty
            """)
    void the_pod_covers_its_containers(String resources, String first, String second, String outcome) throws JsonText.Malformed {
        String expected = outcome == null ? "" : ("R" + outcome).replaceAll("(^|; )R\\.", "$1spec.resources.");

        assertThat(String.join("; ", Prepared.problems(pod(resources, first == null ? "" : first, second == null ? "" : second)))).isEqualTo(expected);
    }
}
