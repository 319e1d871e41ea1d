package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.MergePatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services that upstream refuses, new and changed, on a cluster that speaks IPv4 only. */
class ServiceRulesTest {
    private static final String BODY = "{'apiVersion': 'v1', 'kind': 'Service', 'metadata': {'name': 's'}, 'spec': {'selector': {'app': 's'}, 'ports': [{'port': 80}]}}";

    private static Json json(String text) throws JsonText.Malformed {
        return JsonText.patch(text.replace('\'', '"'));
    }

    private static Json with(Json body, String spec) throws JsonText.Malformed {
        return MergePatch.apply(body, Json.of("spec", json(spec)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'ipFamilyPolicy': 'RequireDualStack'}                       | spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services
            {'ipFamilyPolicy': 'PreferDualStack'}                        |
            {'ipFamilyPolicy': 'Dual'}                                   | spec.ipFamilyPolicy: Unsupported value: "Dual": supported values: "PreferDualStack", "RequireDualStack", "SingleStack"
            {'ipFamilies': ['IPv6']}                                     | spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster
            {'ipFamilies': ['IPv4', 'IPv4']}                             | spec.ipFamilies[1]: Duplicate value: "IPv4"
            {'ipFamilies': ['IPv5']}                                     | spec.ipFamilies[0]: Unsupported value: "IPv5": supported values: "IPv4", "IPv6"
            {'ipFamilies': ['IPv4', 'IPv6']}                             | spec.ipFamilyPolicy: Invalid value: "SingleStack": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified
            {'clusterIP': 'fd00::1'}                                     | spec.clusterIPs[0]: Invalid value: ["fd00::1"]: IPv6 is not configured on this cluster
            {'clusterIP': '10.96.0.9', 'clusterIPs': ['10.96.0.8']}      | spec.clusterIPs: Invalid value: ["10.96.0.8"]: first value must match `clusterIP`
            {'clusterIPs': ['10.96.0.8']}                                | spec.clusterIPs: Invalid value: ["10.96.0.8"]: must be empty when `clusterIP` is not specified
            {'clusterIP': 'None', 'clusterIPs': ['None', '10.96.0.8']}   | spec.clusterIPs: Invalid value: ["None","10.96.0.8"]: 'None' must be the first and only value
            {'clusterIP': '10.96.0.9', 'clusterIPs': ['10.96.0.9', '10.96.0.8']} | spec.clusterIPs: Invalid value: ["10.96.0.9","10.96.0.8"]: may specify no more than one IP for each IP family
            {'clusterIP': '10.96.0.9', 'ipFamilies': ['IPv6']}           | spec.clusterIPs[0]: Invalid value: "10.96.0.9": expected an IPv6 value as indicated by `ipFamilies[0]`
            {'clusterIP': '10.96.0'}                                     | spec.clusterIPs[0]: Invalid value: "10.96.0": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)
            {'type': 'NodePort', 'clusterIP': 'None'}                    | spec.clusterIPs[0]: Invalid value: "None": may not be set to 'None' for NodePort services
            {'type': 'ExternalName', 'externalName': 'a.example.com.'}   |
            {'type': 'ExternalName', 'clusterIPs': ['10.96.0.9'], 'externalName': 'a_b'} | spec.clusterIPs: Forbidden: may not be set for ExternalName services; spec.externalName: Invalid value: "a_b": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
            {'sessionAffinity': 'ClientIP', 'sessionAffinityConfig': {'clientIP': {'timeoutSeconds': 86401}}} | spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be greater than 0 and less than 86400
            {'externalIPs': ['127.0.0.1']}                               | spec.externalIPs[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)
            {'externalIPs': ['0.0.0.0', '169.254.1.1', '224.0.0.1']}     | spec.externalIPs[0]: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0); spec.externalIPs[1]: Invalid value: "169.254.1.1": may not be in the link-local range (169.254.0.0/16, fe80::/10); spec.externalIPs[2]: Invalid value: "224.0.0.1": may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)
            {'externalIPs': ['1.2.3']}                                   | spec.externalIPs[0]: Invalid value: "1.2.3": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)
            {'loadBalancerSourceRanges': ['10.0.0.0/8']}                 | spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'
            {'type': 'LoadBalancer', 'loadBalancerSourceRanges': [' 10.0.0.0/8 ', '10.0.0.0/33']} | spec.LoadBalancerSourceRanges[1]: Invalid value: "10.0.0.0/33": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)
            {'allocateLoadBalancerNodePorts': false}                     | spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer'
            {'loadBalancerClass': 'a/b'}                                 | spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'
            {'type': 'LoadBalancer', 'loadBalancerClass': 'a/'}          | spec.loadBalancerClass: Invalid value: "a/": name part must be non-empty; spec.loadBalancerClass: Invalid value: "a/": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
            {'externalTrafficPolicy': 'Local'}                           | spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services
            {'type': 'NodePort', 'externalTrafficPolicy': 'Near'}        | spec.externalTrafficPolicy: Unsupported value: "Near": supported values: "Cluster", "Local"
            {'type': 'NodePort', 'externalTrafficPolicy': 'Local', 'healthCheckNodePort': 30001} | spec.healthCheckNodePort: Invalid value: 30001: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'
            {'internalTrafficPolicy': 'Near'}                            | spec.internalTrafficPolicy: Unsupported value: "Near": supported values: "Cluster", "Local"
            {'trafficDistribution': 'PreferSameNode'}                    |
            {'trafficDistribution': 'Near'}                              | spec.trafficDistribution: Unsupported value: "Near": supported values: "PreferClose", "PreferSameZone", "PreferSameNode"
            {'type': 'Name', 'sessionAffinity': 'Client'}                | spec.sessionAffinity: Unsupported value: "Client": supported values: "ClientIP", "None"; spec.type: Unsupported value: "Name": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"
            """)
    void a_new_service(String spec, String outcome) throws JsonText.Malformed {
        assertThat(String.join("; ", Prepared.problems(with(json(BODY), spec)))).isEqualTo(outcome == null ? "" : outcome);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'clusterIP': '10.96.0.9'} | {'clusterIP': '10.96.0.8'}        | spec.clusterIPs[0]: Invalid value: ["10.96.0.8"]: may not change once set
            {'clusterIP': '10.96.0.9'} | {'clusterIP': 'None'}             | spec.clusterIPs[0]: Invalid value: ["None"]: may not change once set
            {'clusterIP': '10.96.0.9'} | {'clusterIP': null, 'clusterIPs': null, 'selector': {'app': 'b'}} |
            {'clusterIP': '10.96.0.9'} | {'ipFamilies': ['IPv6']}          | spec.clusterIPs[0]: Invalid value: "10.96.0.9": expected an IPv6 value as indicated by `ipFamilies[0]`
            {'clusterIP': '10.96.0.9'} | {'ipFamilyPolicy': 'RequireDualStack'} | spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services
            {'clusterIP': '10.96.0.9'} | {'type': 'ExternalName', 'externalName': 'a.example.com'} |
            {'clusterIP': '10.96.0.9'} | {'type': 'ExternalName'}          | spec.externalName: Required value
            {'clusterIP': 'None', 'selector': null} | {'ipFamilyPolicy': 'SingleStack'} |
            {'type': 'LoadBalancer', 'clusterIP': '10.96.0.9', 'loadBalancerClass': 'a/b'} | {'loadBalancerClass': 'a/c'} | spec.loadBalancerClass: Invalid value: "a/c": may not change once set
            {'type': 'LoadBalancer', 'clusterIP': '10.96.0.9', 'loadBalancerClass': 'a/b'} | {'loadBalancerClass': null}  | spec.loadBalancerClass: Invalid value: "null": may not change once set
            {'type': 'LoadBalancer', 'clusterIP': '10.96.0.9', 'loadBalancerClass': 'a/b'} | {'type': 'ClusterIP'} |
            {'type': 'LoadBalancer', 'clusterIP': '10.96.0.9', 'externalTrafficPolicy': 'Local', 'healthCheckNodePort': 30001} | {'healthCheckNodePort': 30002} | spec.healthCheckNodePort: Forbidden: field is immutable
            {'type': 'LoadBalancer', 'clusterIP': '10.96.0.9', 'externalTrafficPolicy': 'Local', 'healthCheckNodePort': 30001} | {'externalTrafficPolicy': 'Cluster'} |
            {'type': 'NodePort', 'clusterIP': '10.96.0.9', 'ports': [{'port': 80, 'nodePort': 30080}]} | {'type': 'ClusterIP'} |
            {'type': 'NodePort', 'clusterIP': '10.96.0.9', 'ports': [{'port': 80, 'nodePort': 30080}]} | {'type': 'ClusterIP', 'ports': [{'port': 80, 'nodePort': 30081}]} | spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'
            """)
    void a_changed_service(String spec, String change, String outcome) throws JsonText.Malformed {
        KubeObject before = Prepared.created(with(json(BODY), spec)).with("7", "metadata", "resourceVersion");
        KubeObject after = new KubeObject(with(before.tree(), change));

        assertThat(String.join("; ", Prepared.problems(before, after))).isEqualTo(outcome == null ? "" : outcome);
    }

    @Test
    void who_affinity_is_by_client_lasts_three_hours_by_default() throws JsonText.Malformed {
        Json spec = Prepared.created(with(json(BODY), "{'sessionAffinity': 'ClientIP'}")).spec();

        assertThat(spec.number(0, "sessionAffinityConfig", "clientIP", "timeoutSeconds")).isEqualTo(10_800);
    }

    @Test
    void a_headless_service_that_selects_nothing_may_have_endpoints_of_both_families() throws JsonText.Malformed {
        Json spec = Prepared.created(with(json(BODY), "{'selector': null, 'clusterIP': 'None'}")).spec();

        assertThat(spec.texts("ipFamilies")).containsExactly("IPv4", "IPv6");
        assertThat(spec.text("ipFamilyPolicy")).isEqualTo("RequireDualStack");
    }

    @Test
    void hints_and_mode_of_topology_agree() throws JsonText.Malformed {
        Json annotated = MergePatch.apply(json(BODY), json("{'metadata': {'annotations': {'service.kubernetes.io/topology-mode': 'Auto',"
                + " 'service.kubernetes.io/topology-aware-hints': 'auto'}}}"));

        assertThat(Prepared.problems(annotated)).containsExactly("metadata.annotations[service.kubernetes.io/topology-mode]: Invalid value: \"Auto\":"
                + " must match annotations[service.kubernetes.io/topology-aware-hints] when both are specified");
    }
}
