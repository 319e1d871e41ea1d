package dev.reconcile.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.MergePatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What events may say, in each of their groups: rows of upstream's {@code events_test.go}. */
class EventRulesTest {
    private static final String EVENTS = "events.v1.events.k8s.io";
    private static final String CORE = "metadata: {name: e, namespace: foo}\ninvolvedObject: {kind: Pod, name: p, namespace: foo}\nreason: R\nmessage: m\n";
    private static final String COMPLETE = """
            metadata: {name: e, namespace: foo}
            regarding: {kind: Pod, name: p, namespace: foo}
            reason: R
            note: m
            type: Normal
            action: Do
            reportingController: my.org/c
            reportingInstance: i
            eventTime: "2025-11-24T16:00:00.000000Z"
            """;

    private final Lab lab = new Lab();

    private String created(String resource, String body, String patch) {
        Json event = MergePatch.apply(Lab.yaml(body), Lab.patchText(patch));
        Reply reply = lab.api.handle(Request.create(Lab.LEARNER, resource, "foo", event, Options.NONE));
        return reply instanceof Reply.Failed failed ? failed.status().message().replaceFirst("^.* is invalid: ", "") : "";
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                                        |
            {type: Odd}                                               |
            {involvedObject: {namespace: bar}}                        | involvedObject.namespace: Invalid value: "bar": does not match event.namespace
            {involvedObject: {namespace: null}}                       | involvedObject.namespace: Invalid value: "": does not match event.namespace
            {eventTime: "2025-11-24T16:00:00.000000Z"}                | [reportingController: Required value, reportingController: Invalid value: "": name part must be non-empty, reportingController: Invalid value: "": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'), reportingInstance: Required value, action: Required value]
            {eventTime: "2025-11-24T16:00:00.000000Z", reportingComponent: c, reportingInstance: i, action: a} |
            """)
    void the_core_group_takes_nearly_everything(String patch, String problems) {
        assertThat(created("events", CORE, patch)).isEqualTo(problems == null ? "" : problems);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                                        |
            {eventTime: null}                                         | eventTime: Required value
            {type: Odd}                                               | type: Invalid value: "": has invalid value: Odd
            {deprecatedCount: 1}                                      | count: Invalid value: "": needs to be unset
            {deprecatedSource: {component: c}}                        | source: Invalid value: "": needs to be unset
            {deprecatedFirstTimestamp: "2025-11-24T16:00:00Z", deprecatedLastTimestamp: "2025-11-24T16:00:00Z"} | [firstTimestamp: Invalid value: "": needs to be unset, lastTimestamp: Invalid value: "": needs to be unset]
            {series: {count: 0, lastObservedTime: "2025-11-24T16:00:00.000000Z"}} | series.count: Invalid value: "": should be at least 2
            {series: {count: 2}}                                      | series.lastObservedTime: Required value
            {reportingController: my~org}                             | reportingController: Invalid value: "my~org": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
            {regarding: {namespace: null}}                            | involvedObject.namespace: Invalid value: "": does not match event.namespace
            """)
    void the_newer_group_wants_new_events_complete(String patch, String problems) {
        assertThat(created(EVENTS, COMPLETE, patch)).isEqualTo(problems == null ? "" : problems);
    }

    @Test
    void words_are_short_and_notes_are_not_long() {
        Json long129 = Json.of("reportingInstance", "x".repeat(129), "action", "x".repeat(129), "reason", "x".repeat(129), "note", "x".repeat(1025));
        Json event = MergePatch.apply(Lab.yaml(COMPLETE), long129);

        assertThat(Lab.message(lab.api.handle(Request.create(Lab.LEARNER, EVENTS, "foo", event, Options.NONE)))).isEqualTo(
                "422 Event.events.k8s.io \"e\" is invalid: [reportingInstance: Invalid value: \"\": can have at most 128 characters, "
                        + "action: Invalid value: \"\": can have at most 128 characters, reason: Invalid value: \"\": can have at most 128 characters, "
                        + "message: Invalid value: \"\": can have at most 1024 characters]");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {series: {count: 2, lastObservedTime: "2025-11-24T16:00:00.000000Z"}} |
            {series: {count: 1, lastObservedTime: "2025-11-24T16:00:00.000000Z"}} | series.count: Invalid value: "": should be at least 2
            {metadata: {labels: {a: b}}}                              |
            {note: other}                                             | message: Invalid value: "other": field is immutable
            {reportingController: other}                              | reportingController: Invalid value: "other": field is immutable
            {regarding: {name: q}}                                    | involvedObject: Invalid value: {"Kind":"Pod","Namespace":"foo","Name":"q","UID":"","APIVersion":"","ResourceVersion":"","FieldPath":""}: field is immutable
            {reason: S, type: Warning}                                | [reason: Invalid value: "S": field is immutable, type: Invalid value: "Warning": field is immutable]
            """)
    void of_an_event_of_the_newer_group_only_the_series_changes(String patch, String problems) {
        Lab.object(lab.api.handle(Request.create(Lab.LEARNER, EVENTS, "foo", Lab.yaml(COMPLETE), Options.NONE)));
        Reply reply = lab.patch(EVENTS, "foo", "e", Patch.Type.MERGE, Lab.patchText(patch));

        String found = reply instanceof Reply.Failed failed ? failed.status().message().replaceFirst("^.* is invalid: ", "") : "";
        assertThat(found).isEqualTo(problems == null ? "" : problems);
    }

    @Test
    void through_the_core_group_everything_changes() {
        Lab.object(lab.api.handle(Request.create(Lab.LEARNER, EVENTS, "foo", Lab.yaml(COMPLETE), Options.NONE)));

        assertThat(Lab.object(lab.patch("events", "foo", "e", Patch.Type.MERGE, Json.of("message", "other"))).tree().text("message")).isEqualTo("other");
    }
}
