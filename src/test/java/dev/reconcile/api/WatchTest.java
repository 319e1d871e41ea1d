package dev.reconcile.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Body;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchTest {
    private final Lab lab = new Lab();

    private Watch watch(Object... options) {
        Reply reply = lab.api.handle(Request.watch(Lab.LEARNER, "configmaps", "default", "", Options.of(options)));
        return reply instanceof Reply.Watching watching ? watching.watch() : fail(reply);
    }

    private static Watch fail(Reply reply) {
        throw new AssertionError(Lab.message(reply));
    }

    /** Events as {@code TYPE name}. */
    private static List<String> told(Watch watch) {
        return watch.next().stream().map(event -> event.type() + " " + event.object().name()).toList();
    }

    private KubeObject make(String name, String tier) {
        return Lab.object(lab.create("configmaps", "default", "metadata: {name: %s, labels: {tier: %s}}".formatted(name, tier)));
    }

    private KubeObject label(String name, String tier) {
        return Lab.object(lab.patch("configmaps", "default", name, Patch.Type.MERGE, Lab.yaml("metadata: {labels: {tier: %s}}".formatted(tier))));
    }

    @Test
    void without_a_revision_it_begins_with_what_there_is_and_goes_on_from_there() {
        make("b", "red");
        make("a", "red");
        Watch watch = watch();
        assertThat(told(watch)).containsExactly("ADDED a", "ADDED b");
        assertThat(told(watch)).isEmpty();
        label("a", "blue");
        lab.delete("configmaps", "default", "b");
        make("c", "red");
        assertThat(told(watch)).containsExactly("MODIFIED a", "DELETED b", "ADDED c");
    }

    @Test
    void from_a_revision_it_tells_what_came_after_it() {
        KubeObject a = make("a", "red");
        make("b", "red");
        label("a", "blue");
        assertThat(told(watch("resourceVersion", Long.toString(a.revision())))).containsExactly("ADDED b", "MODIFIED a");
    }

    @Test
    void an_object_that_begins_to_match_is_added_and_one_that_ceases_to_match_is_deleted_as_it_was() {
        KubeObject a = make("a", "red");
        Watch watch = watch("resourceVersion", Long.toString(a.revision()), "labelSelector", "tier=blue");
        KubeObject matching = label("a", "blue");
        assertThat(told(watch)).containsExactly("ADDED a");
        KubeObject strange = label("a", "green");
        Watch.Event gone = watch.next().getFirst();
        assertThat(gone.type()).isEqualTo(Watch.Type.DELETED);
        assertThat(gone.object().labels()).containsEntry("tier", "blue");
        assertThat(gone.object().revision()).isEqualTo(strange.revision()).isGreaterThan(matching.revision());
        label("a", "white");
        assertThat(told(watch)).isEmpty();
    }

    @Test
    void a_deletion_shows_the_last_object_at_the_revision_of_the_deletion() {
        KubeObject a = make("a", "red");
        Watch watch = watch("resourceVersion", Long.toString(a.revision()));
        lab.delete("configmaps", "default", "a");
        KubeObject last = watch.next().getFirst().object();
        assertThat(last.isTerminating()).isFalse();
        assertThat(last.revision()).isEqualTo(lab.log.position());
    }

    @Test
    void a_field_selector_and_a_name_choose_one_object() {
        make("a", "red");
        make("b", "red");
        assertThat(told(watch("fieldSelector", "metadata.name=b"))).containsExactly("ADDED b");
        Reply named = lab.api.handle(Request.watch(Lab.LEARNER, "configmaps", "default", "a", Options.NONE));
        assertThat(told(((Reply.Watching) named).watch())).containsExactly("ADDED a");
    }

    @Test
    void initial_events_end_with_a_bookmark_at_the_revision_of_the_list() {
        make("a", "red");
        Watch watch = watch("sendInitialEvents", true, "resourceVersionMatch", "NotOlderThan", "allowWatchBookmarks", true);
        List<Watch.Event> events = watch.next();
        assertThat(events).extracting(Watch.Event::type).containsExactly(Watch.Type.ADDED, Watch.Type.BOOKMARK);
        assertThat(events.getLast().toJson()).hasToString("{\"object\":{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{"
                + "\"annotations\":{\"k8s.io/initial-events-end\":\"true\"},\"resourceVersion\":\"" + lab.log.position() + "\"}},\"type\":\"BOOKMARK\"}");
    }

    @Test
    void without_initial_events_it_begins_now() {
        make("a", "red");
        Watch watch = watch("sendInitialEvents", false, "resourceVersionMatch", "NotOlderThan");
        make("b", "red");
        assertThat(told(watch)).containsExactly("ADDED b");
    }

    @Test
    void a_bookmark_comes_each_minute_in_which_other_things_changed() {
        Watch watch = watch("allowWatchBookmarks", true);
        Lab.object(lab.create("secrets", "default", "metadata: {name: s}"));
        assertThat(watch.next()).isEmpty();
        lab.clock.advanceTo(lab.clock.now() + Watch.BOOKMARK_MILLIS);
        assertThat(watch.next()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(Watch.Type.BOOKMARK);
            assertThat(event.object().revision()).isEqualTo(lab.log.position());
        });
        lab.clock.advanceTo(lab.clock.now() + Watch.BOOKMARK_MILLIS);
        assertThat(watch.next()).isEmpty();
    }

    @Test
    void a_revision_that_is_too_old_gives_an_error_in_the_stream_and_ends_it() {
        make("a", "red");
        for (int i = 0; i <= History.REVISIONS; i++) {
            lab.log.append(0, "learner", 0, new Body.Read("get", "pods", "default", "x"));
        }
        Watch watch = watch("resourceVersion", "1");
        assertThat(watch.ended()).isTrue();
        assertThat(watch.next()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(Watch.Type.ERROR);
            assertThat(event.object().tree().textOrEmpty("message")).isEqualTo("too old resource version: 1 (" + (lab.log.position() - History.REVISIONS) + ")");
            assertThat(event.object().tree().textOrEmpty("reason")).isEqualTo("Expired");
            assertThat(event.object().tree().number(0, "code")).isEqualTo(410);
        });
        assertThat(watch.next()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "{resourceVersion: abc} | 422 configmaps \"\" is invalid: resourceVersion: Invalid value: \"abc\": strconv.ParseUint: parsing \"abc\": invalid syntax",
        "{sendInitialEvents: true} | 422 ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan",
        "{resourceVersionMatch: NotOlderThan} | 422 ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided",
        "{fieldSelector: spec.x=1} | 400 \"spec.x\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"",
    })
    void options_that_make_no_sense_are_refused(String options, String message) {
        Reply reply = lab.api.handle(Request.watch(Lab.LEARNER, "configmaps", "default", "", new Options(Lab.yaml(options))));
        assertThat(Lab.message(reply)).isEqualTo(message);
    }
}
