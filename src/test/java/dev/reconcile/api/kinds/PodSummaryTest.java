package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodSummaryTest {
    private static final String SPEC = "'spec': {'initContainers': [{'name': 'a'}, {'name': 's', 'restartPolicy': 'Always'}], 'containers': [{'name': 'c'}, {'name': 'd'}]}";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a new pod is pending                 | 'phase': 'Pending'                                                                                      | Pending            | 0/3
            the first init container runs        | 'phase': 'Pending', 'initContainerStatuses': [{'name': 'a', 'state': {'running': {}}}, {'name': 's', 'state': {'waiting': {'reason': 'PodInitializing'}}}] | Init:0/2 | 0/3
            an init container crashes            | 'phase': 'Pending', 'initContainerStatuses': [{'name': 'a', 'state': {'waiting': {'reason': 'CrashLoopBackOff'}}}] | Init:CrashLoopBackOff | 0/3
            an init container failed by signal   | 'phase': 'Pending', 'initContainerStatuses': [{'name': 'a', 'state': {'terminated': {'exitCode': 137, 'signal': 9}}}] | Init:Signal:9 | 0/3
            a started sidecar counts as ready    | 'phase': 'Running', 'initContainerStatuses': [{'name': 's', 'started': true, 'ready': true, 'state': {'running': {}}}], 'containerStatuses': [{'name': 'c', 'ready': true, 'state': {'running': {}}}] | Running | 2/3
            a container is created               | 'phase': 'Pending', 'containerStatuses': [{'name': 'c', 'state': {'waiting': {'reason': 'ContainerCreating'}}}] | ContainerCreating  | 0/3
            a container crashes again and again  | 'phase': 'Running', 'containerStatuses': [{'name': 'c', 'ready': true, 'state': {'running': {}}}, {'name': 'd', 'state': {'waiting': {'reason': 'CrashLoopBackOff'}}}] | CrashLoopBackOff | 1/3
            one is through and one runs          | 'phase': 'Running', 'containerStatuses': [{'name': 'c', 'state': {'terminated': {'exitCode': 0, 'reason': 'Completed'}}}, {'name': 'd', 'ready': true, 'state': {'running': {}}}] | NotReady | 1/3
            an exit code without a reason        | 'phase': 'Failed', 'containerStatuses': [{'name': 'c', 'state': {'terminated': {'exitCode': 3}}}]               | ExitCode:3         | 0/3
            the pod was evicted                  | 'phase': 'Failed', 'reason': 'Evicted'                                                                          | Evicted            | 0/3
            the pod waits at a gate              | 'phase': 'Pending', 'conditions': [{'type': 'PodScheduled', 'status': 'False', 'reason': 'SchedulingGated'}]    | SchedulingGated    | 0/3
            """)
    void the_status_says_most_about_a_pod(String because, String status, String reason, String ready) {
        PodSummary summary = PodSummary.of(pod("{" + SPEC + ", 'status': {" + status + "}}"));

        assertThat(summary.reason()).as(because).isEqualTo(reason);
        assertThat(summary.readyText()).isEqualTo(ready);
    }

    @Test
    void a_pod_that_is_deleted_terminates_unless_it_has_ended() {
        String deleted = "{'metadata': {'deletionTimestamp': '2026-01-01T00:00:00Z'}, 'status': {'phase': '%s'}}";

        assertThat(PodSummary.of(pod(deleted.formatted("Running"))).reason()).isEqualTo("Terminating");
        assertThat(PodSummary.of(pod(deleted.formatted("Succeeded"))).reason()).isEqualTo("Succeeded");
    }

    @Test
    void restarts_say_when_the_last_one_was() {
        PodSummary summary = PodSummary.of(pod("{'status': {'phase': 'Running', 'containerStatuses': [{'name': 'c', 'restartCount': 4,"
                + " 'lastState': {'terminated': {'finishedAt': '1970-01-01T00:01:00Z'}}}]}}"));

        assertThat(summary.restartsText(65_000)).isEqualTo("4 (5s ago)");
    }

    private static KubeObject pod(String json) {
        return new KubeObject(JsonText.trusted(json.replace('\'', '"')));
    }
}
