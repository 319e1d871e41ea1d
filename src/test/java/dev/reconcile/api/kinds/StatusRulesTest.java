package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statuses that upstream refuses to write. */
class StatusRulesTest {
    private static final String START = "'startTime': '2026-01-01T00:00:00Z'";
    private static final String END = "'completionTime': '2026-01-01T01:00:00Z'";

    private static Json json(String text) {
        return JsonText.trusted(text.replace('\'', '"').replace("START", START.replace('\'', '"')).replace("END", END.replace('\'', '"'))
                .replaceAll("\\b(Complete|Failed|FailureTarget|SuccessCriteriaMet)!", "{\"type\": \"$1\", \"status\": \"True\"}"));
    }

    private static String problems(Json body, String before, String after) {
        KubeObject object = new KubeObject(body);
        return String.join("; ", Prepared.problems("status", object.with(json(before), "status"), object.with(json(after), "status")));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {} | {} | {'active': 1, 'ready': 1, START} |
            {} | {} | {'active': -1, 'ready': 1}       | status.active: Invalid value: -1: must be greater than or equal to 0; status.ready: Invalid value: 1: cannot set more ready pods than active
            {} | {} | {'uncountedTerminatedPods': {'succeeded': ['a', ''], 'failed': ['a']}} | status.uncountedTerminatedPods.succeeded[1]: Invalid value: "": must not be empty; status.uncountedTerminatedPods.failed[0]: Duplicate value: "a"
            {} | {START} | {'conditions': [SuccessCriteriaMet!, Complete!], START, END} |
            {} | {START} | {'conditions': [Complete!], START, END}                  | status.conditions: Invalid value: cannot set Complete=True condition without the SuccessCriteriaMet=true condition
            {} | {START} | {'conditions': [SuccessCriteriaMet!, Complete!], START}  | status.completionTime: Required value: completionTime is required for Complete jobs
            {} | {START} | {START, END}                                             | status.completionTime: Invalid value: "2026-01-01T01:00:00Z": cannot set completionTime when there is no Complete=True condition
            {} | {START} | {'conditions': [SuccessCriteriaMet!, Complete!], START, 'completionTime': '2025-01-01T00:00:00Z'} | status.completionTime: Invalid value: "2025-01-01T00:00:00Z": completionTime cannot be set before startTime
            {} | {START} | {'conditions': [FailureTarget!, Failed!], START}         |
            {} | {START} | {'conditions': [Failed!], START}                         | status.conditions: Invalid value: cannot set Failed=True condition without the FailureTarget=true condition
            {} | {} | {'conditions': [FailureTarget!, Failed!]}                     | status.startTime: Required value: startTime is required for finished job
            {} | {START} | {'conditions': [FailureTarget!, Failed!], START, 'active': 1, 'terminating': 2} | status.active: Invalid value: 1: active>0 is invalid for finished job; status.terminating: Invalid value: 2: terminating>0 is invalid for finished job
            {} | {START} | {'conditions': [FailureTarget!, Failed!], START, 'uncountedTerminatedPods': {'failed': ['a']}} | status.uncountedTerminatedPods: Invalid value: {"Succeeded":null,"Failed":["a"]}: uncountedTerminatedPods needs to be empty for finished job
            {} | {START} | {'conditions': [SuccessCriteriaMet!, FailureTarget!], START} | status.conditions: Invalid value: cannot set SuccessCriteriaMet=True and FailureTarget=true conditions
            {} | {START, 'conditions': [FailureTarget!]} | {START} | status.conditions: Invalid value: cannot disable the terminal FailureTarget=True condition
            {} | {START, 'conditions': [SuccessCriteriaMet!]} | {START} | status.conditions: Invalid value: cannot disable the SuccessCriteriaMet=True condition
            {} | {START, 'failed': 2, 'succeeded': 3} | {START, 'failed': 1, 'succeeded': 1} | status.failed: Invalid value: 1: cannot decrease the failed counter; status.succeeded: Invalid value: 1: cannot decrease the succeeded counter
            {} | {START} | {} | status.startTime: Required value: startTime cannot be removed for unsuspended job
            {'suspend': true} | {START} | {} |
            {} | {} | {'completedIndexes': '0'} | status.completedIndexes: Invalid value: "0": cannot set non-empty completedIndexes when non-indexed completion mode
            {} | {} | {'failedIndexes': ''}     | status.failedIndexes: Invalid value: "": cannot set non-null failedIndexes when backoffLimitPerIndex is null
            {'completionMode': 'Indexed', 'completions': 5, 'parallelism': 5} | {'succeeded': 3} | {'succeeded': 1} |
            {'completionMode': 'Indexed', 'completions': 5} | {} | {'completedIndexes': '3,1'} | status.completedIndexes: Invalid value: "3,1": error parsing completedIndexes: non-increasing order, previous: 3, current: 1
            {'completionMode': 'Indexed', 'completions': 5, 'backoffLimitPerIndex': 1} | {} | {'completedIndexes': '0-2', 'failedIndexes': '2-3'} | status.failedIndexes: Invalid value: "2-3": failedIndexes and completedIndexes overlap at index: 2
            {'completionMode': 'Indexed', 'completions': 5, 'backoffLimitPerIndex': 1} | {} | {'failedIndexes': '7'} | status.failedIndexes: Invalid value: "7": error parsing failedIndexes: too large index: "7"
            """)
    void a_job(String spec, String before, String after, String outcome) {
        Json body = Json.of("apiVersion", "batch/v1", "kind", "Job", "metadata", Json.of("name", "j"), "spec", json(spec));

        assertThat(problems(body, before, after)).isEqualTo(outcome == null ? "" : outcome);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            apps/v1 Deployment  | {} | {'replicas': 3, 'updatedReplicas': 3, 'readyReplicas': 2, 'availableReplicas': 1} |
            apps/v1 Deployment  | {} | {'replicas': 1, 'updatedReplicas': 2, 'availableReplicas': 1} | status.updatedReplicas: Invalid value: 2: cannot be greater than status.replicas; status.availableReplicas: Invalid value: 1: cannot be greater than readyReplicas
            apps/v1 Deployment  | {'collisionCount': 2} | {'collisionCount': 1}                    | status.collisionCount: Invalid value: 1: cannot be decremented
            apps/v1 ReplicaSet  | {} | {'replicas': -1}                                            | status.replicas: Invalid value: -1: must be greater than or equal to 0; status.fullyLabeledReplicas: Invalid value: 0: cannot be greater than status.replicas; status.readyReplicas: Invalid value: 0: cannot be greater than status.replicas; status.availableReplicas: Invalid value: 0: cannot be greater than status.replicas
            apps/v1 StatefulSet | {} | {'replicas': 2, 'readyReplicas': 1, 'availableReplicas': 2} | status.availableReplicas: Invalid value: 2: cannot be greater than status.readyReplicas
            apps/v1 DaemonSet   | {} | {'numberReady': -2}                                         | status.numberReady: Invalid value: -2: must be greater than or equal to 0
            v1 ReplicationController | {} | {'replicas': 1, 'readyReplicas': 2}                    | status.readyReplicas: Invalid value: 2: cannot be greater than status.replicas
            autoscaling/v2 HorizontalPodAutoscaler | {} | {'desiredReplicas': -1}                  | status.desiredReplicas: Invalid value: -1: must be greater than or equal to 0
            policy/v1 PodDisruptionBudget | {} | {'disruptionsAllowed': -1}                        | status.disruptionsAllowed: Invalid value: -1: must be greater than or equal to 0
            policy/v1 PodDisruptionBudget | {} | {'conditions': [{'type': 'A', 'status': 'Yes', 'reason': '1'}]} | status.conditions[0].status: Unsupported value: "Yes": supported values: "False", "True", "Unknown"; status.conditions[0].lastTransitionTime: Required value: must be set; status.conditions[0].reason: Invalid value: "1": a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName',  or 'ReasonA,ReasonB',  or 'ReasonA:ReasonB', regex used for validation is '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?')
            v1 ResourceQuota    | {} | {'hard': {'pods': '1.5'}, 'used': {'pod': '1'}}             | status.hard[pods]: Invalid value: "1500m": must be an integer; status.used[pod]: Invalid value: "pod": must be a standard resource type or fully qualified; status.used[pod]: Invalid value: "pod": must be a standard resource for quota
            v1 Namespace        | {} | {'phase': 'Terminating'}                                    | status.Phase: Invalid value: "Terminating": may only be 'Active' if `deletionTimestamp` is empty
            v1 Service          | {} | {'loadBalancer': {'ingress': [{'ip': '1.2.3.4'}]}}          | status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is 'LoadBalancer'
            networking.k8s.io/v1 Ingress | {} | {'loadBalancer': {'ingress': [{'ip': '1.2.3'}, {'hostname': '1.2.3.4'}]}} | status.loadBalancer.ingress[0].ip: Invalid value: "1.2.3": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff); status.loadBalancer.ingress[1].hostname: Invalid value: "1.2.3.4": must be a DNS name, not an IP address
            """)
    void others(String kind, String before, String after, String outcome) {
        String[] names = kind.split(" ");
        Json body = Json.of("apiVersion", names[0], "kind", names[1], "metadata", Json.of("name", "o"), "spec", Json.EMPTY);

        assertThat(problems(body, before, after)).isEqualTo(outcome == null ? "" : outcome);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            Never     | {'containerStatuses': [{'name': 'c', 'state': {'terminated': {'exitCode': 1}}}]} | {'containerStatuses': [{'name': 'c', 'state': {'running': {}}}]} | status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state
            OnFailure | {'containerStatuses': [{'name': 'c', 'state': {'terminated': {'exitCode': 1}}}]} | {'containerStatuses': [{'name': 'c', 'state': {'running': {}}}]} |
            OnFailure | {'containerStatuses': [{'name': 'c', 'state': {'terminated': {'exitCode': 0}}}]} | {'containerStatuses': [{'name': 'c', 'state': {'running': {}}}]} | status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state
            Always    | {'containerStatuses': [{'name': 'c', 'state': {'terminated': {'exitCode': 0}}}]} | {'containerStatuses': [{'name': 'c', 'state': {'running': {}}}]} |
            Always    | {'qosClass': 'BestEffort'} | {'qosClass': 'Burstable'}                | status.qosClass: Invalid value: "Burstable": field is immutable
            Always    | {} | {'conditions': [{'type': 'a b'}]}                                | metadata.conditions[0].Type: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
            Always    | {} | {'podIPs': [{'ip': '10.0'}]}                                     | status.podIPs[0]: Invalid value: "10.0": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)
            """)
    void a_pod(String policy, String before, String after, String outcome) {
        Json body = Json.of("apiVersion", "v1", "kind", "Pod", "metadata", Json.of("name", "p"), "spec", Json.of("restartPolicy", policy));

        assertThat(problems(body, before, after)).isEqualTo(outcome == null ? "" : outcome);
    }
}
