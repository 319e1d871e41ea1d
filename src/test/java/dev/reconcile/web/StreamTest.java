package dev.reconcile.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.persistence.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a page hears and says. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
@Timeout(60)
class StreamTest {
    @TestHTTPResource("/")
    URI root;

    private record Lab(String id, String token) {}

    private static Lab lab() {
        var made = given().contentType(ContentType.JSON).body(Map.of("name", "Jisu", "language", "en")).post("/api/sessions").then().statusCode(201);
        return new Lab(made.extract().path("id"), made.extract().path("token"));
    }

    /** A page: collects the messages it gets. */
    private static final class Page implements WebSocket.Listener {
        private final BlockingQueue<Json> messages = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();
        private final List<Json> entries = new ArrayList<>();
        private WebSocket socket;

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                messages.add(JsonText.trusted(part.toString()));
                part.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        void say(Object... pairs) {
            socket.sendText(Json.of(pairs).toString(), true).join();
        }

        /** Waits for a message; entries on the way are collected. */
        Json hears(Predicate<Json> wanted) throws InterruptedException {
            while (true) {
                Json message = messages.poll(20, TimeUnit.SECONDS);
                assertThat(message).as("a message before the time is over").isNotNull();
                if ("entries".equals(message.text("type"))) {
                    entries.addAll(message.objects("entries"));
                }
                if (wanted.test(message)) {
                    return message;
                }
            }
        }

        Json hears(String type) throws InterruptedException {
            return hears(message -> type.equals(message.text("type")));
        }

        Json hearsEntry(String type) throws InterruptedException {
            while (entries.stream().noneMatch(entry -> type.equals(entry.text("type")))) {
                hears("entries");
            }
            return entries.stream().filter(entry -> type.equals(entry.text("type"))).reduce((first, last) -> last).orElseThrow();
        }
    }

    private Page open(Lab lab, String token, String origin) {
        Page page = new Page();
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder().header("Cookie", "lab-" + lab.id() + "=" + token);
        if (origin != null) {
            builder = builder.header("Origin", origin);
        }
        URI address = URI.create("ws://" + root.getAuthority() + "/api/sessions/" + lab.id() + "/stream");
        page.socket = builder.buildAsync(address, page).join();
        return page;
    }

    private Page open(Lab lab) {
        return open(lab, lab.token(), null);
    }

    private static void follows(List<Json> entries, long from) {
        for (int i = 0; i < entries.size(); i++) {
            assertThat(entries.get(i).number(0, "position")).isEqualTo(from + 1 + i);
        }
    }

    @Test
    void a_page_gets_the_log_from_the_beginning_without_a_gap() throws InterruptedException {
        Lab lab = lab();
        Page page = open(lab);
        page.say("type", "resume", "cursor", 0);
        long position = page.hears("hello").number(0, "position");
        page.hears("clock");
        follows(page.entries, 0);
        assertThat(page.entries).hasSizeGreaterThanOrEqualTo((int) position);
    }

    @Test
    void a_page_that_comes_back_gets_what_it_missed_once() throws InterruptedException {
        Lab lab = lab();
        Page first = open(lab);
        first.say("type", "resume", "cursor", 0);
        first.hears("clock");
        long cursor = first.entries.getLast().number(0, "position");
        first.socket.abort();
        given().header("Authorization", "Bearer " + lab.token()).contentType(ContentType.JSON).body(Map.of("line", "echo missed"))
                .post("/api/sessions/" + lab.id() + "/commands").then().statusCode(200);

        Page again = open(lab);
        again.say("type", "resume", "cursor", cursor);
        again.hearsEntry("exit");

        follows(again.entries, cursor);
        assertThat(again.entries).anySatisfy(entry -> assertThat(entry.text("text")).isEqualTo("missed\n"));
    }

    @Test
    void a_command_prints_into_the_log_and_ends_there() throws InterruptedException {
        Page page = open(lab());
        page.say("type", "resume", "cursor", 0);
        page.say("type", "command", "id", "1", "line", "echo hello");
        assertThat(page.hearsEntry("output").text("text")).isEqualTo("hello\n");
        assertThat(page.hearsEntry("exit").number(-1, "code")).isZero();
    }

    @Test
    void ctrl_c_ends_a_command_that_waits() throws InterruptedException {
        Page page = open(lab());
        page.say("type", "resume", "cursor", 0);
        page.say("type", "command", "id", "1", "line", "sleep 1000");
        page.hears(message -> "busy".equals(message.text("type")) && message.isTrue("running"));
        page.say("type", "command", "id", "2", "line", "echo no");
        assertThat(page.hears("problem").text("message")).contains("Ctrl-C");
        page.say("type", "interrupt");
        assertThat(page.hearsEntry("exit").number(-1, "code")).isEqualTo(130);
    }

    @Test
    void broken_frames_are_answered_with_a_sentence_and_lose_nothing() throws InterruptedException {
        Page page = open(lab());
        page.say("type", "resume", "cursor", 0);
        page.hears("clock");
        for (String frame : List.of("{", "[]", "null", "\"text\"", "{\"type\":\"nosuch\"}", "{\"type\":\"resume\",\"cursor\":\"x\"}", "\u0000\u0001",
                "{\"type\":\"save\"}", "{\"type\":\"clock\"}", "{\"type\":\"language\"}", "{\"type\":\"hint\"}", "{\"type\":\"rename\"}",
                "{\"type\":\"editor\",\"saved\":true}")) {
            page.socket.sendText(frame, true).join();
            assertThat(page.hears("problem").text("message")).as(frame).isNotBlank();
        }
        page.say("type", "command", "id", "1", "line", "echo still here");
        assertThat(page.hearsEntry("output").text("text")).isEqualTo("still here\n");
    }

    @Test
    void a_foreign_token_or_origin_does_not_get_in() {
        Lab mine = lab();
        Lab other = lab();
        refused(() -> open(mine, other.token(), null), 403);
        refused(() -> open(mine, mine.token(), "https://evil.example"), 403);
        refused(() -> open(new Lab("nosuchsession123", mine.token())), 403);
        assertThat(open(mine, mine.token(), "http://" + root.getAuthority()).socket).isNotNull();
    }

    private static void refused(Runnable open, int status) {
        assertThatThrownBy(open::run)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class,
                        refusal -> assertThat(refusal.getResponse().statusCode()).isEqualTo(status));
    }

    @Test
    void two_pages_see_the_same_log() throws InterruptedException {
        Lab lab = lab();
        Page one = open(lab);
        Page two = open(lab);
        one.say("type", "resume", "cursor", 0);
        two.say("type", "resume", "cursor", 0);
        one.say("type", "command", "id", "1", "line", "echo both");
        one.hearsEntry("exit");
        two.hearsEntry("exit");
        assertThat(two.entries.stream().map(Json::toString).toList()).containsAll(one.entries.stream().map(Json::toString).toList());
    }

    @Test
    void a_file_that_is_saved_stands_in_the_log() throws InterruptedException {
        Page page = open(lab());
        page.say("type", "resume", "cursor", 0);
        page.hears("clock");
        page.entries.clear();
        page.say("type", "save", "path", "a.yaml", "content", "a: 1\n");
        assertThat(page.hearsEntry("file")).satisfies(file -> {
            assertThat(file.text("path")).isEqualTo("/home/learner/a.yaml");
            assertThat(file.text("content")).isEqualTo("a: 1\n");
        });
    }
}
