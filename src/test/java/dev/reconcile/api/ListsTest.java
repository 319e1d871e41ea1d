package dev.reconcile.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.KubeObject;
import dev.reconcile.store.Body;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListsTest {
    private final Lab lab = new Lab();

    @BeforeEach
    void fiveConfigMaps() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            Lab.object(lab.create("configmaps", "default", "metadata: {name: %s}".formatted(name)));
        }
    }

    private Reply list(Object... options) {
        return lab.api.handle(Request.list(Caller.controller("test", 0), "configmaps", "default", Options.of(options)));
    }

    private static List<String> names(Reply reply) {
        return ((Reply.Many) reply).items().stream().map(KubeObject::name).toList();
    }

    @Test
    void pages_come_from_one_snapshot() {
        Reply.Many first = (Reply.Many) list("limit", 2);
        assertThat(names(first)).containsExactly("a", "b");
        assertThat(first.remaining()).isEqualTo(3);
        lab.delete("configmaps", "default", "c");
        Lab.object(lab.create("configmaps", "default", "metadata: {name: bb}"));
        Reply.Many second = (Reply.Many) list("limit", 2, "continue", first.continueToken());
        assertThat(names(second)).containsExactly("c", "d");
        assertThat(second.revision()).isEqualTo(first.revision());
        Reply.Many third = (Reply.Many) list("limit", 2, "continue", second.continueToken());
        assertThat(names(third)).containsExactly("e");
        assertThat(third.continueToken()).isEmpty();
    }

    @Test
    void a_page_by_a_selector_does_not_say_how_many_remain() {
        Reply.Many first = (Reply.Many) list("limit", 2, "labelSelector", "!x");
        assertThat(first.continueToken()).isNotEmpty();
        assertThat(first.remaining()).isZero();
    }

    @Test
    void an_exact_revision_is_what_there_was() {
        long before = lab.log.position();
        lab.delete("configmaps", "default", "c");
        assertThat(names(list("resourceVersion", Long.toString(before), "resourceVersionMatch", "Exact"))).containsExactly("a", "b", "c", "d", "e");
        assertThat(names(list("resourceVersion", Long.toString(before)))).containsExactly("a", "b", "d", "e");
    }

    @Test
    void revision_zero_comes_whole_whatever_the_limit() {
        assertThat(names(list("limit", 2, "resourceVersion", "0"))).hasSize(5);
    }

    @Test
    void an_expired_token_offers_to_go_on_without_consistency() {
        Reply.Many first = (Reply.Many) list("limit", 2);
        forget();
        Status expired = ((Reply.Failed) list("limit", 2, "continue", first.continueToken())).status();
        assertThat(expired.code()).isEqualTo(410);
        assertThat(expired.reason()).isEqualTo("Expired");
        assertThat(expired.message()).startsWith("The provided continue parameter is too old to display a consistent list result. You can start");
        String again = expired.toJson().textOrEmpty("metadata", "continue");
        assertThat(names(list("limit", 2, "continue", again))).containsExactly("c", "d");
        assertThat(Lab.message(list("resourceVersion", "1", "resourceVersionMatch", "Exact")))
                .isEqualTo("410 The resourceVersion for the provided list is too old.");
    }

    private void forget() {
        for (int i = 0; i <= History.REVISIONS; i++) {
            lab.log.append(0, "learner", 0, new Body.Read("get", "pods", "default", "x"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "{resourceVersion: abc} | 500 resourceVersion: Invalid value: \"abc\": strconv.ParseUint: parsing \"abc\": invalid syntax",
        "{resourceVersion: '99'} | 504 Timeout: Too large resource version: 99, current: 5",
        "{resourceVersionMatch: Exact} | 422 ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided",
        "{resourceVersion: '0', resourceVersionMatch: Exact} | 422 ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"",
        "{resourceVersion: '1', resourceVersionMatch: Newest} | 422 ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Unsupported value: \"Newest\": supported values: \"Exact\", \"NotOlderThan\", \"\"",
        "{sendInitialEvents: true} | 422 ListOptions.meta.k8s.io \"\" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list",
        "{continue: '!'} | 400 invalid continue token: continue key is not valid: illegal base64 data at input byte 0",
        "{continue: e30} | 400 invalid continue token: continue key is not valid: server does not recognize this encoded version \"\"",
        "{continue: e30, resourceVersion: '3'} | 400 specifying resource version is not allowed when using continue",
    })
    void options_that_make_no_sense_are_refused(String options, String message) {
        Reply reply = lab.api.handle(Request.list(Caller.controller("test", 0), "configmaps", "default", new Options(Lab.yaml(options))));
        assertThat(Lab.message(reply)).isEqualTo(message);
    }
}
