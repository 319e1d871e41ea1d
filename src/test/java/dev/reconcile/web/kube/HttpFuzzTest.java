package dev.reconcile.web.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reconcile.model.Json;
import dev.reconcile.model.JsonText;
import dev.reconcile.persistence.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random and broken requests: each is answered, none by a stack trace, and none that was refused has changed anything. {@code -Dfuzz.cases=100000} makes a
 * longer run, {@code -Dfuzz.seed=…} repeats one.
 */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class HttpFuzzTest {
    private static final int CASES = Integer.getInteger("fuzz.cases", 1_200);
    private static final long SEED = Long.getLong("fuzz.seed", 20_250_131L);
    private static final int CASES_A_SESSION = 300;
    private static final int CASES_A_FRAME = 30;
    private static final int FRAMES_A_SESSION = 100;
    private static final int MILLIS = 20_000;

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "FOO");
    private static final List<String> PATHS = List.of("/api/v1/namespaces/default/configmaps", "/api/v1/namespaces/default/configmaps/kube-root-ca.crt",
            "/apis/apps/v1/namespaces/default/deployments", "/apis/apps/v1/namespaces/default/deployments/web",
            "/apis/apps/v1/namespaces/default/deployments/web/scale", "/apis/apps/v1/namespaces/default/deployments/web/status", "/api/v1/nodes/worker-1",
            "/api/v1/namespaces/default/pods/x/exec", "/api/v1/namespaces/default/pods/x/log", "/api/v1/namespaces/default/pods/x/eviction", "/api", "/apis",
            "/apis/apps/v1", "/openapi/v2", "/openapi/v3", "/version", "/healthz", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", "/");
    private static final List<String> QUERIES = List.of("", "?limit=1", "?limit=-1", "?limit=x", "?continue=zzz", "?labelSelector=a%20in%20(", "?fieldSelector=x",
            "?watch=true&timeoutSeconds=1", "?watch=true&resourceVersion=99999999999999999999", "?dryRun=All", "?dryRun=x", "?fieldValidation=Strict", "?fieldManager=a",
            "?fieldManager=a&force=true", "?gracePeriodSeconds=x", "?propagationPolicy=x", "?%zz", "?pretty", "?resourceVersion=5&resourceVersionMatch=Exact");
    private static final List<String> TYPES = List.of("application/json", "application/yaml", "application/merge-patch+json", "application/json-patch+json",
            "application/strategic-merge-patch+json", "application/apply-patch+yaml", "application/vnd.kubernetes.protobuf", "text/plain", "", "x;y;z", "a/b;q=9");
    private static final List<String> ACCEPTS = List.of("application/json", "*/*", "", "application/json;as=Table;v=v1;g=meta.k8s.io", "application/yaml", "text/html",
            "application/vnd.kubernetes.protobuf,application/json", ";;;,,,=", "application/json;q=0.1,application/yaml");
    private static final List<String> BODIES = List.of("", "{}", "[]", "null", "{\"spec\":{\"replicas\":-1}}", "{\"spec\":{\"replicas\":\"x\"}}",
            Endpoint.deployment("web", 2).toString(), Endpoint.configMap("c", "k", "v").toString(), "[{\"op\":\"add\",\"path\":\"/data/x\",\"value\":\"1\"}]",
            "[{\"op\":\"remove\",\"path\":\"/nosuch\"}]", "{\"metadata\":{\"labels\":{\"a\":null}}}", "a: b\n- c\n", "{\"$patch\":\"delete\"}",
            "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"web\",\"$patch\":\"delete\"}]}}}}", "k8s\0\n\u0002\u0001", "[".repeat(5_000), "{\"a\":".repeat(5_000));

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Random random = new Random(SEED);
    private final List<String> mistakes = new CopyOnWriteArrayList<>();
    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            mistakes.add(entry.getMessage() + ": " + entry.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** A mistake that no client is told of, because it has gone or left HTTP behind, is one all the same. */
    @BeforeEach
    void listen() {
        Logger.getLogger(KubernetesApi.class.getName()).addHandler(log);
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> mistakes.add("uncaught: " + failure));
    }

    @AfterEach
    void nothing_went_wrong_behind_the_scenes() {
        Logger.getLogger(KubernetesApi.class.getName()).removeHandler(log);
        Thread.setDefaultUncaughtExceptionHandler(null);
        assertThat(mistakes).as("seed " + SEED).isEmpty();
    }

    @Test
    void every_request_is_answered_and_none_that_is_refused_changes_anything() throws IOException, InterruptedException {
        Endpoint cluster = null;
        for (int i = 0; i < CASES; i++) {
            if (i % CASES_A_SESSION == 0) {
                cluster = Endpoint.fresh().paused();
                cluster.post("/apis/apps/v1/namespaces/default/deployments", Endpoint.deployment("web", 1)).statusCode(201);
            }
            String request = request(cluster);
            String what = "case " + i + " of seed " + SEED + ": " + request.substring(0, Math.min(request.length(), 400)).replace(cluster.token(), "<token>");
            long before = position(cluster);
            String answer = answer(request);
            assertThat(answer).as(what).startsWith("HTTP/1.1 ").doesNotContain("\tat ").doesNotContain("Exception");
            // Some mistakes in patches are answered with 500 upstream, too, and say what is wrong.
            assertThat(answer).as(what).doesNotContain("the lab made a mistake");
            int status = Integer.parseInt(answer.substring(9, 12));
            assertThat(status).as(what + "\n" + answer).isBetween(200, 599);
            if (status >= 400) {
                assertThat(changes(cluster, before)).as(what + "\n" + answer).isEmpty();
            }
        }
    }

    private static long position(Endpoint cluster) throws IOException, InterruptedException {
        return log(cluster, 1_000_000).number(0, "position");
    }

    private static List<String> changes(Endpoint cluster, long after) throws IOException, InterruptedException {
        return log(cluster, after).objects("entries").stream().filter(entry -> entry.textOrEmpty("type").equals("change")).map(Json::toString).toList();
    }

    private static Json log(Endpoint cluster, long after) throws IOException, InterruptedException {
        URI address = URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/api/sessions/" + cluster.session() + "/log?from=" + after);
        HttpRequest request = HttpRequest.newBuilder(address).header("Authorization", "Bearer " + cluster.token()).build();
        return JsonText.trusted(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private String request(Endpoint cluster) {
        String body = mutated(pick(BODIES));
        String path = "/k8s/" + cluster.session() + (random.nextInt(8) == 0 ? mutated(pick(PATHS)) : pick(PATHS)) + pick(QUERIES);
        StringBuilder request = new StringBuilder(pick(METHODS)).append(' ').append(path.replaceAll("[\\s\\p{Cntrl}]", "")).append(" HTTP/1.1\r\n");
        request.append("Host: localhost\r\nConnection: close\r\n");
        request.append("Authorization: Bearer ").append(random.nextInt(20) == 0 ? "nosuch" : cluster.token()).append("\r\n");
        request.append("Content-Type: ").append(pick(TYPES)).append("\r\nAccept: ").append(pick(ACCEPTS)).append("\r\n");
        if (random.nextInt(20) == 0) {
            request.append("Upgrade: ").append(random.nextBoolean() ? "websocket" : "SPDY/3.1").append("\r\n");
        }
        request.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length).append("\r\n\r\n");
        return request.append(body).toString();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** The text with a few characters changed, doubled or left out. */
    private String mutated(String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int times = random.nextInt(4); times > 0 && !changed.isEmpty(); times--) {
            int at = random.nextInt(changed.length());
            switch (random.nextInt(4)) {
                case 0 -> changed.setCharAt(at, (char) (32 + random.nextInt(95)));
                case 1 -> changed.deleteCharAt(at);
                case 2 -> changed.insert(at, changed.substring(at, Math.min(changed.length(), at + random.nextInt(30))));
                default -> changed.insert(at, "{}[]\":,0-~\u20ac".charAt(random.nextInt(11)));
            }
        }
        return changed.toString();
    }

    private static String answer(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketTimeoutException e) {
            return "hung";
        } catch (SocketException e) {
            // The server closed the connection while the rest of the request was on its way: an answer of its own.
            return "HTTP/1.1 499 closed";
        }
    }

    @Test
    void frames_of_nonsense_end_one_connection_and_no_other() throws Exception {
        Endpoint cluster = null;
        for (int i = 0; i < CASES / CASES_A_FRAME; i++) {
            if (i % FRAMES_A_SESSION == 0) {
                cluster = withPod();
            }
            boolean webSocket = random.nextBoolean();
            String head = (webSocket ? "GET" : "POST") + " /k8s/" + cluster.session() + "/api/v1/namespaces/default/pods/web/exec?command=cat&stdin=true&stdout=true HTTP/1.1\r\n"
                    + "Host: localhost\r\nConnection: Upgrade\r\nUpgrade: " + (webSocket ? "websocket" : "SPDY/3.1") + "\r\nAuthorization: Bearer " + cluster.token()
                    + "\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: v4.channel.k8s.io\r\n"
                    + "X-Stream-Protocol-Version: v4.channel.k8s.io\r\n\r\n";
            try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
                socket.setSoTimeout(MILLIS);
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                byte[] start = socket.getInputStream().readNBytes(12);
                assertThat(new String(start, StandardCharsets.US_ASCII)).as("seed " + SEED).isEqualTo("HTTP/1.1 101");
                byte[] nonsense = new byte[1 + random.nextInt(200)];
                random.nextBytes(nonsense);
                socket.getOutputStream().write(nonsense);
                socket.getOutputStream().flush();
            }
            cluster.get("/version").statusCode(200);
        }
    }

    private static Endpoint withPod() {
        Endpoint cluster = Endpoint.fresh();
        cluster.post("/api/v1/namespaces/default/pods", Json.of("apiVersion", "v1", "kind", "Pod", "metadata", Json.of("name", "web"),
                "spec", Json.of("containers", List.of(Json.of("name", "web", "image", "nginx:1.20"))))).statusCode(201);
        cluster.jump("+1m");
        return cluster;
    }
}
