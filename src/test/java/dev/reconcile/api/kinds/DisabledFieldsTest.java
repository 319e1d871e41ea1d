package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields whose features are off in 1.34: taken and forgotten. */
class DisabledFieldsTest {
    private static KubeObject pod(String spec) throws JsonText.Malformed {
        return Prepared.created(JsonText.trusted(("{'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': 'p'}, 'spec': {" + spec + "}}").replace('\'', '"')));
    }

    /** The field is gone, what stands beside it is not. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            'restartPolicyRules': [{'action': 'Restart', 'exitCodes': {'operator': 'In', 'values': [3]}}], 'restartPolicy': 'Never' | 'tty': true
            'restartPolicy': 'Always'                                                                             | 'tty': true
            'lifecycle': {'stopSignal': 'SIGUSR1'}                                                                | 'tty': true
            'env': [{'name': 'A', 'valueFrom': {'configMapKeyRef': {'name': 'm', 'key': 'k'}, 'fileKeyRef': {'path': 'a', 'volumeName': 'v', 'key': 'k'}}}] | 'env': [{'name': 'A', 'valueFrom': {'configMapKeyRef': {'name': 'm', 'key': 'k'}}}]
            """)
    void of_a_container(String sent, String kept) throws JsonText.Malformed {
        String container = "'containers': [{'name': 'c', 'image': 'nginx', 'tty': true, %s}]";

        assertThat(pod(container.formatted(sent)).tree()).isEqualTo(pod(container.formatted(kept)).tree());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            'hostnameOverride': 'other.example.com'                      | 'hostname': 'h'
            'volumes': [{'name': 'v', 'image': {'reference': 'nginx'}}]  | 'hostname': 'h'
            'volumes': [{'name': 'w', 'projected': {'sources': [{'clusterTrustBundle': {'path': 'a'}}, {'podCertificate': {'keyType': 'ED25519', 'signerName': 'a/b'}}]}}] | 'volumes': [{'name': 'w', 'projected': {'sources': [{}, {}]}}]
            'initContainers': [{'name': 'i', 'image': 'nginx', 'restartPolicy': 'OnFailure'}] | 'initContainers': [{'name': 'i', 'image': 'nginx'}]
            """)
    void of_a_pod(String sent, String kept) throws JsonText.Malformed {
        String mounting = "'hostname': 'h', 'containers': [{'name': 'c', 'image': 'nginx', 'volumeMounts': [{'name': 'v', 'mountPath': '/v'}]}], ";
        String without = sent.contains("'v'") ? "'hostname': 'h', 'containers': [{'name': 'c', 'image': 'nginx'}], " : mounting;

        assertThat(pod(mounting + sent).tree()).isEqualTo(pod(without + kept).tree());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            'initContainers': [{'name': 'i', 'image': 'nginx', 'restartPolicy': 'Always'}] |
            'volumes': [{'name': 'v', 'image': {'reference': 'nginx'}}], 'containers': [{'name': 'c', 'image': 'nginx', 'env': [{'name': 'A', 'valueFrom': {'fileKeyRef': {'path': 'a', 'volumeName': 'v', 'key': 'k'}}}]}] | spec.containers[0].env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`
            """)
    void what_is_left_is_looked_at_without_them(String sent, String outcome) throws JsonText.Malformed {
        String whole = sent.contains("'containers'") ? sent : "'containers': [{'name': 'c', 'image': 'nginx'}], " + sent;
        Json pod = JsonText.trusted(("{'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': 'p'}, 'spec': {" + whole + "}}").replace('\'', '"'));

        assertThat(String.join("; ", Prepared.problems(pod))).isEqualTo(outcome == null ? "" : outcome);
    }
}
