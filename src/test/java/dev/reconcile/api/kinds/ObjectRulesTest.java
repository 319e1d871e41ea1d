package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.MergePatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects of the smaller kinds that upstream refuses, new and changed. */
class ObjectRulesTest {
    private static Json json(String kind, String patch) throws JsonText.Malformed {
        String[] names = kind.split(" ");
        Json body = Json.of("apiVersion", names[0], "kind", names[1], "metadata", Json.of("name", "o"));
        return MergePatch.apply(body, JsonText.patch(patch.replace('\'', '"')));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            v1 Node      | {'spec': {'podCIDR': '10.1.0.0/24'}}             |
            v1 Node      | {'spec': {'podCIDRs': ['10.1.0.0/24', '10.2.0.0/24', '10.1']}} | spec.podCIDRs[2]: Invalid value: "10.1": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64); spec.podCIDRs: Invalid value: ["10.1.0.0/24","10.2.0.0/24","10.1"]: may specify no more than one CIDR for each IP family
            v1 Node      | {'spec': {'taints': [{'key': 'a', 'effect': 'No'}]}} | metadata.taints[0].effect: Unsupported value: "No": supported values: "NoSchedule", "PreferNoSchedule", "NoExecute"
            v1 Node      | {'status': {'capacity': {'pods': '1.5'}, 'allocatable': {}}} | status.capacity.pods: Invalid value: "1500m": must be an integer
            v1 Endpoints | {'subsets': [{}]}                                | subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`
            v1 Endpoints | {'subsets': [{'addresses': [{'ip': '127.0.0.1', 'nodeName': 'A'}], 'ports': [{'port': 0}, {'port': 1, 'name': 'b'}]}]} | subsets[0].addresses[0].nodeName: Invalid value: "A": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'); subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128); subsets[0].ports[0].name: Required value; subsets[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive
            v1 Endpoints | {'subsets': [{'addresses': [{'ip': 'x'}]}]}      | subsets[0].addresses[0].ip: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff); subsets[0].addresses[0].ip: Invalid value: "x": must be a valid IP address
            discovery.k8s.io/v1 EndpointSlice | {'addressType': 'IPv4', 'endpoints': [{'addresses': ['10.0.0.1']}], 'ports': [{'port': 80}]} |
            discovery.k8s.io/v1 EndpointSlice | {}                          | addressType: Required value
            discovery.k8s.io/v1 EndpointSlice | {'addressType': 'IPv4', 'endpoints': [{'addresses': []}, {'addresses': ['fd00::1']}], 'ports': [{}, {}]} | endpoints[0].addresses: Required value: must contain at least 1 address; endpoints[1].addresses[0]: Invalid value: "fd00::1": must be a valid IPv4 address; ports[1].name: Duplicate value: ""
            discovery.k8s.io/v1 EndpointSlice | {'addressType': 'FQDN', 'endpoints': [{'addresses': ['host']}]} | endpoints[0].addresses[0]: Invalid value: "host": should be a domain with at least two segments separated by dots
            networking.k8s.io/v1 IngressClass | {'spec': {'controller': 'a.b/c', 'parameters': {'kind': 'P', 'name': 'p'}}} |
            networking.k8s.io/v1 IngressClass | {'spec': {'controller': 'a'}} | spec.controller: Invalid value: "a": must be a domain-prefixed path (such as "acme.io/foo")
            networking.k8s.io/v1 IngressClass | {'spec': {'controller': 'a.b/c', 'parameters': {'kind': 'P', 'name': 'p', 'scope': 'Namespace'}}} | spec.parameters.namespace: Required value: `parameters.scope` is set to 'Namespace'
            networking.k8s.io/v1 IngressClass | {'spec': {'controller': 'a.b/c', 'parameters': {'namespace': 'n'}}} | spec.parameters.kind: Required value: kind is required; spec.parameters.name: Required value: name is required; spec.parameters.namespace: Forbidden: `parameters.scope` is set to 'Cluster'
            networking.k8s.io/v1 Ingress | {'spec': {'defaultBackend': {'resource': {'kind': 'B'}}}} | spec.defaultBackend.resource.name: Required value: name is required
            networking.k8s.io/v1 NetworkPolicy | {'spec': {'ingress': [{'from': [{'ipBlock': {'cidr': '10.0.0.0/8', 'except': ['10.1.0.0/16', '10.0.0.0/8', '11.0.0.0/16', 'fd00::/64']}}]}]}} | spec.ingress[0].from[0].ipBlock.except[1]: Invalid value: "10.0.0.0/8": must be a strict subset of `cidr`; spec.ingress[0].from[0].ipBlock.except[2]: Invalid value: "11.0.0.0/16": must be a strict subset of `cidr`; spec.ingress[0].from[0].ipBlock.except[3]: Invalid value: "fd00::/64": must be a strict subset of `cidr`
            networking.k8s.io/v1 NetworkPolicy | {'spec': {'ingress': [{'from': [{'ipBlock': {'cidr': 'fd00::/16', 'except': ['fd00:1::/32', 'fd01::/32']}}]}]}} | spec.ingress[0].from[0].ipBlock.except[1]: Invalid value: "fd01::/32": must be a strict subset of `cidr`
            coordination.k8s.io/v1 Lease | {'spec': {'leaseDurationSeconds': 0, 'leaseTransitions': -1, 'preferredHolder': 'a'}} | spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0; spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0; spec.preferredHolder: Forbidden: may only be specified if `strategy` is defined
            batch/v1 CronJob | {'spec': {'schedule': '* * * * *', 'timeZone': 'Asia/Seoul', 'jobTemplate': {'spec': {'template': {'spec': {'restartPolicy': 'Never', 'containers': [{'name': 'c', 'image': 'i'}]}}}}}} |
            batch/v1 CronJob | {'spec': {'schedule': '* * * * *', 'timeZone': '', 'jobTemplate': {'spec': {'template': {'spec': {'restartPolicy': 'Never', 'containers': [{'name': 'c', 'image': 'i'}]}}}}}} | spec.timeZone: Invalid value: "": timeZone must be nil or non-empty string
            policy/v1 PodDisruptionBudget | {'spec': {'minAvailable': 1, 'maxUnavailable': '50%', 'selector': {'matchLabels': {'a': 'b'}, 'matchExpressions': [{'key': 'c', 'operator': 'Exists'}]}}} | spec: Invalid value: {"MinAvailable":1,"Selector":{"matchLabels":{"a":"b"},"matchExpressions":[{"key":"c","operator":"Exists"}]},"MaxUnavailable":"50%","UnhealthyPodEvictionPolicy":null}: minAvailable and maxUnavailable cannot be both set
            v1 Event     | {'involvedObject': {'namespace': 'other'}}       | involvedObject.namespace: Invalid value: "other": does not match event.namespace
            v1 Secret    | {'type': 'kubernetes.io/ssh-auth', 'data': {'ssh-privatekey': ''}} | data[ssh-privatekey]: Required value
            v1 Secret    | {'type': 'kubernetes.io/tls', 'data': {'tls.crt': ''}} | data[tls.key]: Required value
            v1 Secret    | {'type': 'kubernetes.io/basic-auth'}             | data[username]: Required value; data[password]: Required value
            v1 Secret    | {'type': 'kubernetes.io/dockerconfigjson', 'stringData': {'.dockerconfigjson': '{}'}} |
            """)
    void a_new_object(String kind, String patch, String outcome) throws JsonText.Malformed {
        assertThat(String.join("; ", Prepared.problems(json(kind, patch)))).isEqualTo(outcome == null ? "" : outcome);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            v1 Node                              | {'spec': {'podCIDR': '10.1.0.0/24'}} | {'spec': {'podCIDR': '10.2.0.0/24'}} | spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid
            v1 Node                              | {'spec': {'externalID': 'a'}}   | {'spec': {'externalID': 'b'}}  | spec.externalID: Forbidden: may not be updated
            v1 Node                              | {'spec': {'providerID': 'a'}}   | {'spec': {'providerID': 'b'}}  | spec.providerID: Forbidden: node updates may not change providerID except from "" to valid
            v1 Node                              | {}                              | {'spec': {'providerID': 'b'}}  |
            discovery.k8s.io/v1 EndpointSlice    | {'addressType': 'IPv4'}         | {'addressType': 'IPv6'}        | addressType: Invalid value: "IPv6": field is immutable
            networking.k8s.io/v1 IngressClass    | {'spec': {'controller': 'a.b/c'}} | {'spec': {'controller': 'a'}} | spec.controller: Invalid value: "a": field is immutable; spec.controller: Invalid value: "a": must be a domain-prefixed path (such as "acme.io/foo")
            scheduling.k8s.io/v1 PriorityClass   | {'value': 1}                    | {'value': 2, 'preemptionPolicy': 'Never'} | value: Forbidden: may not be changed in an update.; preemptionPolicy: Invalid value: "Never": field is immutable
            v1 Secret                            | {'immutable': true, 'data': {'a': 'MQ=='}} | {'data': {'b c': 'MQ=='}} | data: Forbidden: field is immutable when `immutable` is set; data[b c]: Invalid value: "b c": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')
            """)
    void a_changed_object(String kind, String patch, String change, String outcome) throws JsonText.Malformed {
        KubeObject before = Prepared.created(json(kind, patch)).with("7", "metadata", "resourceVersion");
        KubeObject after = new KubeObject(MergePatch.apply(before.tree(), JsonText.patch(change.replace('\'', '"'))));

        assertThat(String.join("; ", Prepared.problems(before, after))).isEqualTo(outcome == null ? "" : outcome);
    }
}
