package dev.reconcile.api.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Caller;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.cluster.Playground;
import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of {@code plugin/pkg/admission/runtimeclass/admission_test.go}. */
class RuntimeClassesTest {
    private static final String CLASSES = "runtimeclasses.node.k8s.io";

    private final Playground cluster = Playground.standard();

    private Reply create(String resource, String namespace, String json) throws JsonText.Malformed {
        return cluster.cluster().request(Request.create(Caller.learner(0), resource, namespace, JsonText.trusted(json.replace('\'', '"')), Options.NONE));
    }

    private static String told(Reply reply) {
        return reply instanceof Reply.Failed failed ? failed.status().message() : "";
    }

    @BeforeEach
    void a_class() throws JsonText.Malformed {
        assertThat(told(create(CLASSES, "", "{'apiVersion': 'node.k8s.io/v1', 'kind': 'RuntimeClass', 'metadata': {'name': 'kata'}, 'handler': 'kata',"
                + " 'overhead': {'podFixed': {'cpu': '250m', 'memory': '64Mi'}}, 'scheduling': {'nodeSelector': {'kata': 'yes'},"
                + " 'tolerations': [{'key': 'kata', 'operator': 'Exists', 'effect': 'NoSchedule'}]}}"))).isEmpty();
    }

    private Reply pod(String spec) throws JsonText.Malformed {
        return create("pods", "default", "{'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': 'p'}, 'spec': {" + spec + "'containers': [{'name': 'c', 'image': 'nginx'}]}}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            'runtimeClassName': 'gvisor',                                                   | pod rejected: RuntimeClass "gvisor" not found
            'runtimeClassName': 'kata', 'overhead': {'cpu': '1'},                           | pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead
            'runtimeClassName': 'kata', 'nodeSelector': {'kata': 'no'},                     | conflict: runtimeClass.scheduling.nodeSelector[kata] = yes; pod.spec.nodeSelector[kata] = no
            'overhead': {'cpu': '1'},                                                       | pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead
            """)
    void a_pod_is_refused(String spec, String why) throws JsonText.Malformed {
        assertThat(told(pod(spec))).isEqualTo("pods \"p\" is forbidden: " + why);
    }

    @Test
    void a_pod_gets_what_its_class_brings_along() throws JsonText.Malformed {
        Json spec = ((Reply.One) pod("'runtimeClassName': 'kata', 'nodeSelector': {'a': 'b'}, 'tolerations': [{'key': 'kata', 'operator': 'Equal', 'value': 'x', 'effect': 'NoSchedule'}], "))
                .object().spec();

        assertThat(spec.get("overhead")).isEqualTo(Json.of("cpu", "250m", "memory", "64Mi"));
        assertThat(spec.get("nodeSelector")).isEqualTo(Json.of("a", "b", "kata", "yes"));
        assertThat(spec.objects("tolerations")).extracting(toleration -> toleration.text("key") + " " + toleration.text("operator"))
                .containsExactly("node.kubernetes.io/not-ready Exists", "node.kubernetes.io/unreachable Exists", "kata Exists");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            'handler': 'a.b'                                              | handler: Invalid value: "a.b": must not contain dots
            'handler': 'a', 'overhead': {'podFixed': {'cpus': '1'}}       | [overhead.limits[cpus]: Invalid value: "cpus": must be a standard resource type or fully qualified, overhead.limits[cpus]: Invalid value: "cpus": must be a standard resource for containers]
            'handler': 'a', 'scheduling': {'nodeSelector': {'a': 'b c'}}  | scheduling.nodeSelector: Invalid value: "b c": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')
            """)
    void a_class_is_refused(String fields, String why) throws JsonText.Malformed {
        assertThat(told(create(CLASSES, "", "{'apiVersion': 'node.k8s.io/v1', 'kind': 'RuntimeClass', 'metadata': {'name': 'r'}, " + fields + "}")))
                .isEqualTo("RuntimeClass.node.k8s.io \"r\" is invalid: " + why);
    }

    @Test
    void a_binding_of_its_own_gives_a_pod_its_node() throws JsonText.Malformed {
        assertThat(told(pod("'schedulerName': 'mine', "))).isEmpty();
        Reply bound = create("bindings", "default", "{'apiVersion': 'v1', 'kind': 'Binding', 'metadata': {'name': 'p'}, 'target': {'kind': 'Node', 'name': 'worker-1'}}");

        assertThat(told(bound)).isEmpty();
        assertThat(cluster.get("pods", "p").spec().text("nodeName")).isEqualTo("worker-1");
    }
}
