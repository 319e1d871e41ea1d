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
