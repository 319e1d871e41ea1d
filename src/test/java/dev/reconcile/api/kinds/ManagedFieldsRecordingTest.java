package dev.reconcile.api.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.api.Api;
import dev.reconcile.api.Caller;
import dev.reconcile.api.Kind;
import dev.reconcile.api.Options;
import dev.reconcile.api.Reply;
import dev.reconcile.api.Request;
import dev.reconcile.model.Json;
import dev.reconcile.sim.Dice;
import dev.reconcile.sim.VirtualClock;
import dev.reconcile.store.Log;
import dev.reconcile.store.Store;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Who owned what after a creation at a real API server; what is otherwise today stands in {@code managed-fields-differences.tsv}. */
class ManagedFieldsRecordingTest {
    @TestFactory
    Stream<DynamicTest> the_creator_owns_what_was_recorded() {
        Map<String, Map<String, String>> differences = Recordings.differences("managed-fields-differences.tsv");
        return Recordings.lines("managed-fields.jsonl").map(recording -> {
            String name = recording.textOrEmpty("name");
            return DynamicTest.dynamicTest(name, () -> {
                Map<String, String> found = Recordings.compare(recording.object("fieldsV1"), fields(recording.object("request")));

                assertThat(found).isEqualTo(Recordings.expected(differences, name, found));
            });
        });
    }

    static Json fields(Json request) {
        Kind kind = Prepared.kind(request);
        VirtualClock clock = new VirtualClock(1_764_000_000_000L);
        Log log = new Log();
        Api api = new Api(StandardKinds.registry(), new Store(log, clock), log, clock, new Dice(1), List.of());
        Json body = request.with("apiVersion", kind.apiVersion());
        String namespace = kind.namespaced() ? "g-def" : "";
        Reply reply = api.handle(Request.create(Caller.learner(0), kind.resource(), namespace, body, Options.of("fieldManager", "tester")));
        if (reply instanceof Reply.One one) {
            return one.object().metadata().objects("managedFields").getFirst().object("fieldsV1");
        }
        throw new AssertionError(((Reply.Failed) reply).status().message());
    }
}
