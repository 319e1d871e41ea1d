package dev.reconcile.web.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.reconcile.persistence.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each kubectl that is installed here works on a cluster of the lab. The commands and what they must say stand in {@code kubectl/commands.txt}: a line with
 * {@code $} is a command, {@code <} a line on its standard input, {@code >} a text that its output holds, {@code #} a comment, {@code =} an exit code other
 * than 0.
 */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class RealKubectlTest {
    /** The oldest client that the lab promises to work with in all it does. */
    private static final int PROMISED = 27;

    /** Stands for the missing binary, so that a run without any says so. */
    private static final RealKubectl NONE = new RealKubectl(Path.of("kubectl"), 0);

    private record Command(String line, StringBuilder input, List<String> says, int code) {}

    static Stream<RealKubectl> installed() {
        List<RealKubectl> found = RealKubectl.installed();
        return found.isEmpty() ? Stream.of(NONE) : found.stream();
    }

    static Stream<RealKubectl> promised() {
        List<RealKubectl> found = RealKubectl.installed().stream().filter(kubectl -> kubectl.minor() >= PROMISED).toList();
        return found.isEmpty() ? Stream.of(NONE) : found.stream();
    }

    private static void needs(RealKubectl kubectl) {
        Assumptions.assumeTrue(kubectl.minor() > 0, RealKubectl.installed().isEmpty()
                ? "NO KUBECTL IS INSTALLED: nothing was tested with a real client (Debian: apt-get install kubernetes-client)"
                : "ONLY AN OLDER KUBECTL THAN 1." + PROMISED + " IS INSTALLED: most commands were not tested with a real client");
    }

    private static Endpoint fast() {
        Endpoint cluster = Endpoint.fresh();
        cluster.as().contentType(ContentType.JSON).body("{\"action\":\"speed\",\"speed\":20}").post("/api/sessions/" + cluster.session() + "/clock").then()
                .statusCode(200);
        return cluster;
    }

    @ParameterizedTest
    @MethodSource("promised")
    void every_command_works(RealKubectl kubectl) throws IOException {
        needs(kubectl);
        Endpoint cluster = fast();
        for (Command command : commands()) {
            RealKubectl.Ran ran = kubectl.run(cluster, arguments(command.line()), command.input().toString());
            String told = kubectl + " " + command.line() + "\n" + ran.out() + ran.err();
            assertThat(ran.code()).as(told).isEqualTo(command.code());
            command.says().forEach(text -> assertThat(ran.out() + ran.err()).as(told).contains(text));
        }
    }

    @ParameterizedTest
    @MethodSource("promised")
    void the_articles_first_exercise_can_be_done_with_it(RealKubectl kubectl) {
        needs(kubectl);
        Endpoint cluster = fast();
        String lab = "/api/sessions/" + cluster.session();
        cluster.as().contentType(ContentType.JSON).body("{\"exercise\":\"deployment-rollout\"}").post(lab + "/exercise").then().statusCode(200);
        for (String line : List.of("create deployment nginx --image=nginx:1.20 --replicas=3", "rollout status deployment/nginx", "get deployments", "get rs", "get pods",
                "set image deployment/nginx nginx=nginx:1.21", "rollout status deployment/nginx", "rollout history deployment/nginx",
                "rollout undo deployment/nginx", "rollout status deployment/nginx")) {
            RealKubectl.Ran ran = kubectl.run(cluster, RealKubectl.words(line), "");
            assertThat(ran.code()).as(kubectl + " " + line + "\n" + ran.err()).isZero();
        }
        cluster.as().get(lab + "/checklist").then().body("items.findAll { it.state != 'met' }.id", equalTo(List.of())).body("complete", equalTo(true));
    }

    /** The newest of the clients is enough. */
    static Stream<RealKubectl> newest() {
        return promised().reduce((older, newer) -> newer).stream();
    }

    @ParameterizedTest
    @MethodSource("newest")
    void kubernetes_walkthrough_of_autoscaling_can_be_done_with_it(RealKubectl kubectl) throws Exception {
        needs(kubectl);
        Endpoint cluster = Endpoint.fresh();
        String manifest = """
                {"apiVersion": "v1", "kind": "List", "items": [
                {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "php-apache"}, "spec": {"selector": {"matchLabels": {"run": "php-apache"}},
                 "template": {"metadata": {"labels": {"run": "php-apache"}}, "spec": {"containers": [{"name": "php-apache", "image": "registry.k8s.io/hpa-example",
                 "ports": [{"containerPort": 80}], "resources": {"limits": {"cpu": "500m"}, "requests": {"cpu": "200m"}}}]}}}},
                {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "php-apache"}, "spec": {"ports": [{"port": 80}], "selector": {"run": "php-apache"}}}]}
                """;
        kubectl.run(cluster, List.of("apply", "-f", "-"), manifest);
        kubectl.run(cluster, RealKubectl.words("autoscale deployment php-apache --cpu-percent=50 --min=1 --max=10"), "");
        cluster.jump("+1m");
        Path log = Files.createTempFile("load-generator", ".out");
        Process generator = kubectl.started(cluster, log, "run", "-i", "load-generator", "--rm", "--image=busybox:1.28", "--restart=Never", "--", "/bin/sh", "-c",
                "while sleep 0.01; do wget -q -O- http://php-apache; done");
        try {
            kubectl.run(cluster, RealKubectl.words("wait --for=create pod/load-generator --timeout=50s"), "");
            cluster.jump("+5m");
            assertThat(kubectl.run(cluster, RealKubectl.words("get hpa php-apache --no-headers"), "").out()).containsPattern("cpu: \\d\\d%/50% +1 +10 +[4-9] ");
            assertThat(kubectl.run(cluster, RealKubectl.words("top pods -l run=php-apache --no-headers"), "").out().lines()).hasSizeBetween(4, 9);
            written("OK!OK!OK!", log, generator);
        } finally {
            generator.destroyForcibly().waitFor();
        }
        kubectl.run(cluster, RealKubectl.words("delete pod load-generator --now"), "");
        cluster.jump("+8m");
        assertThat(kubectl.run(cluster, RealKubectl.words("get deployment php-apache -o jsonpath={.spec.replicas}"), "").out()).isEqualTo("1");
        Files.delete(log);
    }

    /** Files are named as they stand in the learner's home. */
    private static List<String> arguments(String line) {
        List<String> arguments = new ArrayList<>();
        for (String word : RealKubectl.words(line)) {
            Path file = Path.of("src/main/resources/home", word).toAbsolutePath();
            arguments.add(word.endsWith(".yaml") && Files.exists(file) ? file.toString() : word);
        }
        return arguments;
    }

    private static List<Command> commands() throws IOException {
        List<Command> commands = new ArrayList<>();
        for (String line : text("/kubectl/commands.txt").lines().toList()) {
            Command last = commands.isEmpty() ? null : commands.getLast();
            if (line.startsWith("$ ")) {
                commands.add(new Command(line.substring(2), new StringBuilder(), new ArrayList<>(), 0));
            } else if (line.startsWith("< ")) {
                last.input().append(line.substring(2)).append('\n');
            } else if (line.startsWith("> ")) {
                last.says().add(line.substring(2));
            } else if (line.startsWith("= ")) {
                commands.set(commands.size() - 1, new Command(last.line(), last.input(), last.says(), Integer.parseInt(line.substring(2))));
            }
        }
        return commands;
    }

    static String text(String resource) throws IOException {
        try (InputStream stream = RealKubectlTest.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @MethodSource("installed")
    void a_client_of_any_age_creates_looks_and_deletes(RealKubectl kubectl) {
        needs(kubectl);
        Endpoint cluster = fast();
        assertThat(kubectl.run(cluster, List.of("create", "deployment", "web", "--image=nginx:1.20"), "").out()).isEqualTo("deployment.apps/web created\n");
        assertThat(kubectl.run(cluster, List.of("rollout", "status", "deployment/web"), "").out()).contains("successfully rolled out");
        assertThat(kubectl.run(cluster, List.of("get", "deployment", "web"), "").out()).startsWith("NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nweb    1/1");
        assertThat(kubectl.run(cluster, List.of("apply", "-f", "-"), Endpoint.configMap("c", "k", "v").toString()).out()).isEqualTo("configmap/c created\n");
        assertThat(kubectl.run(cluster, List.of("delete", "deployment", "web"), "").out()).contains("deployment.apps \"web\" deleted");
    }

    @ParameterizedTest
    @MethodSource("installed")
    void streams_go_both_ways(RealKubectl kubectl) throws Exception {
        needs(kubectl);
        Endpoint cluster = fast();
        kubectl.run(cluster, List.of("run", "web", "--image=nginx:1.20"), "");
        kubectl.run(cluster, List.of("wait", "--for=condition=Ready", "pod/web", "--timeout=50s"), "");
        RealKubectl.Ran both = kubectl.run(cluster, List.of("exec", "web", "--", "sh", "-c", "echo out; echo err >&2; exit 3"), "");
        assertThat(both.out()).isEqualTo("out\n");
        assertThat(both.err()).contains("err\n").contains("exit code 3");
        assertThat(both.code()).isEqualTo(3);
        assertThat(kubectl.run(cluster, List.of("exec", "-i", "web", "--", "cat"), "하나\ntwo\n").out()).isEqualTo("하나\ntwo\n");
        assertThat(kubectl.run(cluster, List.of("logs", "web", "--tail=1"), "").out()).contains("start worker process");
        forwarded(kubectl, cluster);
    }

    @ParameterizedTest
    @MethodSource("installed")
    void a_shell_runs_in_a_terminal(RealKubectl kubectl) {
        needs(kubectl);
        Assumptions.assumeTrue(RealKubectl.canMakeTerminals(), "util-linux' script IS NOT INSTALLED: no terminal was tested with a real client");
        Endpoint cluster = fast();
        RealKubectl.Ran run = kubectl.inTerminal(cluster, "run it -it --image=busybox:1.36 --restart=Never -- sh", "echo $((6*7))\nexit 3\n");
        assertThat(run.out()).contains("\r\n42\r\n");
        assertThat(run.code()).as(run.out()).isEqualTo(3);
        kubectl.run(cluster, List.of("run", "web", "--image=nginx:1.20"), "");
        kubectl.run(cluster, List.of("wait", "--for=condition=Ready", "pod/web", "--timeout=50s"), "");
        assertThat(kubectl.inTerminal(cluster, "exec -it web -- sh", "hostname; exit\n").out()).contains("\r\nweb\r\n");
    }

    private static void forwarded(RealKubectl kubectl, Endpoint cluster) throws Exception {
        Path log = Files.createTempFile("port-forward", ".out");
        Process process = kubectl.started(cluster, log, "port-forward", "pod/web", ":80");
        try {
            int port = Integer.parseInt(written("127\\.0\\.0\\.1:(\\d+) ->", log, process).group(1));
            HttpResponse<String> page = HttpClient.newHttpClient().send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("Welcome to nginx!");
        } finally {
            process.destroyForcibly().waitFor();
            Files.delete(log);
        }
    }

    /** What a process has written, as soon as it matches. */
    private static Matcher written(String pattern, Path log, Process process) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            Matcher found = Pattern.compile(pattern).matcher(Files.readString(log));
            if (found.find()) {
                return found;
            }
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError("nothing like " + pattern + " was written: " + Files.readString(log));
    }
}
