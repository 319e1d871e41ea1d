package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.MergePatch;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects that upstream's validation refuses, with its texts; what the recordings do not have. */
class RefusedTest {
    private static final String RULE = "spec.podFailurePolicy.rules[0]";

    /** The rest of the object is fine. */
    private static String problems(String body, String patch) throws JsonText.Malformed {
        Json whole = MergePatch.apply(JsonText.trusted(body.replace('\'', '"')), JsonText.patch(patch.replace('\'', '"')));
        return String.join("; ", Prepared.problems(whole));
    }

    private static String job(String spec) throws JsonText.Malformed {
        return problems("{'apiVersion': 'batch/v1', 'kind': 'Job', 'metadata': {'name': 'j'}, 'spec': {'template': {'spec': {'restartPolicy': 'Never',"
                + " 'initContainers': [{'name': 'first', 'image': 'busybox'}], 'containers': [{'name': 'main', 'image': 'busybox'}]}}}}",
                "{'spec': " + spec + "}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'action': 'Ignore', 'onPodConditions': [{'type': 'DisruptionTarget'}]}                               |
            {'action': 'FailJob', 'onExitCodes': {'containerName': 'first', 'operator': 'In', 'values': [1, 42]}}  |
            {'onPodConditions': [{'type': 'DisruptionTarget'}]}                                                   | .action: Required value: valid values: ["Count" "FailIndex" "FailJob" "Ignore"]
            {'action': 'Retry', 'onPodConditions': [{'type': 'DisruptionTarget'}]}                                | .action: Unsupported value: "Retry": supported values: "Count", "FailIndex", "FailJob", "Ignore"
            {'action': 'FailIndex', 'onPodConditions': [{'type': 'DisruptionTarget'}]}                            | .action: Invalid value: "FailIndex": requires the backoffLimitPerIndex to be set
            {'action': 'Count'}                                                                                   | : Invalid value: specifying one of OnExitCodes and OnPodConditions is required
            {'action': 'Count', 'onExitCodes': {'operator': 'NotIn', 'values': [0]}, 'onPodConditions': [{'type': 'A'}]} | : Invalid value: specifying both OnExitCodes and OnPodConditions is not supported
            {'action': 'Count', 'onPodConditions': [{'type': 'A', 'status': 'Maybe'}]}                            | .onPodConditions[0].status: Unsupported value: "Maybe": supported values: "False", "True", "Unknown"
            {'action': 'Count', 'onExitCodes': {'values': [1]}}                                                   | .onExitCodes.operator: Required value: valid values: ["In" "NotIn"]
            {'action': 'Count', 'onExitCodes': {'operator': 'Is', 'values': [1]}}                                 | .onExitCodes.operator: Unsupported value: "Is": supported values: "In", "NotIn"
            {'action': 'Count', 'onExitCodes': {'operator': 'In', 'values': [1], 'containerName': 'x'}}           | .onExitCodes.containerName: Invalid value: "x": must be one of the container or initContainer names in the pod template
            {'action': 'Count', 'onExitCodes': {'operator': 'In', 'values': []}}                                  | .onExitCodes.values: Invalid value: []: at least one value is required
            {'action': 'Count', 'onExitCodes': {'operator': 'In', 'values': [0]}}                                 | .onExitCodes.values[0]: Invalid value: 0: must not be 0 for the In operator
            {'action': 'Count', 'onExitCodes': {'operator': 'In', 'values': [2, 2]}}                              | .onExitCodes.values[1]: Duplicate value: 2
            {'action': 'Count', 'onExitCodes': {'operator': 'In', 'values': [3, 2]}}                              | .onExitCodes.values: Invalid value: [3,2]: must be ordered
            """)
    void a_rule_about_failures(String rule, String outcome) throws JsonText.Malformed {
        assertThat(job("{'podFailurePolicy': {'rules': [" + rule + "]}}")).isEqualTo(outcome == null ? "" : RULE + outcome);
    }

    @Test
    void no_more_rules_and_codes_than_upstream_takes() throws JsonText.Malformed {
        String codes = LongStream.rangeClosed(1, 256).mapToObj(String::valueOf).collect(Collectors.joining(","));
        String rule = "{'action': 'Count', 'onExitCodes': {'operator': 'In', 'values': [" + codes + "]}}";
        String fine = "{'action': 'Count', 'onExitCodes': {'operator': 'In', 'values': [1]}}";

        assertThat(job("{'podFailurePolicy': {'rules': [" + rule + "]}}"))
                .isEqualTo(RULE + ".onExitCodes.values: Too many: 256: must have at most 255 items");
        assertThat(job("{'podFailurePolicy': {'rules': [" + String.join(",", Collections.nCopies(21, fine)) + "]}}"))
                .isEqualTo("spec.podFailurePolicy.rules: Too many: 21: must have at most 20 items");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'succeededIndexes': '0,2-4', 'succeededCount': 3} |
            {}                                                 | : Required value: at least one of succeededCount or succeededIndexes must be specified
            {'succeededCount': -1}                             | .succeededCount: Invalid value: -1: must be greater than or equal to 0
            {'succeededCount': 6}                              | .succeededCount: Invalid value: 6: must be less than or equal to 5 (the number of specified completions)
            {'succeededIndexes': '0-1', 'succeededCount': 3}   | .succeededCount: Invalid value: 3: must be less than or equal to 2 (the number of indexes in the specified succeededIndexes field)
            {'succeededIndexes': '0-5'}                        | .succeededIndexes: Invalid value: "0-5": error parsing succeededIndexes: too large index: "5"
            {'succeededIndexes': 'a'}                          | .succeededIndexes: Invalid value: "a": error parsing succeededIndexes: cannot convert string to integer for index: "a"
            {'succeededIndexes': '1-2-3'}                      | .succeededIndexes: Invalid value: "1-2-3": error parsing succeededIndexes: the fragment "1-2-3" violates the requirement that an index interval can have at most two parts separated by '-'
            {'succeededIndexes': '3,1'}                        | .succeededIndexes: Invalid value: "3,1": error parsing succeededIndexes: non-increasing order, previous: 3, current: 1
            {'succeededIndexes': '3-1'}                        | .succeededIndexes: Invalid value: "3-1": error parsing succeededIndexes: non-increasing order, previous: 3, current: 1
            """)
    void a_rule_about_successes(String rule, String outcome) throws JsonText.Malformed {
        assertThat(job("{'completionMode': 'Indexed', 'completions': 5, 'successPolicy': {'rules': [" + rule + "]}}"))
                .isEqualTo(outcome == null ? "" : "spec.successPolicy.rules[0]" + outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'successPolicy': {'rules': [{'succeededIndexes': '0'}]}}                                         | spec.successPolicy: Invalid value: {"Rules":[{"SucceededIndexes":"0","SucceededCount":null}]}: requires indexed completion mode
            {'completionMode': 'Indexed', 'completions': 5, 'successPolicy': {}}                              | spec.successPolicy.rules: Required value: at least one rules must be specified when the successPolicy is specified
            {'managedBy': 'acme.io/foo'}                                                                      |
            {'managedBy': ''}                                                                                 | spec.managedBy: Required value
            {'managedBy': 'acme'}                                                                             | spec.managedBy: Invalid value: "acme": must be a domain-prefixed path (such as "acme.io/foo")
            {'managedBy': 'acme.io/a b'}                                                                      | spec.managedBy: Invalid value: "a b": Invalid path (regex used for validation is '[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+')
            {'completionMode': 'Indexed', 'completions': 5, 'maxFailedIndexes': 1}                            | spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified
            {'completionMode': 'Indexed', 'completions': 5, 'backoffLimitPerIndex': 1, 'maxFailedIndexes': 6} | spec.maxFailedIndexes: Invalid value: 6: must be less than or equal to completions
            {'completionMode': 'Indexed', 'completions': 100001, 'backoffLimitPerIndex': 1}                   | spec.maxFailedIndexes: Required value: must be specified when completions is above 100000
            """)
    void a_job(String spec, String outcome) throws JsonText.Malformed {
        assertThat(job(spec)).isEqualTo(outcome == null ? "" : outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'hard': {'pods': '3', 'requests.cpu': '1', 'count/jobs.batch': '2', 'requests.nvidia.com/gpu': '1'}} |
            {'hard': {'pod': '3'}}                                             | spec.hard[pod]: Invalid value: "pod": must be a standard resource type or fully qualified; spec.hard[pod]: Invalid value: "pod": must be a standard resource for quota
            {'hard': {'storage': '3'}}                                         | spec.hard[storage]: Invalid value: "storage": must be a standard resource for quota
            {'hard': {'pods': '1500m'}}                                        | spec.hard[pods]: Invalid value: "1500m": must be an integer
            {'hard': {'pods': '-1'}}                                           | spec.hard[pods]: Invalid value: "-1": must be greater than or equal to 0
            {'hard': {'pods': '3'}, 'scopes': ['Best']}                        | spec.scopes: Invalid value: ["Best"]: unsupported scope
            {'hard': {'cpu': '3'}, 'scopes': ['BestEffort']}                   | spec.scopes: Invalid value: ["BestEffort"]: unsupported scope applied to resource
            {'scopes': ['Terminating', 'NotTerminating']}                      | spec.scopes: Invalid value: ["Terminating","NotTerminating"]: conflicting scopes
            {'hard': {'pods': '1'}, 'scopeSelector': {'matchExpressions': [{'scopeName': 'PriorityClass', 'operator': 'In', 'values': ['high']}]}} |
            {'scopeSelector': {'matchExpressions': [{'scopeName': 'PriorityClass', 'operator': 'In'}]}}                       | spec.scopeSelector.matchExpressions.values: Required value: must be at least one value when `operator` is 'In' or 'NotIn' for scope selector
            {'scopeSelector': {'matchExpressions': [{'scopeName': 'PriorityClass', 'operator': 'Exists', 'values': ['a']}]}}  | spec.scopeSelector.matchExpressions.values: Invalid value: ["a"]: must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector
            {'scopeSelector': {'matchExpressions': [{'scopeName': 'PriorityClass', 'operator': 'Is'}]}}                       | spec.scopeSelector.matchExpressions.operator: Invalid value: "Is": not a valid selector operator
            {'hard': {'secrets': '1'}, 'scopeSelector': {'matchExpressions': [{'scopeName': 'PriorityClass', 'operator': 'Exists'}]}} | spec.scopeSelector.matchExpressions: Invalid value: {"MatchExpressions":[{"ScopeName":"PriorityClass","Operator":"Exists","Values":null}]}: unsupported scope applied to resource
            """)
    void a_quota(String spec, String outcome) throws JsonText.Malformed {
        assertThat(problems("{'apiVersion': 'v1', 'kind': 'ResourceQuota', 'metadata': {'name': 'q'}}", "{'spec': " + spec + "}"))
                .isEqualTo(outcome == null ? "" : outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'type': 'Container', 'max': {'cpu': '2'}, 'min': {'cpu': '1'}, 'default': {'cpu': '2'}, 'defaultRequest': {'cpu': '1'}} |
            {'type': 'Pod', 'default': {'cpu': '1'}}                                     | .default: Forbidden: may not be specified when `type` is 'Pod'
            {'type': 'Node', 'max': {'cpu': '1'}}                                        | .type: Invalid value: "Node": must be a standard limit type or fully qualified
            {'type': 'PersistentVolumeClaim', 'max': {'memory': '1'}}                    | .limits: Required value: either minimum or maximum storage value is required, but neither was provided
            {'type': 'Pod', 'max': {'pods': '1'}}                                        | .max[pods]: Invalid value: "pods": must be a standard resource for containers
            {'type': 'Pod', 'max': {'cpu': '1'}, 'min': {'cpu': '2'}}                    | .min[cpu]: Invalid value: "2": min value 2 is greater than max value 1
            {'type': 'Container', 'max': {'cpu': '1'}, 'default': {'cpu': '2'}, 'defaultRequest': {'cpu': '1'}} | .default[cpu]: Invalid value: "1": default value 2 is greater than max value 1
            {'type': 'Container', 'default': {'cpu': '1'}, 'defaultRequest': {'cpu': '2'}} | .defaultRequest[cpu]: Invalid value: "2": default request value 2 is greater than default limit value 1
            {'type': 'Pod', 'maxLimitRequestRatio': {'cpu': '500m'}}                     | .maxLimitRequestRatio[cpu]: Invalid value: "500m": ratio 500m is less than 1
            {'type': 'Pod', 'min': {'cpu': '1'}, 'max': {'cpu': '2'}, 'maxLimitRequestRatio': {'cpu': '4'}} | .maxLimitRequestRatio[cpu]: Invalid value: "4": ratio 4 is greater than max/min = 2.000000
            """)
    void a_limit_range(String limit, String outcome) throws JsonText.Malformed {
        assertThat(problems("{'apiVersion': 'v1', 'kind': 'LimitRange', 'metadata': {'name': 'l'}}", "{'spec': {'limits': [" + limit + "]}}"))
                .isEqualTo(outcome == null ? "" : "spec.limits[0]" + outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'behavior': {'scaleDown': {'stabilizationWindowSeconds': 60}}}   |
            {'behavior': {'scaleDown': {'stabilizationWindowSeconds': 3601}}} | spec.behavior.scaleDown.stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600
            {'behavior': {'scaleUp': {'selectPolicy': 'Most'}}}               | spec.behavior.scaleUp.selectPolicy: Unsupported value: "Most": supported values: "Disabled", "Max", "Min"
            {'behavior': {'scaleUp': {'policies': [{'type': 'Pod', 'value': 0, 'periodSeconds': 1801}]}}} | spec.behavior.scaleUp.policies[0].type: Unsupported value: "Pod": supported values: "Percent", "Pods"; spec.behavior.scaleUp.policies[0].value: Invalid value: 0: must be greater than zero; spec.behavior.scaleUp.policies[0].periodSeconds: Invalid value: 1801: must be less than or equal to 1800
            {'metrics': [{'type': 'Resource', 'resource': {'name': 'cpu', 'target': {'type': 'Utilization'}}}]} | spec.metrics[0].resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization
            {'metrics': [{'type': 'Resource', 'resource': {'target': {'type': 'Percent', 'averageUtilization': 50}}}]} | spec.metrics[0].resource.name: Required value: must specify a resource name; spec.metrics[0].resource.target.type: Invalid value: "Percent": must be either Utilization, Value, or AverageValue
            {'metrics': [{'type': 'Pods', 'pods': {'metric': {'name': 'rps'}, 'target': {'type': 'AverageValue'}}}]} | spec.metrics[0].pods.target.averageValue: Required value: must specify a positive target averageValue
            {'metrics': [{'type': 'Pods', 'resource': {'name': 'cpu', 'target': {'type': 'AverageValue', 'averageValue': '1'}}}]} | spec.metrics[0].pods: Required value: must populate information for the given metric source
            """)
    void an_autoscaler(String spec, String outcome) throws JsonText.Malformed {
        assertThat(problems("{'apiVersion': 'autoscaling/v2', 'kind': 'HorizontalPodAutoscaler', 'metadata': {'name': 'h'},"
                + " 'spec': {'maxReplicas': 3, 'scaleTargetRef': {'kind': 'Deployment', 'name': 'web'}}}", "{'spec': " + spec + "}"))
                .isEqualTo(outcome == null ? "" : outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'defaultBackend': {'service': {'name': 'web', 'port': {'number': 80}}}}            |
            {}                                                                                  | spec: Invalid value: null: either `defaultBackend` or `rules` must be specified
            {'defaultBackend': {}}                                                              | spec.defaultBackend: Invalid value: "": resource or service backend is required
            {'defaultBackend': {'service': {'name': 'web'}}}                                    | spec.defaultBackend: Required value: port name or number is required
            {'defaultBackend': {'service': {'name': 'web', 'port': {'number': 99999}}}}         | spec.defaultBackend.service.port.number: Invalid value: 99999: must be between 1 and 65535, inclusive
            {'rules': [{'host': '10.0.0.1'}]}                                                   | spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address
            {'rules': [{'http': {}}]}                                                           | spec.rules[0].http.paths: Required value
            {'rules': [{'http': {'paths': [{'path': '/', 'backend': {'service': {'name': 'web', 'port': {'name': 'http'}}}}]}}]} | spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified
            {'rules': [{'http': {'paths': [{'path': 'a//b', 'pathType': 'Prefix', 'backend': {'service': {'name': 'web', 'port': {'name': 'http'}}}}]}}]} | spec.rules[0].http.paths[0].path: Invalid value: "a//b": must be an absolute path; spec.rules[0].http.paths[0].path: Invalid value: "a//b": must not contain '//'
            {'rules': [{'host': '*bar.com'}]}                                                   | spec.rules[0].host: Invalid value: "*bar.com": a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
            """)
    void an_ingress(String spec, String outcome) throws JsonText.Malformed {
        assertThat(problems("{'apiVersion': 'networking.k8s.io/v1', 'kind': 'Ingress', 'metadata': {'name': 'i'}}", "{'spec': " + spec + "}"))
                .isEqualTo(outcome == null ? "" : outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'podSelector': {}, 'ingress': [{'from': [{'podSelector': {}, 'namespaceSelector': {}}], 'ports': [{'port': 80, 'endPort': 90}]}]} |
            {'ingress': [{'from': [{}]}]}                                         | spec.ingress[0].from[0]: Required value: must specify a peer
            {'egress': [{'to': [{'podSelector': {}, 'ipBlock': {'cidr': '10.0.0.0/8'}}]}]} | spec.egress[0].to[0]: Forbidden: may not specify both ipBlock and another peer
            {'ingress': [{'from': [{'ipBlock': {'cidr': '10.0.0.0'}}]}]}          | spec.ingress[0].from[0].ipBlock.cidr: Invalid value: "10.0.0.0": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)
            {'ingress': [{'ports': [{'port': 90, 'endPort': 80}]}]}               | spec.ingress[0].ports[0].endPort: Invalid value: 80: must be greater than or equal to `port`
            {'policyTypes': ['In']}                                               | spec.policyTypes[0]: Unsupported value: "In": supported values: "Ingress", "Egress"
            """)
    void a_network_policy(String spec, String outcome) throws JsonText.Malformed {
        assertThat(problems("{'apiVersion': 'networking.k8s.io/v1', 'kind': 'NetworkPolicy', 'metadata': {'name': 'n'}}", "{'spec': " + spec + "}"))
                .isEqualTo(outcome == null ? "" : outcome);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            Role               | {'rules': [{'apiGroups': [''], 'resources': ['pods'], 'verbs': ['get']}]} |
            Role               | {'rules': [{}]} | rules[0].verbs: Required value: verbs must contain at least one value; rules[0].apiGroups: Required value: resource rules must supply at least one api group; rules[0].resources: Required value: resource rules must supply at least one resource
            Role               | {'rules': [{'nonResourceURLs': ['/healthz'], 'verbs': ['get']}]} | rules[0].nonResourceURLs: Invalid value: ["/healthz"]: namespaced rules cannot apply to non-resource URLs
            ClusterRole        | {'rules': [{'nonResourceURLs': ['/healthz'], 'verbs': ['get']}]} |
            RoleBinding        | {'roleRef': {'kind': 'User', 'name': 'x'}} | roleRef.kind: Unsupported value: "User": supported values: "Role", "ClusterRole"
            ClusterRoleBinding | {'roleRef': {'kind': 'Role', 'name': 'x'}} | roleRef.kind: Unsupported value: "Role": supported values: "ClusterRole"
            ClusterRoleBinding | {'roleRef': {'kind': 'ClusterRole', 'name': 'x'}, 'subjects': [{'kind': 'ServiceAccount', 'name': 'a'}]} | subjects[0].namespace: Required value
            RoleBinding        | {'roleRef': {'kind': 'Role', 'name': 'x'}, 'subjects': [{'kind': 'Robot', 'name': 'a'}]} | subjects[0].kind: Unsupported value: "Robot": supported values: "ServiceAccount", "User", "Group"
            """)
    void roles_and_bindings(String kind, String patch, String outcome) throws JsonText.Malformed {
        assertThat(problems("{'apiVersion': 'rbac.authorization.k8s.io/v1', 'kind': '" + kind + "', 'metadata': {'name': 'r'}}", patch))
                .isEqualTo(outcome == null ? "" : outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'hostAliases': [{'ip': '1.2.3', 'hostnames': ['a_b']}]}        | spec.hostAliases[0].ip: Invalid value: "1.2.3": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff); spec.hostAliases[0].hostnames[0]: Invalid value: "a_b": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')
            {'imagePullSecrets': [{}]}                                      | ^^
            {'dnsPolicy': 'None', 'dnsConfig': {}}                          | spec.dnsConfig.nameservers: Required value: must provide at least one DNS nameserver when `dnsPolicy` is None
            {'dnsConfig': {'nameservers': ['1.1.1.1', '2.2.2.2', '3.3.3.3', '4.4.4.4']}} | spec.dnsConfig.nameservers: Invalid value: ["1.1.1.1","2.2.2.2","3.3.3.3","4.4.4.4"]: must not have more than 3 nameservers
            {'topologySpreadConstraints': [{'maxSkew': 1, 'topologyKey': 'zone', 'whenUnsatisfiable': 'ScheduleAnyway', 'minDomains': 2, 'nodeTaintsPolicy': 'No'}]} | spec.topologySpreadConstraints[0].minDomains: Invalid value: 2: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway; spec.topologySpreadConstraints[0].nodeTaintsPolicy: Unsupported value: "No": supported values: "Honor", "Ignore"
            {'topologySpreadConstraints': [{'maxSkew': 1, 'topologyKey': 'zone', 'whenUnsatisfiable': 'DoNotSchedule', 'matchLabelKeys': ['app'], 'labelSelector': {'matchLabels': {'app': 'a'}}}]} | spec.topologySpreadConstraints[0].matchLabelKeys[0]: Invalid value: "app": exists in both matchLabelKeys and labelSelector
            {'volumes': [{'name': 't', 'projected': {'sources': [{'serviceAccountToken': {'expirationSeconds': 60}}]}}]} | spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes; spec.volumes[0].projected.path: Required value; spec.volumes[0].projected.sources[0].serviceAccountToken: Forbidden: must not be specified when serviceAccountName is not set
            """)
    void a_pod(String spec, String outcome) throws JsonText.Malformed {
        assertThat(problems("{'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': 'p'}, 'spec': {'containers': [{'name': 'c', 'image': 'nginx'}]}}",
                "{'spec': " + spec + "}")).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            storage.k8s.io/v1    | StorageClass  | {}                                            | provisioner: Required value
            storage.k8s.io/v1    | StorageClass  | {'provisioner': 'a/b', 'reclaimPolicy': 'Recycle', 'volumeBindingMode': 'Late'} | reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"; volumeBindingMode: Unsupported value: "Late": supported values: "Immediate", "WaitForFirstConsumer"
            scheduling.k8s.io/v1 | PriorityClass | {'value': 5, 'preemptionPolicy': 'Sometimes'} | preemptionPolicy: Unsupported value: "Sometimes": supported values: "PreemptLowerPriority", "Never"
            """)
    void classes(String version, String kind, String patch, String outcome) throws JsonText.Malformed {
        assertThat(problems("{'apiVersion': '" + version + "', 'kind': '" + kind + "', 'metadata': {'name': 'c'}}", patch)).isEqualTo(outcome);
    }

    @Test
    void one_rule_of_scaling_brings_all_of_them() {
        Json autoscaler = Prepared.created(JsonText.trusted("""
                {"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": {"name": "h"}, "spec": {"maxReplicas": 3,
                 "scaleTargetRef": {"kind": "Deployment", "name": "web"}, "behavior": {"scaleDown": {"stabilizationWindowSeconds": 60}}}}""")).tree();

        assertThat(autoscaler.object("spec", "behavior")).isEqualTo(JsonText.trusted("""
                {"scaleDown": {"stabilizationWindowSeconds": 60, "selectPolicy": "Max", "policies": [{"type": "Percent", "value": 100, "periodSeconds": 15}]},
                 "scaleUp": {"stabilizationWindowSeconds": 0, "selectPolicy": "Max", "policies": [{"type": "Pods", "value": 4, "periodSeconds": 15},
                 {"type": "Percent", "value": 100, "periodSeconds": 15}]}}"""));
    }
}
