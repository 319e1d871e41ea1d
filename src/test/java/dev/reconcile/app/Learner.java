package dev.reconcile.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Somebody who uses a running lab by its REST interface. */
record Learner(String id, String token) {
    private static final int HELD_ELSEWHERE = 409;

    static Learner comesTo(URI lab, String name) {
        return comesTo(lab, name, null);
    }

    /** Starts one more session, as the same person. */
    Learner comesAgain(URI lab, String name) {
        return comesTo(lab, name, token);
    }

    private static Learner comesTo(URI lab, String name, String token) {
        Json made = send(lab, "/api/sessions", token, Json.EMPTY.with("name", name).with("language", "en").with("exercise", "deployment-rollout"));
        return new Learner(made.text("id"), made.text("token"));
    }

    /** Runs a command to its end and gives what it printed. */
    String runs(URI lab, String line) {
        return send(lab, "/api/sessions/" + id + "/commands", token, Json.EMPTY.with("line", line)).text("stdout");
    }

    /** The whole log, as text. */
    String log(URI lab) {
        return JsonText.compact(send(lab, "/api/sessions/" + id + "/log?from=0", token, null));
    }

    /** What the learner has done in an exercise, without the time it took. */
    String practice(URI lab, String exercise) {
        Json all = JsonText.trusted("{\"all\":" + answer(lab, "/api/sessions/" + id + "/exercises", token, null).body() + "}");
        return all.objects("all").stream().filter(line -> line.textOrEmpty("id").equals(exercise)).findFirst().orElseThrow()
                .object("practice").without("workedSeconds").toString();
    }

    void asksForAHint(URI lab, String item) {
        send(lab, "/api/sessions/" + id + "/hints", token, Json.EMPTY.with("item", item));
    }

    /** Whether the lab does not serve the session, because another one has it. */
    boolean isRefusedBy(URI lab) {
        return answer(lab, "/api/sessions/" + id, token, null).statusCode() == HELD_ELSEWHERE;
    }

    private static Json send(URI lab, String path, String token, Json body) {
        HttpResponse<String> response = answer(lab, path, token, body);
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return JsonText.trusted(response.body());
    }

    private static HttpResponse<String> answer(URI lab, String path, String token, Json body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(lab.resolve(path)).header("Content-Type", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.POST(HttpRequest.BodyPublishers.ofString(JsonText.compact(body)));
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
