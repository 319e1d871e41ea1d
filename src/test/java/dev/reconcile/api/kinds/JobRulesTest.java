package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.model.KubeObject;
import dev.reconcile.model.MergePatch;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API makes of Jobs and CronJobs, as upstream's strategy and validation tests have it. */
class JobRulesTest {
    private static final String TEMPLATE = "'template': {'spec': {'restartPolicy': 'Never', 'containers': [{'name': 'c', 'image': 'i'}]}}";

    private static Json job(String patch) throws JsonText.Malformed {
        Json body = JsonText.trusted(("{'apiVersion': 'batch/v1', 'kind': 'Job', 'metadata': {'name': 'j'}, 'spec': {" + TEMPLATE + "}}").replace('\'', '"'));
        return MergePatch.apply(body, JsonText.patch(patch.replace('\'', '"')));
    }

    private static Json cronJob(String spec) throws JsonText.Malformed {
        Json body = JsonText.trusted(("{'apiVersion': 'batch/v1', 'kind': 'CronJob', 'metadata': {'name': 'c'}, 'spec': {'schedule': '* * * * *',"
                + " 'jobTemplate': {'spec': {" + TEMPLATE + "}}}}").replace('\'', '"'));
        return MergePatch.apply(body, JsonText.patch("{\"spec\": " + spec.replace('\'', '"') + "}"));
    }

    private static String problems(Json object) {
        return String.join("; ", Prepared.problems(object));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {}                                            | {"parallelism":1,"completions":1,"backoffLimit":6,"completionMode":"NonIndexed","suspend":false,"podReplacementPolicy":"TerminatingOrFailed","manualSelector":false}
            {'parallelism': 2}                            | {"parallelism":2,"backoffLimit":6,"completionMode":"NonIndexed","suspend":false,"podReplacementPolicy":"TerminatingOrFailed","manualSelector":false}
            {'completions': 2, 'backoffLimitPerIndex': 1} | {"completions":2,"backoffLimitPerIndex":1,"parallelism":1,"backoffLimit":2147483647,"completionMode":"NonIndexed","suspend":false,"podReplacementPolicy":"TerminatingOrFailed","manualSelector":false}
            {'podFailurePolicy': {'rules': [{'onPodConditions': [{'type': 'A'}]}]}} | {"podFailurePolicy":{"rules":[{"onPodConditions":[{"type":"A","status":"True"}]}]},"parallelism":1,"completions":1,"backoffLimit":6,"completionMode":"NonIndexed","suspend":false,"podReplacementPolicy":"Failed","manualSelector":false}
            """)
    void what_is_not_said_is_filled_in(String spec, String whole) throws JsonText.Malformed {
        Json filled = Prepared.created(job("{'spec': " + spec + "}")).spec().with("template", null).with("selector", null);

        assertThat(filled).isEqualTo(JsonText.trusted(whole));
    }

    private static final String REST = "\"batch.kubernetes.io/controller-uid\":\"the-uid\",\"batch.kubernetes.io/job-name\":\"j\"";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {}                                                      |
            {'job-name': 'j', 'controller-uid': 'the-uid'}          |
            {'batch.kubernetes.io/job-name': 'j'}                   |
            {'job-name': 'other'}                                   | [job-name]: Invalid value: {"controller-uid":"the-uid","job-name":"other",REST}: must be 'j'
            {'controller-uid': 'other'}                             | [controller-uid]: Invalid value: {"controller-uid":"other","job-name":"j",REST}: must be 'the-uid'
            """)
    void each_label_of_the_generated_selector_is_added_unless_it_is_there(String labels, String problem) throws JsonText.Malformed {
        Json job = job("{'spec': {'template': {'metadata': {'labels': " + labels + "}}}}");

        assertThat(Prepared.created(job).tree().object("spec", "template", "metadata", "labels").names())
                .contains("job-name", "controller-uid", "batch.kubernetes.io/job-name", "batch.kubernetes.io/controller-uid");
        String expected = problem == null ? "" : "spec.template.metadata.labels" + problem.replace("REST", REST);
        assertThat(sorted(problems(job))).isEqualTo(sorted(expected));
    }

    /** The labels of a problem in the order of their names. */
    private static String sorted(String problem) {
        int from = problem.indexOf('{');
        int to = problem.indexOf('}');
        return from < 0 ? problem : problem.substring(0, from)
                + List.of(problem.substring(from + 1, to).split(",")).stream().sorted().toList() + problem.substring(to);
    }

    private static final String NODES = "'nodeAffinity': {'requiredDuringSchedulingIgnoredDuringExecution': {'nodeSelectorTerms':"
            + " [{'matchExpressions': [{'key': 'k', 'operator': 'Exists'}]}]}}";
    private static final String PODS = "'podAffinity': {'requiredDuringSchedulingIgnoredDuringExecution': [{'topologyKey': 'z', 'labelSelector': {}}]}";

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {}                              | {'nodeSelector': {'disk': 'ssd'}}                          | fine
            {}                              | {'tolerations': [{'key': 'a', 'operator': 'Exists'}]}      | fine
            {}                              | {'schedulingGates': [{'name': 'a.b/c'}]}                   | fine
            {}                              | {'affinity': {NODES}}                                      | fine
            {}                              | {'affinity': {}}                                           | fine
            {}                              | {'affinity': {PODS}}                                       | refused
            {}                              | {'priority': 7}                                            | refused
            {'affinity': {NODES}}           | {'affinity': null}                                         | fine
            {'affinity': {NODES}}           | {'affinity': {'nodeAffinity': null}}                       | fine
            {'affinity': {NODES, PODS}}     | {'affinity': {'nodeAffinity': null}}                       | fine
            {'affinity': {NODES, PODS}}     | {'affinity': null}                                         | refused
            {'affinity': {PODS}}            | {'affinity': {NODES}}                                      | fine
            """)
    void a_suspended_job_that_never_ran_may_still_choose_its_nodes(String has, String wants, String outcome) throws JsonText.Malformed {
        KubeObject job = Prepared.created(job("{'spec': {'suspend': true, 'template': {'spec': " + pod(has) + "}}}"));
        String change = "{'spec': {'template': {'spec': " + pod(wants) + "}}}";

        assertThat(changed(job, change)).isEqualTo(outcome);
        boolean changes = !change(job, change).equals(job.tree());
        assertThat(changed(job.with("2026-01-01T00:00:00Z", "status", "startTime"), change)).isEqualTo(changes ? "refused" : "fine");
        assertThat(changed(job.with(false, "spec", "suspend"), change)).isEqualTo(changes ? "refused" : "fine");
    }

    private static String pod(String text) {
        return text.replace("NODES", NODES).replace("PODS", PODS);
    }

    private static Json change(KubeObject job, String patch) throws JsonText.Malformed {
        return MergePatch.apply(job.tree(), JsonText.patch(patch.replace('\'', '"')));
    }

    private static String changed(KubeObject job, String patch) throws JsonText.Malformed {
        List<String> problems = Prepared.problems(job, new KubeObject(change(job, patch)));
        return problems.isEmpty() ? "fine" : problems.getFirst().contains("field is immutable") ? "refused" : problems.getFirst();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'metadata': {'labels': {'queue': 'a'}}}      | fine
            {'metadata': {'annotations': {'queue': 'a'}}} | fine
            {'metadata': {'name': 'a'}}                   | refused
            {'metadata': {'finalizers': ['a.b/c']}}       | refused
            """)
    void labels_and_annotations_of_its_template_may_change_as_well(String template, String outcome) throws JsonText.Malformed {
        assertThat(changed(Prepared.created(job("{'spec': {'suspend': true}}")), "{'spec': {'template': " + template + "}}")).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            Indexed    | {'completions': 5, 'parallelism': 5}      | fine
            Indexed    | {'completions': 5}                        | spec.completions: Invalid value: 5: can only be modified in tandem with spec.parallelism
            Indexed    | {'completions': 2, 'parallelism': 2}      | fine
            Indexed    | {'completions': null}                     | spec.completions: Required value: when completion mode is Indexed
            NonIndexed | {'completions': 5, 'parallelism': 5}      | refused
            NonIndexed | {'parallelism': 5, 'backoffLimit': 1, 'activeDeadlineSeconds': 9, 'suspend': true, 'ttlSecondsAfterFinished': 3} | fine
            NonIndexed | {'completionMode': 'Indexed'}             | refused
            NonIndexed | {'managedBy': 'a.b/c'}                    | refused
            NonIndexed | {'podReplacementPolicy': 'Failed'}        | fine
            Indexed    | {'backoffLimitPerIndex': 1}               | refused
            Indexed    | {'successPolicy': {'rules': [{'succeededCount': 1}]}} | refused
            """)
    void an_indexed_job_grows_and_shrinks_with_its_parallelism(String mode, String change, String outcome) throws JsonText.Malformed {
        KubeObject job = Prepared.created(job("{'spec': {'completionMode': '" + mode + "', 'completions': 3, 'parallelism': 3}}"));

        assertThat(changed(job, "{'spec': " + change + "}")).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'completionMode': 'Sometimes', 'backoffLimitPerIndex': 1} | spec.completionMode: Unsupported value: "Sometimes": supported values: "NonIndexed", "Indexed"
            {'backoffLimitPerIndex': 1, 'maxFailedIndexes': 1}         | spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode; spec.maxFailedIndexes: Invalid value: 1: requires indexed completion mode
            {'completionMode': 'Indexed', 'completions': 2, 'parallelism': 100001} | spec.parallelism: Invalid value: 100001: must be less than or equal to 100000 when completion mode is Indexed
            {'completionMode': 'Indexed', 'completions': 100001, 'backoffLimitPerIndex': 1, 'parallelism': 10001, 'maxFailedIndexes': 10001} | spec.parallelism: Invalid value: 10001: must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per index; spec.maxFailedIndexes: Invalid value: 10001: must be less than or equal to 10000 when completions are above 100000 and used with backoff limit per index
            {'podReplacementPolicy': 'Always'}                         | spec.podReplacementPolicy: Unsupported value: "Always": supported values: "Failed", "TerminatingOrFailed"
            {'podReplacementPolicy': 'TerminatingOrFailed', 'podFailurePolicy': {'rules': []}} | spec.podReplacementPolicy: Unsupported value: "TerminatingOrFailed": supported values: "Failed"
            {'selector': {'matchLabels': {'a': 'b'}}}                  | spec.selector: Invalid value: {"matchLabels":{"a":"b","batch.kubernetes.io/controller-uid":"the-uid"}}: `selector` not auto-generated; spec.template.metadata.labels: Invalid value
            {'manualSelector': true}                                   | spec.selector: Required value; spec.template.metadata.labels: Invalid value
            {'ttlSecondsAfterFinished': -1, 'backoffLimit': -1}        | spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0; spec.ttlSecondsAfterFinished: Invalid value: -1: must be greater than or equal to 0
            """)
    void a_job_is_refused(String spec, String problems) throws JsonText.Malformed {
        assertThat(problems(job("{'spec': " + spec + "}"))).startsWith(problems);
    }

    private static final String NO_ZONE_HERE = "cannot use TZ or CRON_TZ in schedule, use timeZone field instead";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            */5 0-23/2 1,15 JAN-jun mon | fine
            ? ? ? ? ?                   | fine
            @hourly                     | fine
            @every 1h30m                | fine
            @every 1.5h                 | fine
            @every -5m                  | fine
            1,,2 * * * *                | fine
            * * * *                     | expected exactly 5 fields, found 4: [* * * *]
            * * * * * *                 | expected exactly 5 fields, found 6: [* * * * * *]
            @reboot                     | unrecognized descriptor: @reboot
            @every                      | unrecognized descriptor: @every
            @every 5                    | failed to parse duration @every 5: time: missing unit in duration "5"
            @every 1d                   | failed to parse duration @every 1d: time: unknown unit "d" in duration "1d"
            @every 1h5                  | failed to parse duration @every 1h5: time: missing unit in duration "1h5"
            @every soon                 | failed to parse duration @every soon: time: invalid duration "soon"
            @every 1 m                  | failed to parse duration @every 1 m: time: unknown unit " m" in duration "1 m"
            60 * * * *                  | end of range (60) above maximum (59): 60
            * * 0 * *                   | beginning of range (0) below minimum (1): 0
            * * * * 7                   | end of range (7) above maximum (6): 7
            * * * * 5-1                 | beginning of range (5) beyond end of range (1): 5-1
            1-2-3 * * * *               | too many hyphens: 1-2-3
            */2/3 * * * *               | too many slashes: */2/3
            */0 * * * *                 | step of range should be a positive number: */0
            x * * * *                   | failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax
            TZ=UTC 0 * * * *            | NO_ZONE_HERE
            CRON_TZ=UTC 0 * * * *       | NO_ZONE_HERE
            TZ=Mars 0 * * * *           | provided bad location Mars: unknown time zone Mars; NO_ZONE_HERE
            0 * * * * TZ                | expected exactly 5 fields, found 6: [0 * * * * TZ]; NO_ZONE_HERE
            """)
    void a_schedule_is_fine_or_refused(String schedule, String outcome) throws JsonText.Malformed {
        String found = problems(cronJob("{'schedule': '" + schedule + "'}"))
                .replace("spec.schedule: Invalid value: \"" + schedule + "\": ", "").replace(NO_ZONE_HERE, "NO_ZONE_HERE");

        assertThat(found.isEmpty() ? "fine" : found).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {'timeZone': 'America/Los_Angeles'} | fine
            {'timeZone': 'UTC'}                 | fine
            {'timeZone': 'Etc/GMT+5'}           | fine
            {'timeZone': 'Local'}               | spec.timeZone: Invalid value: "Local": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones
            {'timeZone': 'local'}               | spec.timeZone: Invalid value: "local": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones; spec.timeZone: Invalid value: "local": unknown time zone local
            {'timeZone': 'Asia/Seoul/'}         | spec.timeZone: Invalid value: "Asia/Seoul/": unknown time zone Asia/Seoul/
            {'timeZone': '../x'}                | spec.timeZone: Invalid value: "../x": unknown time zone ../x
            {'timeZone': 'Korea Time'}          | spec.timeZone: Invalid value: "Korea Time": unknown time zone Korea Time
            {'startingDeadlineSeconds': -1}     | spec.startingDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0
            {'concurrencyPolicy': 'Never'}      | spec.concurrencyPolicy: Unsupported value: "Never": supported values: "Allow", "Forbid", "Replace"
            {'successfulJobsHistoryLimit': -1, 'failedJobsHistoryLimit': -1} | spec.successfulJobsHistoryLimit: Invalid value: -1: must be greater than or equal to 0; spec.failedJobsHistoryLimit: Invalid value: -1: must be greater than or equal to 0
            {'jobTemplate': {'spec': {'selector': {'matchLabels': {'a': 'b'}}, 'manualSelector': true}}} | spec.jobTemplate.spec.selector: Invalid value: {"matchLabels":{"a":"b"}}: `selector` will be auto-generated; spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "nil", "false"
            {'jobTemplate': {'spec': {'completionMode': 'Indexed'}}} | spec.jobTemplate.spec.completions: Required value: when completion mode is Indexed
            """)
    void a_cron_job_is_fine_or_refused(String spec, String outcome) throws JsonText.Malformed {
        String found = problems(cronJob(spec));

        assertThat(found.isEmpty() ? "fine" : found).isEqualTo(outcome);
    }

    @Test
    void a_cron_job_has_a_name_that_leaves_room_for_the_minute() throws JsonText.Malformed {
        Json long52 = cronJob("{}").withAt("a".repeat(52), "metadata", "name");
        Json long53 = cronJob("{}").withAt("a".repeat(53), "metadata", "name");

        assertThat(problems(long52)).isEmpty();
        assertThat(problems(long53)).isEqualTo("metadata.name: Invalid value: \"" + "a".repeat(53) + "\": must be no more than 52 characters");
        KubeObject stored = Prepared.created(long53).with("7", "metadata", "resourceVersion");
        assertThat(Prepared.problems(stored, stored.withAnnotation("a", "b"))).isEmpty();
    }

    private static final String MANY = ": In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4,"
            + " Kubernetes might not be able to track completedIndexes when a big number of indexes fail";

    @Test
    void too_many_indexes_to_track_are_warned_of() throws JsonText.Malformed {
        String many = "{'spec': {'completionMode': 'Indexed', 'completions': 100001, 'parallelism': 10001}}";
        KubeObject job = Prepared.created(job(many));
        KubeObject cron = Prepared.created(cronJob("{'jobTemplate': " + many + "}"));

        assertThat(warnings(null, job)).containsExactly("spec" + MANY);
        assertThat(warnings(null, cron)).containsExactly("spec.jobTemplate.spec" + MANY);
        assertThat(warnings(job, job.withAnnotation("a", "b"))).isEmpty();
        assertThat(warnings(null, job.with(100_000L, "spec", "completions"))).isEmpty();
        assertThat(warnings(null, job.with(10_000L, "spec", "parallelism"))).isEmpty();
        assertThat(warnings(null, job.with("a.b", "metadata", "name"))).hasSize(2).first().asString()
                .startsWith("metadata.name: this is used in Pod names and hostnames");
    }

    private static List<String> warnings(KubeObject before, KubeObject after) {
        return Prepared.kind(after.tree()).rules().warnings(before, after);
    }
}
